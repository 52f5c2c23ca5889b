"""一件事 as windows use it: the themes that can be done here today, found as one types, and the cases of one number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.cases.model import Case
from app.catalogue.model import ItemCode, ServiceItem
from app.catalogue.search import SearchIndex
from app.catalogue.shelf import Shelf, View
from app.clock import Clock, local_date
from app.errors import NotFound, Refused, SidaoError
from app.storage.desk import DeskStore
from app.themes.compose import Form, compose
from app.themes.joint_numbers import read_joint_number
from app.themes.known import joined, of_code
from app.themes.model import Theme
from app.themes.ready import form_of
from app.themes.standing import Standing, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Today:
    """The forms that can be made on a day, of a revision of the catalogue, and the index over items and them."""

    revision: int
    on: date
    forms: dict[ItemCode, Form]
    index: SearchIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The cases of one joint number, in the order of recording, and how far they have come together."""

    no: str
    name: str
    standing: Standing
    cases: tuple[Case, ...]


class ThemeDesk:
    """Themes of one point. Called on the storage lane; every method raises Trouble when the store can't be used."""

    def __init__(self, store: DeskStore, themes: tuple[Theme, ...], *, point: str, clock: Clock) -> None:
        self._store = store
        self._themes = themes
        self._clock = clock
        self._shelf = Shelf(point)
        self._today: _Today | None = None

    def forms(self) -> tuple[Form, ...]:
        """Those that can be done here today, the program's own first."""
        return tuple(self._renewed().forms.values())

    def search(self, text: str, limit: int = 20) -> tuple[ServiceItem, ...]:
        """The items and the themes, each by its form, that `text` may mean, the likeliest first and of two alike the
        item; see `SearchIndex.find`."""
        return self._renewed().index.find(text, limit)

    def form(self, code: str) -> Form:
        """The one form of a theme. Raises NotFound("theme_unknown"), Refused as `form_of` does."""
        with self._store.reading() as desk:
            view = self._shelf.renew(desk.catalogue)
            return self._form(view, code, local_date(self._clock.now()))

    def form_as(self, code: str, version: int, items: Mapping[str, int]) -> Form | None:
        """The form that a version of the theme made of these versions of its items, by the parts' keys; None where one
        of them is not kept here."""
        with self._store.reading() as desk:
            view = self._shelf.renew(desk.catalogue)
            theme = next((one for one in of_code(self._known(view), code) if one.version == version), None)
            if theme is None:
                return None
            found = {part.key: view.version(part.item, items[part.key]) for part in theme.parts if part.key in items}
        if None in found.values():
            return None
        try:
            return compose(theme, {key: item for key, item in found.items() if item is not None})
        except Refused:
            return None

    def aside(self) -> tuple[tuple[Theme, SidaoError], ...]:
        """Each theme whose newest version is not done here today, with why: an older one may be done meanwhile."""
        on, found = local_date(self._clock.now()), []
        with self._store.reading() as desk:
            view = self._shelf.renew(desk.catalogue)
            known = self._known(view)
            for code in dict.fromkeys(theme.code for theme in known):
                newest = of_code(known, code)[:1]
                try:
                    form_of(newest, code, lambda item: view.current(item, on), view.rules, on)
                except Refused as refused:
                    found.append((newest[0], refused))
        return tuple(found)

    def together(self, number: str) -> Together:
        """The cases under a joint number. Raises NotFound("theme_unknown"), and Refused for what is no such number."""
        joint = read_joint_number(number)
        with self._store.reading() as desk:
            cases = tuple(desk.cases.of_joint(joint))
        if not cases or cases[0].life.joint is None:
            raise NotFound("theme_unknown", "joint", given=number)
        return Together(
            no=joint,
            name=cases[0].life.joint.name,
            standing=standing(case.state for case in cases),
            cases=cases,
        )

    def _form(self, view: View, code: str, on: date) -> Form:
        return form_of(self._known(view), code, lambda item: view.current(item, on), view.rules, on)

    def _known(self, view: View) -> tuple[Theme, ...]:
        return joined(self._themes, view.themes)

    def _renewed(self) -> _Today:
        """Today's forms; made anew only when the catalogue may have changed."""
        on = local_date(self._clock.now())
        with self._store.reading() as desk:
            revision = desk.catalogue.revision()
            if self._today is None or (self._today.revision, self._today.on) != (revision, on):
                view = self._shelf.renew(desk.catalogue)
                forms: dict[ItemCode, Form] = {}
                for code in dict.fromkeys(theme.code for theme in self._known(view)):
                    try:
                        form = self._form(view, code, on)
                    except Refused:
                        continue  # not done here: its items may be, one by one
                    forms[form.item.code] = form
                index = SearchIndex((*desk.catalogue.current(on), *(form.item for form in forms.values())))
                self._today = _Today(revision=revision, on=on, forms=forms, index=index)
        return self._today

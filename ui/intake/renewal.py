"""The item changes while its case is being typed, or lay in a draft: another version comes, and the clerk is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.catalogue.differences import Difference, differences
from app.catalogue.model import ItemCode, ServiceItem
from app.clock import local_date
from app.errors import NotFound, Refused, SidaoError
from app.themes.compose import Form
from ui.difference_words import difference_text
from ui.explain import explain
from ui.intake.body import SCREEN, Body
from ui.intake.form import IntakeForm
from ui.intake.item_view import ItemView, theme_view, view_of
from ui.intake.rows import cancelled_text, renewed_text, theme_renewed_text
from ui.intake.services import IntakeServices
from ui.language import _, chosen
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.frames import WrappedText, scrolling

_AGAIN_MS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """The view that is true now, in place of the one typed under `before` (None: which that was is not known).

    `trouble`: a theme can't be done any more; the view is still the one that was typed.
    """

    view: ItemView
    before: ServiceItem | None
    trouble: SidaoError | None = None

    @property
    def different(self) -> tuple[Difference, ...]:
        return () if self.before is None else differences(self.before, self.view.item)


def renewed(services: IntakeServices, view: ItemView, today: date) -> Renewed | None:
    """What has come in place of `view`, None while it is as it was. Storage lane.

    Raises what `ThemeDesk.form` does for a theme that can't be done any more.
    """
    if view.theme is not None:
        now = theme_view(services.catalogue, services.themes.form(view.theme.theme.code), today)
    else:
        now = view_in_force(services, view.item.code, today)
    same = now.item == view.item and now.scope == view.scope
    return None if same else Renewed(view=now, before=view.item)


def draft_view(services: IntakeServices, body: Body, today: date) -> Renewed:
    """The view for a draft's item or theme, and the version under which it was typed. Storage lane.

    Raises as `renewed`.
    """
    if body.get("theme"):
        return _theme_of_draft(services, body, today)
    code, version = ItemCode(str(body["item"])), (body.get(SCREEN) or {}).get("version")
    view = view_in_force(services, code, today)
    if not isinstance(version, int) or version == view.item.version:
        return Renewed(view=view, before=None)
    try:
        return Renewed(view=view, before=services.catalogue.item(code, version))
    except NotFound:
        return Renewed(view=view, before=None)


def _theme_of_draft(services: IntakeServices, body: Body, today: date) -> Renewed:
    was = _form_typed(services, body)
    try:
        form = services.themes.form(str(body["theme"]))
    except Refused as refused:
        if was is None:
            raise
        return Renewed(view=theme_view(services.catalogue, was, today), before=None, trouble=refused)
    before = None if was is None or was.item == form.item else was.item
    return Renewed(view=theme_view(services.catalogue, form, today), before=before)


def _form_typed(services: IntakeServices, body: Body) -> Form | None:
    """The theme's form as it was when the draft was typed, None where that is not known."""
    screen = body.get(SCREEN) or {}
    version, items = screen.get("version"), screen.get("items")
    if not isinstance(version, int) or not isinstance(items, dict):
        return None
    return services.themes.form_as(str(body["theme"]), version, items)


def view_in_force(services: IntakeServices, code: ItemCode, today: date) -> ItemView:
    """The version in force, else the newest, which says why there is none. Raises NotFound("item_unknown")."""
    catalogue = services.catalogue
    return view_of(catalogue, catalogue.in_force(code, today) or catalogue.item(code), today)


def still_fitting(body: Body, before: ServiceItem, after: ServiceItem) -> Body:
    """The draft without what is answered in another way now; a condition stays ticked where its text is the same."""
    screen: dict[str, Any] = body.get(SCREEN) or {}
    answers = body.get("answers") or {}
    kept = {code: value for code, value in answers.items() if _same_type(before, after, code)}
    ticked = still_ticked(before, after, screen.get("conditions") or [])
    return {**body, "answers": kept, SCREEN: {**screen, "conditions": ticked}}


def still_ticked(before: ServiceItem, after: ServiceItem, places: Sequence[int]) -> list[int]:
    """Where the conditions that were ticked stand now."""
    met = {before.conditions[place] for place in places if place < len(before.conditions)}
    return [place for place, condition in enumerate(after.conditions) if condition in met]


def _same_type(before: ServiceItem, after: ServiceItem, code: str) -> bool:
    was, now = before.field(code), after.field(code)
    return was is None or now is None or was.type is now.type


class Renewal(QObject):
    """Keeps the form's view true, with everything typed in it, and its banner says what is different."""

    def __init__(self, form: IntakeForm, services: IntakeServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form, self._services = form, services
        self._shown: Renewed | None = None
        self._banner: Banner = form.renewed
        self._banner.pressed.connect(self._show_all)

    def look(self) -> None:
        """After a change of the catalogue: another version is shown in place. Waits while an input method composes."""
        view, services = self._form.view, self._services
        if view is None:
            return
        if getattr(QApplication.focusWidget(), "composing", False):
            QTimer.singleShot(_AGAIN_MS, self, self.look)
            return

        def show(found: Renewed | None) -> None:
            if found is not None and self._form.view is view:
                self.take(found)

        services.lanes.storage.run(lambda: renewed(services, view, self._today()), show, self.say)

    def take(self, found: Renewed) -> None:
        """Shows the other version; what was typed stays where it still fits, and so does the focus."""
        before = found.before
        ticked = self._form.side.ticked()
        at = _Focus(self._form)
        self._form.show_view(found.view)
        if before is not None:
            self._form.show_ticked(still_ticked(before, found.view.item, ticked))
        at.restore()
        self.tell(found)

    def tell(self, found: Renewed) -> None:
        """The banner: what is different, or that the item is no more; nothing when nothing is."""
        item, today = found.view.item, self._today()
        self._shown = found
        if found.trouble is not None:
            self.say(found.trouble)
            return
        if found.view.theme is None and item.cancelled_on is not None and item.cancelled_on <= today:
            self._banner.say(cancelled_text(item), "bad")
            return
        said = [difference_text(one, chosen()) for one in found.different]
        words = theme_renewed_text(item, said) if found.view.theme is not None else renewed_text(item, said)
        self._banner.say(words if said else "", "attention", _("全部不同"))

    def forget(self) -> None:
        """Another intake, or another item."""
        self._shown = None
        self._banner.say("")

    def say(self, error: SidaoError) -> None:
        """The theme can't be done any more; what was typed stays."""
        self._banner.say(explain(error, chosen()), "bad")

    def _show_all(self) -> None:
        if self._shown is not None:
            DifferencesDialog(self._shown, self._form).open()

    def _today(self) -> date:
        return local_date(self._services.clock.now())


class DifferencesDialog(Dialog):
    """All that is different, a line each."""

    def __init__(self, found: Renewed, parent: QWidget) -> None:
        item = found.view.item
        super().__init__(
            _("有哪些不同"),
            _("{name}，现在是第 {version} 版").format(name=item.name, version=item.version),
            width=560,
            parent=parent,
        )
        lines = "\n".join(f"· {difference_text(one, chosen())}" for one in found.different)
        text = WrappedText(lines, "plain", self)
        text.setObjectName("differences")
        self.body.addWidget(scrolling(text, self), 1)
        self.add_cancel(_("知道了"))


class _Focus:
    """Where the clerk was typing, by name: the input itself may be made anew. Until then the form holds the focus, so
    that no key falls on a button."""

    def __init__(self, form: IntakeForm) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and form.isAncestorOf(focused)
        self._form = form
        self._name = focused.objectName() if inside and focused is not None else ""
        self._cursor = getattr(focused, "cursorPosition", lambda: None)() if self._name else None
        self._item = form.search.text() if focused is form.search else None
        if inside:
            form.setFocus()

    def restore(self) -> None:
        """Back there once the new inputs stand; where the other version does not ask it, to what is missing."""
        if self._item is not None:
            self._form.search.setText(self._item)
        if self._name:
            QTimer.singleShot(0, self._form, self._go_back)

    def _go_back(self) -> None:
        found = [one for one in self._form.findChildren(QWidget, self._name) if one.isVisible()]
        if not found:
            self._form.focus_missing()
            return
        found[-1].setFocus()
        if self._cursor is not None:
            found[-1].setCursorPosition(self._cursor)  # type: ignore[attr-defined]  # as the one before had

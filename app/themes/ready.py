"""Whether a theme can be done at this point today: in force, its items too, its form made of them."""

from collections.abc import Callable, Iterable
from datetime import date

from app.catalogue.model import ItemCode, PointRules, Scope, ServiceItem
from app.errors import NotFound, Refused
from app.themes.compose import Form, compose
from app.themes.known import in_force, of_code
from app.themes.model import Theme

Current = Callable[[ItemCode], ServiceItem | None]
"""The item as it is in force today."""
UNFIT = ("theme_item_missing", "theme_contradicts")
"""Why a version is kept aside: it doesn't fit the items that are here, and a version before it is done meanwhile."""


def form_of(themes: Iterable[Theme], code: object, current: Current, rules: PointRules, on: date) -> Form:
    """The form of the theme's newest version that fits the items, of those that are in force; `themes` as `joined`
    gives them.

    Raises NotFound("theme_unknown"), and Refused: theme_not_in_force, or about the newest version theme_item_missing,
    theme_advise_only, theme_contradicts.
    """
    versions = of_code(themes, code)
    if not versions:
        raise NotFound("theme_unknown", "theme", given=str(code))
    unfit: Refused | None = None
    for theme in in_force(versions, on):
        try:
            return form_here(theme, current, rules)
        except Refused as refused:
            unfit = unfit or refused
            if refused.code not in UNFIT:
                break
    raise unfit or Refused("theme_not_in_force", "theme", name=versions[0].name)


def form_here(theme: Theme, current: Current, rules: PointRules) -> Form:
    """The form of this very version. Raises Refused as `form_of`."""
    items: dict[str, ServiceItem] = {}
    for part in theme.parts:
        item = current(part.item)
        if item is None:
            continue
        if rules.scope(item.code).scope is not Scope.ADVISE:
            items[part.key] = item
        elif part.only_when is None:
            raise Refused("theme_advise_only", "theme", name=theme.name, item=item.name)
    return compose(theme, items)

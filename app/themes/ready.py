"""Whether a theme can be done at this point today: its items in force, its form made of them."""

from collections.abc import Callable, Iterable

from app.catalogue.model import ItemCode, PointRules, Scope, ServiceItem
from app.errors import NotFound, Refused
from app.themes.compose import Form, compose
from app.themes.model import Theme


def form_of(
    themes: Iterable[Theme], code: object, current: Callable[[ItemCode], ServiceItem | None], rules: PointRules
) -> Form:
    """The theme's form with the items that are in force (`current`) and done at this point.

    Raises NotFound("theme_unknown"), and Refused: theme_item_missing, theme_advise_only, theme_contradicts.
    """
    theme = next((theme for theme in themes if theme.code == code), None)
    if theme is None:
        raise NotFound("theme_unknown", "theme", given=str(code))
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

"""A theme (一件事) that central tells of, within the transaction that stores it."""

from datetime import date

from app.catalogue.in_force import in_force
from app.clock import local_date
from app.errors import Refused
from app.events import Changes
from app.storage.desk import Desk
from app.sync.model import FeedItem
from app.themes.compose import compose
from app.themes.model import Theme
from app.themes.theme_json import theme_from_json


def take_in(desk: Desk, item: FeedItem, _point: str) -> Changes:
    """Keeps what can be read, and marks the item where something can't, or doesn't fit the items here.

    One that doesn't fit is kept too, as its items may still come; until then the version before it is done. Raises
    KeyError and TypeError for an item that is no list of themes.
    """
    told = [_read(one) for one in item.body["themes"]]
    themes = [theme for theme in told if theme is not None]
    desk.catalogue.keep_themes(themes)
    if len(themes) < len(told) or not all(_fits(desk, theme, local_date(item.at)) for theme in themes):
        desk.sync.mark_differing(item, "theme_aside")
    return Changes(sync=True, catalogue=True)


def _read(told: object) -> Theme | None:
    try:
        return theme_from_json(told)
    except Refused:
        return None


def _fits(desk: Desk, theme: Theme, told_on: date) -> bool:
    """Whether a form can be made of it when it comes into force; of one that has ended none will be."""
    on = max(theme.effective_on, told_on)
    found = {part.key: in_force(desk.catalogue.versions(part.item), on) for part in theme.parts}
    try:
        compose(theme, {key: item for key, item in found.items() if item is not None})
    except Refused:
        return theme.cancelled_on is not None
    return True

"""The city's themes (一件事): taken in by version, held to its items, and told to every point."""

from collections.abc import Sequence
from datetime import date

from app.catalogue.differences import Difference, differences
from app.catalogue.in_force import in_force
from app.catalogue.model import ItemCode, ServiceItem
from app.central.model import Announcement
from app.central.storage import Central
from app.clock import Clock, local_date
from app.errors import Refused
from app.sync.model import FeedKind
from app.themes.compose import Form, compose
from app.themes.importing import ThemeChange, ThemeReport, compare_themes
from app.themes.model import Theme
from app.themes.theme_json import theme_to_json


def check_themes(central: Central, themes: Sequence[Theme], clock: Clock) -> ThemeReport:
    """What `import_themes` would change, and nothing more.

    Refused as `compare_themes` refuses, and at "themes.N" theme_item_missing or theme_contradicts for one that doesn't
    fit the city's items on the day on which it comes into force.
    """
    report = compare_themes(central.catalogue, themes)
    for change in report.changes:
        if change.now.cancelled_on is None:
            _check_fit(central, change.now, f"themes.{themes.index(change.now)}", local_date(clock.now()))
    return report


def import_themes(central: Central, themes: Sequence[Theme], clock: Clock) -> ThemeReport:
    """Takes versions in, all or none, and tells every point what changed. Raises what `check_themes` refuses."""
    report = check_themes(central, themes, clock)
    if report.changes:
        central.catalogue.keep_themes([change.now for change in report.changes])
        central.feed.publish_shared([theme_told(change.now) for change in report.changes], clock.now())
    return report


def theme_told(theme: Theme) -> Announcement:
    """What points are told of one version."""
    body = {"name": theme.name, "themes": [theme_to_json(theme)]}
    return Announcement(kind=FeedKind.THEMES_LISTED.value, subject=theme.code, body=body)


def form_differences(central: Central, change: ThemeChange, clock: Clock) -> tuple[Difference, ...]:
    """What is asked otherwise on the theme's form, both versions made of the items of the day; nothing where one of
    them doesn't fit those."""
    if change.before is None:
        return ()
    on = max(change.now.effective_on, local_date(clock.now()))
    try:
        before, now = (_form(central, theme, on) for theme in (change.before, change.now))
    except Refused:
        return ()
    return differences(before.item, now.item)


def _check_fit(central: Central, theme: Theme, place: str, today: date) -> None:
    try:
        _form(central, theme, max(theme.effective_on, today))
    except Refused as refused:
        where = f"{place}: {refused.field}" if refused.field != "theme" else place
        raise Refused(refused.code, where, **refused.values) from refused


def _form(central: Central, theme: Theme, on: date) -> Form:
    """The form of all its items. Raises Refused: theme_item_missing where the city lacks one, theme_contradicts."""
    items: dict[str, ServiceItem] = {}
    for part in theme.parts:
        item = _in_force(central, part.item, on)
        if item is None:
            raise Refused("theme_item_missing", "theme", name=theme.name, item=part.label)
        items[part.key] = item
    return compose(theme, items)


def _in_force(central: Central, code: ItemCode, on: date) -> ServiceItem | None:
    newest = central.catalogue.item(code)
    versions = range(newest.version, 0, -1) if newest is not None else ()
    found = (central.catalogue.item(code, version) for version in versions)
    return in_force((item for item in found if item is not None), on)

"""The catalogue, the calendar and the themes that central begins with, and how it learns of newer ones.

Every desk brings those of its own release along, so only what came after the catalogue with
which this central began travels in the shared feed: first contacts stay small.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from app.catalogue.calendar import CalendarYear
from app.catalogue.calendar_json import calendar_year_to_json
from app.catalogue.importing import ImportReport, take_items
from app.catalogue.item_json import item_to_json
from app.catalogue.model import ServiceItem
from app.catalogue.shipped import shipped_calendar, shipped_items
from app.catalogue.versions import Version
from app.central.model import Announcement
from app.central.storage import Central
from app.central.themes import theme_told
from app.clock import Clock
from app.sync.model import FeedKind
from app.themes.model import Theme
from app.themes.theme_json import shipped_themes, theme_to_json


def take_in_catalogue(central: Central, resources: Path, clock: Clock) -> int:
    """Brings items, calendar and themes up to what `resources` holds; gives the number of changes that were told.

    On the first call nothing is told: desks have it. What the city has cancelled meanwhile stays cancelled, though a
    release does not know of that. Raises Refused when a file is not what it should be.
    """
    items, years, themes = shipped_items(resources), shipped_calendar(resources), shipped_themes(resources)
    digest = _digest(items, years, themes)
    before = central.city.catalogue_digest()
    if before == digest:
        return 0
    items = tuple(item for item in items if not _cancelled_here(central.catalogue.item(item.code, item.version), item))
    themes = tuple(one for one in themes if not _cancelled_here(central.catalogue.theme(one.code, one.version), one))
    news = [] if before is None else [*_news(central, items, years), *_news_of_themes(central, themes)]
    central.catalogue.keep_items(items)
    central.catalogue.keep_calendar(years)
    central.catalogue.keep_themes(themes)
    central.city.keep_catalogue_digest(digest)
    central.feed.publish_shared(news, clock.now())
    return len(news)


def import_items(central: Central, items: Sequence[ServiceItem], clock: Clock) -> ImportReport:
    """Takes versions in, all or none, and tells every point what changed. Raises what `take_items` refuses."""
    report = take_items(central.catalogue, items)
    central.feed.publish_shared([_told(change.now) for change in report.changes], clock.now())
    return report


def _cancelled_here(known: Version | None, shipped: Version) -> bool:
    return known is not None and known.cancelled_on is not None and shipped.cancelled_on is None


def _news_of_themes(central: Central, themes: Iterable[Theme]) -> list[Announcement]:
    """What differs from what central has; of a central that never had any, nothing: desks bring them along."""
    if not central.catalogue.themes():
        return []
    return [theme_told(theme) for theme in themes if central.catalogue.theme(theme.code, theme.version) != theme]


def _told(item: ServiceItem) -> Announcement:
    return Announcement(kind=FeedKind.CATALOGUE_ITEMS.value, subject=item.code, body={"items": [item_to_json(item)]})


def _news(central: Central, items: Iterable[ServiceItem], years: Iterable[CalendarYear]) -> list[Announcement]:
    """What differs from what central has."""
    known_years = {year.year: year for year in central.catalogue.calendar()}
    news = [_told(item) for item in items if central.catalogue.item(item.code, item.version) != item]
    news += [
        Announcement(
            kind=FeedKind.CALENDAR_YEARS.value, subject=str(year.year), body={"years": [calendar_year_to_json(year)]}
        )
        for year in years
        if known_years.get(year.year) != year
    ]
    return news


def _digest(items: Iterable[ServiceItem], years: Iterable[CalendarYear], themes: Iterable[Theme]) -> str:
    whole = [*map(item_to_json, items), *map(calendar_year_to_json, years), *map(theme_to_json, themes)]
    return sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

"""The catalogue and the calendar that come with the program (resources/catalogue, resources/calendar).

A new desk starts with them; afterwards central's feed brings changes. What was read is at hand until a file changes.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from app.catalogue.calendar import CalendarYear
from app.catalogue.calendar_json import calendar_year_from_json
from app.catalogue.divisions import Divisions, divisions_from_json
from app.catalogue.item_json import item_from_json
from app.catalogue.model import PointRules, ServiceItem
from app.catalogue.point_json import point_rules_from_json

_COUNTER = 28

Files = tuple[tuple[Path, int, int], ...]
"""Files with their time of change and size."""


def shipped_items(resources: Path) -> tuple[ServiceItem, ...]:
    """The service items, in the order of their files."""
    return _items(_files(resources / "catalogue" / "items"))


def counter_items(resources: Path) -> tuple[ServiceItem, ...]:
    """Those of a town counter's week (domain.md, 2.5): the shipped items without what only themes bring to a window."""
    return shipped_items(resources)[:_COUNTER]


def shipped_point_rules(resources: Path) -> tuple[PointRules, ...]:
    """The points' rules, those for towns and villages in general among them."""
    return _point_rules(_files(resources / "catalogue" / "points"))


def shipped_calendar(resources: Path) -> tuple[CalendarYear, ...]:
    """The working calendar's years, announced and coming."""
    return _calendar(_files(resources / "calendar"))


def shipped_divisions(resources: Path) -> Divisions:
    """Counties and towns of the city."""
    return divisions_from_json(_object(resources / "catalogue" / "divisions.json"))


@lru_cache(maxsize=4)
def _items(files: Files) -> tuple[ServiceItem, ...]:
    return tuple(item_from_json(data) for data in _objects(files))


@lru_cache(maxsize=4)
def _point_rules(files: Files) -> tuple[PointRules, ...]:
    return tuple(point_rules_from_json(data) for data in _objects(files))


@lru_cache(maxsize=4)
def _calendar(files: Files) -> tuple[CalendarYear, ...]:
    return tuple(calendar_year_from_json(data) for data in _objects(files))


def _files(folder: Path) -> Files:
    return tuple((file, (known := file.stat()).st_mtime_ns, known.st_size) for file in sorted(folder.glob("*.json")))


def _objects(files: Files) -> Iterator[object]:
    return (_object(file) for file, _, _ in files)


def _object(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))

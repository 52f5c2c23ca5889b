"""The catalogue and the calendar that come with the program (resources/catalogue, resources/calendar).

A new desk starts with them; afterwards central's feed brings changes. Read once: they stay as they are while the
program runs.
"""

import json
from functools import lru_cache
from pathlib import Path

from app.catalogue.calendar import CalendarYear
from app.catalogue.calendar_json import calendar_year_from_json
from app.catalogue.divisions import Divisions, divisions_from_json
from app.catalogue.item_json import item_from_json
from app.catalogue.model import PointRules, ServiceItem
from app.catalogue.point_json import point_rules_from_json

_COUNTER = 28


@lru_cache(maxsize=2)
def shipped_items(resources: Path) -> tuple[ServiceItem, ...]:
    """The service items, in the order of their files."""
    return tuple(item_from_json(data) for data in _objects(resources / "catalogue" / "items"))


def counter_items(resources: Path) -> tuple[ServiceItem, ...]:
    """Those of a town counter's week (domain.md, 2.5): the shipped items without what only themes bring to a window."""
    return shipped_items(resources)[:_COUNTER]


@lru_cache(maxsize=2)
def shipped_point_rules(resources: Path) -> tuple[PointRules, ...]:
    """The points' rules, those for towns and villages in general among them."""
    return tuple(point_rules_from_json(data) for data in _objects(resources / "catalogue" / "points"))


@lru_cache(maxsize=2)
def shipped_calendar(resources: Path) -> tuple[CalendarYear, ...]:
    """The working calendar's years, announced and coming."""
    return tuple(calendar_year_from_json(data) for data in _objects(resources / "calendar"))


@lru_cache(maxsize=2)
def shipped_divisions(resources: Path) -> Divisions:
    """Counties and towns of the city."""
    return divisions_from_json(_object(resources / "catalogue" / "divisions.json"))


def _objects(folder: Path) -> list[object]:
    return [_object(file) for file in sorted(folder.glob("*.json"))]


def _object(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))

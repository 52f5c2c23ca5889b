"""A calendar year as it is stored and as it comes in the feed:

{"year": 2026, "source": "…", "complete": true, "days": [["2026-01-04", "workday", "元旦"], …]}
"""

from collections.abc import Mapping
from datetime import date

from app.catalogue.calendar import CalendarDay, CalendarYear, DayKind
from app.errors import Refused


def calendar_year_from_json(data: object) -> CalendarYear:
    """Read a year; Refused (calendar_malformed, calendar_day_outside_year) names the place that is wrong."""
    if not isinstance(data, Mapping):
        raise Refused("calendar_malformed", "calendar")
    year, source, complete, days = (data.get(key) for key in ("year", "source", "complete", "days"))
    if not isinstance(year, int) or isinstance(year, bool) or not 1 <= year <= 9999:
        raise Refused("calendar_malformed", "calendar.year")
    if not isinstance(source, str) or not source:
        raise Refused("calendar_malformed", "calendar.source")
    if not isinstance(complete, bool):
        raise Refused("calendar_malformed", "calendar.complete")
    if not isinstance(days, list):
        raise Refused("calendar_malformed", "calendar.days")
    read = tuple(_day(place, year, day) for place, day in enumerate(days))
    if len({day.date for day in read}) < len(read):
        raise Refused("calendar_malformed", "calendar.days")
    return CalendarYear(year=year, source=source, complete=complete, days=read)


def calendar_year_to_json(year: CalendarYear) -> dict[str, object]:
    """What `calendar_year_from_json` reads back to an equal value."""
    days = [[day.date.isoformat(), day.kind.value, day.name] for day in year.days]
    return {"year": year.year, "source": year.source, "complete": year.complete, "days": days}


def _day(place: int, year: int, data: object) -> CalendarDay:
    where = f"calendar.days.{place}"
    match data:
        case [str(on), str(kind), str(name)]:
            try:
                day = CalendarDay(date=date.fromisoformat(on), kind=DayKind(kind), name=name)
            except ValueError as wrong:
                raise Refused("calendar_malformed", where) from wrong
        case _:
            raise Refused("calendar_malformed", where)
    if day.date.isoformat() != on:  # Python also reads 20261231 and 2026-W53-4
        raise Refused("calendar_malformed", where)
    if day.date.year != year:
        raise Refused("calendar_day_outside_year", where, day=day.date.isoformat(), year=year)
    return day

"""Working days and due dates (domain.md §3.5 and §6).

The calendar is data: one file a year, made from the State Council's yearly notice, of the days that differ from
Monday to Friday. A year without its notice is reckoned from Monday to Friday minus the statutory
days, and every due date that touches it is provisional (暂定).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.catalogue.model import TimeLimit, TimeUnit
from app.errors import Refused

FIXED_STATUTORY_DAYS = frozenset({(1, 1), (4, 4), (4, 5), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory days that fall on the same date every year, both possible days of Qingming among them."""

OFFICE_HOURS_A_DAY = 8
_ONE_DAY = timedelta(days=1)
_FIRST_NOTICE_MONTH = 11


class DayKind(StrEnum):
    """How a day differs from Monday to Friday."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"  # 调休上班


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day that differs, and why."""

    date: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """The differing days of one year. `complete` is false before the State Council's notice for it is out."""

    year: int
    source: str
    complete: bool
    days: tuple[CalendarDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """The last day of a time limit; `provisional` while a year that it touches has no official calendar."""

    on: date
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """特别程序: begun on `start`, over on `end`. The days after `start` up to and with `end` don't count."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days are worked, as a value: build it with `working_calendar`, ask it from any thread."""

    exceptions: Mapping[date, DayKind]
    announced: frozenset[int]
    """Years whose official calendar is here."""
    listed: frozenset[int]
    """Years with any data, if only their statutory days."""

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`, as far as is known."""
        kind = self.exceptions.get(day)
        if kind is not None:
            return kind is DayKind.WORKDAY
        if day.weekday() >= 5:
            return False
        return day.year in self.listed or (day.month, day.day) not in FIXED_STATUTORY_DAYS

    def add_working_days(self, start: date, count: int) -> DueDate:
        """The `count`-th working day after `start`; `start` itself never counts, 0 gives `start`.

        Refused (limit_negative) below 0.
        """
        if count < 0:
            raise Refused("limit_negative", amount=count)
        day = start
        while count:
            day += _ONE_DAY
            count -= self.is_working_day(day)
        return self._due(start, day)

    def next_working_day(self, day: date) -> date:
        """`day`, or the first working day after it."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def due(self, start: date, limit: TimeLimit, suspensions: Iterable[Suspension] = ()) -> DueDate:
        """The last day of `limit` for what began on `start`.

        Natural days and months that end on a day off move to the next working day. Hours are office
        hours, of which a day has eight. Suspended days are added, each once however intervals overlap.
        """
        stopped = self.suspended_days(suspensions, after=start)
        if limit.unit is TimeUnit.WORKING_DAY:
            return self.add_working_days(start, limit.amount + sum(map(self.is_working_day, stopped)))
        if limit.unit is TimeUnit.HOUR:
            days = -(-limit.amount // OFFICE_HOURS_A_DAY)
            return self.add_working_days(start, days + sum(map(self.is_working_day, stopped)))
        if limit.amount == 0 and not stopped:
            return self._due(start, start)
        last = start + limit.amount * _ONE_DAY if limit.unit is TimeUnit.NATURAL_DAY else _later(start, limit.amount)
        return self._due(start, self.next_working_day(last + len(stopped) * _ONE_DAY))

    def suspended_days(self, suspensions: Iterable[Suspension], *, after: date) -> frozenset[date]:
        """The days that don't count, later than `after`; a day in two suspensions is one day."""
        return frozenset(
            one.start + number * _ONE_DAY
            for one in suspensions
            for number in range(1, (one.end - one.start).days + 1)
            if one.start + number * _ONE_DAY > after
        )

    def working_days_left(self, today: date, due_on: date) -> int:
        """Working days after `today` up to and with `due_on`; negative by as many as it is overdue."""
        first, last, sign = (today, due_on, 1) if today <= due_on else (due_on, today, -1)
        span = range(1, (last - first).days + 1)
        return sign * sum(self.is_working_day(first + number * _ONE_DAY) for number in span)

    def missing_year(self, today: date) -> int | None:
        """The year whose calendar has to be imported now: this one, or from 1 November the next one."""
        if today.year not in self.announced:
            return today.year
        coming = today.year + 1
        return coming if today.month >= _FIRST_NOTICE_MONTH and coming not in self.announced else None

    def _due(self, start: date, on: date) -> DueDate:
        touched = range((start + _ONE_DAY).year, on.year + 1) if on > start else ()
        return DueDate(on=on, provisional=any(year not in self.announced for year in touched))


def working_calendar(years: Iterable[CalendarYear], local: Iterable[CalendarDay] = ()) -> WorkingCalendar:
    """A calendar of these years; `local` days (a county's festival, a closure) come before the year's own."""
    known = tuple(years)
    exceptions = {day.date: day.kind for year in known for day in year.days}
    exceptions.update({day.date: day.kind for day in local})
    return WorkingCalendar(
        exceptions=exceptions,
        announced=frozenset(year.year for year in known if year.complete),
        listed=frozenset(year.year for year in known),
    )


def _later(day: date, months: int) -> date:
    """The same day of the month, `months` later, or that month's last day (民法典 art. 202)."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

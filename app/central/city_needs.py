"""Which points need a call, and why. The rule that sorts the city's page; `ranked_by` in db/central/standings.py says
it in SQL, and a test holds that both are one:

    1. fork            another copy of a desk is at work
    2. failed          central itself failed on an entry
    3. alarm           any other open alarm
    4. silent_waiting  no contact for more than one working day, and something was waiting at the last one
    5. returned        something was returned and nobody corrected it for more than two working days
    6. clock           a clock is off by more than five minutes, certainly
    7. aside           entries of a revoked device wait for the city's confirmation
    8. never           enrolled more than one working day ago and never met
    9. silent          no contact for more than three working days, though nothing was known to wait

A point stands where its gravest concern puts it; among equals the one that has waited longest comes first, then by
code. Points without a concern come last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.catalogue.calendar import WorkingCalendar
from app.central.city_model import CLOCK_OFF, Marks, Need, Standing
from app.clock import CHINA, local_date

_DAY = timedelta(days=1)


GRAVITY = {need: place for place, need in enumerate(Need)}
URGENT = frozenset({Need.FORK, Need.FAILED, Need.ALARM, Need.SILENT_WAITING, Need.RETURNED, Need.CLOCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One reason, at `now`. `since` when it began, as far as is known; `count` of what; a clock's `minutes`."""

    need: Need
    now: datetime
    since: datetime | None = None
    count: int = 0
    files: int = 0
    minutes: int = 0

    @property
    def days(self) -> int:
        """Days of the calendar that it has lasted, as people count them."""
        return 0 if self.since is None else (local_date(self.now) - local_date(self.since)).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A point with its concerns, the gravest first."""

    standing: Standing
    concerns: tuple[Concern, ...]


def marks(calendar: WorkingCalendar, now: datetime) -> Marks:
    """What is older than one, two and three working days."""
    one, two, three = (working_days_before(calendar, now, count) for count in (1, 2, 3))
    return Marks(now=now, one_day=one, two_days=two, three_days=three)


def working_days_before(calendar: WorkingCalendar, now: datetime, count: int) -> datetime:
    """The same time of day `count` working days earlier.

    A day off counts as the end of the working day before it: on Sunday one working day before is Thursday's end.
    """
    local = now.astimezone(CHINA)
    day, left = local.date(), local - datetime.combine(local.date(), time.min, CHINA)
    if not calendar.is_working_day(day):
        left = _DAY
        while not calendar.is_working_day(day):
            day -= _DAY
    while count:
        day -= _DAY
        count -= calendar.is_working_day(day)
    return datetime.combine(day, time.min, CHINA) + left


def concerns(standing: Standing, marks: Marks) -> tuple[Concern, ...]:
    """Why this point needs a call, the gravest reason first; none when all is well."""
    return tuple(_concerns(standing, marks))


def _concerns(it: Standing, marks: Marks) -> Iterator[Concern]:
    now, silent, back, met = marks.now, it.silent_since, it.returned_since, it.contact_at
    if it.alarm_since is not None:
        for need, count in ((Need.FORK, it.forks), (Need.FAILED, it.failures), (Need.ALARM, it.alarms)):
            if count:
                yield Concern(need=need, now=now, since=it.alarm_since, count=count)
    is_silent = silent is not None and silent < marks.one_day
    if is_silent:
        yield Concern(need=Need.SILENT_WAITING, now=now, since=silent, count=it.waiting, files=it.files_waiting)
    if it.returned and back is not None and back < marks.two_days:
        yield Concern(need=Need.RETURNED, now=now, since=back, count=it.returned)
    if it.off_at_least > CLOCK_OFF:
        yield Concern(need=Need.CLOCK, now=now, since=met, minutes=round(it.offset / 60_000))
    if it.aside:
        yield Concern(need=Need.ASIDE, now=now, count=it.aside)
    if it.devices and met is None:
        if it.enrolled_at is not None and it.enrolled_at < marks.one_day:
            yield Concern(need=Need.NEVER, now=now, since=it.enrolled_at)
    elif met is not None and met < marks.three_days and not is_silent:
        yield Concern(need=Need.SILENT, now=now, since=met)

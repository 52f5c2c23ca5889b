"""What the link may be used for: so many bytes a day and an hour, and hours in which it is left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.clock import CHINA, Clock
from app.config import Config, read_time
from app.storage.desk import DeskStore

FILES_SHARE = 0.8
"""Of a budget, what attachments may use up; the rest stays for entries."""
MEGABYTE = 1_000_000
DAY_USED, HOUR_USED, QUIET = "sync_budget_day", "sync_budget_hour", "sync_quiet"
CALM = frozenset({DAY_USED, HOUR_USED, QUIET})
"""Why nothing is sent although nothing is wrong."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes a day and an hour, 0 for as many as it takes; `quiet` from one time of the day until another, which may
    be the next morning's. Days and hours are China's."""

    day: int = 0
    hour: int = 0
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Why nothing goes now, as a code of CALM, and until when."""

    code: str
    until: datetime

    @property
    def clock(self) -> str:
        """The time at which it goes on, for the sentence: 00:00."""
        return f"{self.until.astimezone(CHINA):%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Bytes that went over the link, both ways."""

    day: int
    hour: int


def limits_of(settings: Config) -> Limits:
    """As set; a time that cannot be read (somebody edited the file) counts as not set."""
    begin, end = read_time(settings.quiet_from), read_time(settings.quiet_until)
    quiet = None if begin is None or end is None or begin == end else (begin, end)
    return Limits(day=settings.traffic_day * MEGABYTE, hour=settings.traffic_hour * MEGABYTE, quiet=quiet)


class Budget:
    """Counts what goes over the link, in the database, and says what may still go.

    Without `begin` it only tells how things stand, from any thread; `begin`, `settle` and what a meeting asks belong
    to the engine's thread. Every method raises Trouble when the store can't be used.
    """

    def __init__(self, desk: DeskStore, limits: Callable[[], Limits], clock: Clock) -> None:
        self._desk = desk
        self._limits = limits
        self._clock = clock
        self._meter: Callable[[], int] = lambda: 0
        self._counted = 0
        self._by_hand = False

    def begin(self, meter: Callable[[], int], *, by_hand: bool) -> None:
        """A meeting begins. `meter()` is what its client has moved so far, only ever growing; a meeting begun
        `by_hand` may take place in quiet hours, never beyond the budget."""
        self._meter, self._by_hand = meter, by_hand
        self._counted = meter()

    def settle(self, at_least: int = 1) -> None:
        """Writes down what has moved since the last time, if it is so much."""
        metered = self._meter()
        moved = metered - self._counted
        if moved < at_least:
            return
        with self._desk.writing() as desk:
            desk.sync.note_traffic(_whole_hour(self._clock.now()), moved)
        self._counted = metered

    def end(self) -> None:
        """The meeting is over."""
        try:
            self.settle()
        finally:
            self._meter, self._by_hand, self._counted = lambda: 0, False, 0

    def rest(self) -> Rest | None:
        """Why nothing may go now; None when something may."""
        limits, now = self._limits(), self._clock.now().astimezone(CHINA)
        used = self._used(now) if limits.day or limits.hour else Used(day=0, hour=0)
        if limits.day and used.day >= limits.day:
            return Rest(code=DAY_USED, until=_midnight(now) + _DAY)
        if limits.hour and used.hour >= limits.hour:
            return Rest(code=HOUR_USED, until=_whole_hour(now) + _HOUR)
        if limits.quiet and not self._by_hand and (until := _quiet_until(now, *limits.quiet)):
            return Rest(code=QUIET, until=until)
        return None

    @property
    def counts(self) -> bool:
        """Whether bytes are limited: then each is worth some work of the processor, however quick the link is."""
        limits = self._limits()
        return bool(limits.day or limits.hour)

    def left(self, share: float = 1.0) -> int | None:
        """Bytes that may still go before `share` of either budget is used up; None for as many as it takes."""
        if not self.counts:
            return None
        limits, now = self._limits(), self._clock.now().astimezone(CHINA)
        used = self._used(now)
        pairs = ((limits.day, used.day), (limits.hour, used.hour))
        return max(min(int(limit * share) - spent for limit, spent in pairs if limit), 0)

    def left_for_files(self) -> int | None:
        """Bytes that attachments may still use; 0 while nothing may go at all, None for as many as it takes."""
        return 0 if self.rest() is not None else self.left(FILES_SHARE)

    def used(self) -> Used:
        """Today and in this hour, so far."""
        return self._used(self._clock.now().astimezone(CHINA))

    def _used(self, now: datetime) -> Used:
        unwritten = max(self._meter() - self._counted, 0)
        day, hour = _midnight(now), _whole_hour(now)
        with self._desk.reading() as desk:
            return Used(
                day=desk.sync.traffic(day, day + _DAY) + unwritten,
                hour=desk.sync.traffic(hour, hour + _HOUR) + unwritten,
            )


def _whole_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _quiet_until(now: datetime, begin: time, end: time) -> datetime | None:
    """When the quiet time ends in which `now` lies."""
    clock = now.time()
    is_quiet = begin <= clock < end if begin < end else clock >= begin or clock < end
    if not is_quiet:
        return None
    until = datetime.combine(now.date(), end, now.tzinfo)
    return until if until > now else until + _DAY

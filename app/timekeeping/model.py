"""What the desk knows about its own clock: what is doubted, and what was settled on instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.journal import Stream
from app.sync.model import Measured

TOLERANCE = timedelta(minutes=5)
"""How far a clock may be set right, or differ from central's, without a word."""
LONG_AHEAD = timedelta(days=400)
"""Nobody leaves a desk alone for longer: a clock that far behind the last entry was set wrong."""
EARLIEST = datetime(2024, 1, 1, tzinfo=UTC)
"""Before the catalogue that comes with the program: no clock that runs says so."""


class Doubt(StrEnum):
    """Why the clock is not trusted. Each is a code with a sentence."""

    BACKWARD = "clock_backward"  # before the last entry
    UNSET = "clock_unset"  # before the program existed: a dead battery
    AHEAD = "clock_ahead"  # long after the last entry
    JUMPED = "clock_jumped"  # while the program ran


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the desk took the time to be, when its clock said `pc`: so many seconds of `difference` are added since.

    Entries up to `heads` were written before it and prove nothing against it.
    """

    at: datetime
    pc: datetime
    difference: float
    by_central: bool
    heads: Mapping[Stream, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """What clock.json keeps. `latest` is the desk's newest entry when the doubt arose: kiosk and board can't see it."""

    doubt: Doubt | None = None
    latest: datetime | None = None
    settled: Settlement | None = None

    @property
    def difference(self) -> timedelta:
        """What is added to the computer's clock."""
        return timedelta(seconds=self.settled.difference) if self.settled else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEntry:
    """The newest entry of a stream."""

    stream: Stream
    number: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the clock stands, for screens and the command line.

    `pc` is the computer's time, `now` the desk's, `last` that of the newest entry which speaks against the clock.
    `unconfirmed`: no number and no paper until somebody has said today's date. `said_by_clerk`: that has been
    done and holds until central answers. `jump` is in seconds, and new.
    """

    pc: datetime
    now: datetime
    last: datetime | None
    doubt: Doubt | None
    unconfirmed: bool
    said_by_clerk: bool
    jump: float = 0.0
    measured: Measured | None = None

    @property
    def differs(self) -> bool:
        """Central says another time."""
        return self.measured is not None and abs(self.measured.offset) > TOLERANCE.total_seconds()


def floor_of(state: ClockState, entries: tuple[LastEntry, ...]) -> datetime | None:
    """The latest time that is known to have passed: entries since the last settlement, and that itself."""
    settled = state.settled
    past = [entry.at for entry in entries if settled is None or entry.number > settled.heads.get(entry.stream, 0)]
    past += [moment for moment in (state.latest, settled.at if settled else None) if moment is not None]
    return max(past, default=None)


def doubt_about(now: datetime, floor: datetime | None) -> Doubt | None:
    """What speaks against `now` being the time."""
    if now < EARLIEST:
        return Doubt.UNSET
    if floor is not None and now < floor - TOLERANCE:
        return Doubt.BACKWARD
    if floor is not None and now > floor + LONG_AHEAD:
        return Doubt.AHEAD
    return None


STOPS = frozenset({Doubt.UNSET, Doubt.BACKWARD})
"""With these somebody has to say the date before the first number or receipt."""

"""The desk's clock: the computer's, with what a clerk or central said it is wrong by, and an eye on its jumps."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.clock import Clock, local_date
from app.errors import Refused
from app.journal import Act, Head, Stream
from app.timekeeping.clock_file import ClockFile
from app.timekeeping.model import STOPS, TOLERANCE, ClockState, LastEntry, doubt_about, floor_of

OF_THE_CLOCK = "clock."
"""Entries of this kind are about the clock itself and may always be written."""


class DeskClock:
    """See app.clock.Clock and app.journal.Stamp. Asked from any thread."""

    def __init__(self, clock: Clock, folder: Path) -> None:
        self._clock = clock
        self.file = ClockFile(folder)
        self._wall, self._steady = clock.now(), clock.seconds()
        self._beside: tuple[LastEntry, ...] = ()
        self.jump = timedelta()
        """How far the computer's clock went off its own steady counter while this program ran."""

    def pc(self) -> datetime:
        """What the computer says."""
        wall, steady = self._clock.now(), self._clock.seconds()
        went = wall - self._wall - timedelta(seconds=steady - self._steady)
        if abs(went) > TOLERANCE:
            self.jump += went
            self._wall, self._steady = wall, steady
        return wall

    def now(self) -> datetime:
        return self.pc() + self.file.read().difference

    def seconds(self) -> float:
        return self._clock.seconds()

    def rely_on(self, *entries: LastEntry) -> None:
        """The newest entries of the streams, for acts of either."""
        self._beside = entries

    def entries(self) -> tuple[LastEntry, ...]:
        """What `rely_on` was told last."""
        return self._beside

    @property
    def unanchored(self) -> bool:
        return bool(self.jump) or self.file.read().doubt is not None

    def stamp(self, act: Act, stream: Stream, head: Head) -> Act:
        """The act, marked while the clock is doubted. Raises Refused("clock_unconfirmed")."""
        if act.kind.startswith(OF_THE_CLOCK):
            return act
        floor = floor_of(self.file.read(), (*self._beside, *_entry(stream, head)))
        if doubt_about(act.at, floor) in STOPS:
            raise unconfirmed(act.at, floor)
        return replace(act, body={**act.body, "unanchored": True}) if self.unanchored else act

    def keep(self, state: ClockState) -> None:
        """The jump that was noticed is part of what is kept, and a new one is watched for."""
        self.file.write(state)
        self.jump = timedelta()


def unconfirmed(now: datetime, floor: datetime | None) -> Refused:
    """No number and no receipt before somebody has said today's date."""
    last = local_date(floor or now)
    return Refused("clock_unconfirmed", "date", pc=local_date(now).isoformat(), last=last.isoformat())


def _entry(stream: Stream, head: Head) -> tuple[LastEntry, ...]:
    return () if head.at is None else (LastEntry(stream=stream, number=head.number, at=head.at),)

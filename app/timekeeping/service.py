"""Looking after the clock of a desk that is open: noticing, asking, and settling by central's signed time."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.clock import CHINA, local_date
from app.errors import Refused, Trouble
from app.events import Announcer, Changes
from app.ids import ActionId, DeviceId
from app.journal import Act, Head, Stream
from app.storage.clerks import Clerk
from app.storage.desk import DeskStore
from app.sync.model import Measured
from app.timekeeping.desk_clock import DeskClock
from app.timekeeping.model import (
    EARLIEST,
    LONG_AHEAD,
    STOPS,
    TOLERANCE,
    ClockState,
    Doubt,
    LastEntry,
    Settlement,
    Standing,
    doubt_about,
    floor_of,
)

DOUBTED, CONFIRMED, ANCHORED = "clock.doubted", "clock.confirmed", "clock.anchored"
"""What the journal keeps about the clock: that it was doubted, what a clerk said, what central said."""
log = logging.getLogger(__name__)


class TimeDesk:
    """Called on the storage lane and, when central has answered, on sync's thread."""

    def __init__(
        self,
        store: DeskStore,
        clock: DeskClock,
        *,
        device: DeviceId,
        clerk: Clerk,
        announcer: Announcer,
        queue_head: Callable[[], Head],
    ) -> None:
        self._store = store
        self._clock = clock
        self._device = device
        self._clerk = clerk
        self._announcer = announcer
        self._queue_head = queue_head

    def look(self) -> Standing:
        """How the clock stands. A doubt that is new is kept and journaled; it ends with the next contact."""
        entries, pc = self._last_entries(), self._clock.pc()
        before, jump = self._clock.file.read(), self._clock.jump
        state = _right_again(before, pc, entries, jump)
        floor = floor_of(state, entries)
        doubt = doubt_about(pc + state.difference, floor) or (Doubt.JUMPED if jump else None)
        if doubt is not None and (state.doubt is None or (doubt in STOPS and state.doubt not in STOPS)):
            self._note(doubt, pc, floor)
            state = replace(state, doubt=doubt, latest=floor)
        if jump or state is not before:
            self._clock.keep(state)
            self._announcer.announce(Changes(sync=True))
        return replace(self._standing(entries), jump=jump.total_seconds())

    def standing(self) -> Standing:
        """As `look`, without keeping what is new."""
        return self._standing(self._last_entries())

    def confirm(self, day: date, at: time | None = None, *, action: ActionId | None = None) -> Standing:
        """Today's date, as a clerk says it, and the hour unless the computer's is right. From now on acts go by it.

        Raises Refused: clock_date_unlikely, action_used_otherwise.
        """
        entries, pc, state = self._last_entries(), self._clock.pc(), self._clock.file.read()
        local = pc.astimezone(CHINA)
        said = datetime.combine(day, at or local.timetz().replace(tzinfo=None), CHINA)
        floor = floor_of(state, entries)
        if said < EARLIEST or said > max(floor or pc, pc) + LONG_AHEAD:
            raise Refused("clock_date_unlikely", "date", given=day.isoformat())
        with self._store.writing() as desk:
            if action is not None and (done := desk.journal.by_action(action)) is not None:
                if done.kind != CONFIRMED:
                    raise Refused("action_used_otherwise", "action_id", kind=done.kind)
                return self._standing(entries)
            body = {
                "pc": pc.isoformat(),
                "said": said.isoformat(),
                "last": floor and floor.isoformat(),
                "difference": (said - pc).total_seconds(),
                "by": self._clerk.name,
            }
            desk.journal.append(Act(kind=CONFIRMED, subject=self._device, action=action, at=said, body=body))
        doubt = state.doubt or doubt_about(pc, floor) or Doubt.BACKWARD
        self._settle(said, pc, (said - pc).total_seconds(), doubt=doubt)
        return self.look()

    def measured(self, clock: Measured, central: datetime) -> None:
        """Central has said its time, over a nonce of ours. A doubt ends with that."""
        state, pc = self._clock.file.read(), self._clock.pc()
        of_pc = clock.offset + state.difference.total_seconds()
        difference = of_pc if abs(of_pc) > TOLERANCE.total_seconds() else 0.0
        if state.doubt is None and not self._clock.jump:
            drifted = abs(difference - state.difference.total_seconds()) > TOLERANCE.total_seconds()
            if state.settled is not None and drifted:
                self._settle(central, pc, difference, doubt=None)
            return
        body = {
            "doubt": (state.doubt or Doubt.JUMPED).value,
            "offset": of_pc,
            "uncertainty": clock.uncertainty,
            "central": central.isoformat(),
            "pc": pc.isoformat(),
        }
        try:
            with self._store.writing() as desk:
                desk.journal.append(Act(kind=ANCHORED, subject=self._device, action=None, at=central, body=body))
        except Trouble as error:  # a copy sends what it had and writes nothing of its own
            log.info("what central said of the clock is not journaled: %s", error)
        self._settle(central, pc, difference, doubt=None)
        self._announcer.announce(Changes(sync=True))

    def doubted(self) -> bool:
        """Whether a certificate's dates may be held against this clock: not while it is in doubt."""
        return self._clock.unanchored

    def _settle(self, at: datetime, pc: datetime, difference: float, *, doubt: Doubt | None) -> None:
        heads = {entry.stream: entry.number for entry in self._last_entries()}
        settled = Settlement(at=at, pc=pc, difference=difference, by_central=doubt is None, heads=heads)
        self._clock.keep(ClockState(doubt=doubt, settled=settled))
        self._last_entries()

    def _note(self, doubt: Doubt, pc: datetime, floor: datetime | None) -> None:
        body = {
            "doubt": doubt.value,
            "pc": pc.isoformat(),
            "last": floor and floor.isoformat(),
            "jump": self._clock.jump.total_seconds(),
        }
        try:
            with self._store.writing() as desk:
                act = Act(kind=DOUBTED, subject=self._device, action=None, at=self._clock.now(), body=body)
                desk.journal.append(act)
        except Trouble as error:  # a copy that may only be read, a full disk: what was noticed is said all the same
            log.info("the clock's doubt is not journaled: %s", error)

    def _last_entries(self) -> tuple[LastEntry, ...]:
        with self._store.reading() as desk:
            heads = {Stream.DESK: desk.journal.head()}
        heads[Stream.QUEUE] = self._queue_head()
        entries = tuple(
            LastEntry(stream=stream, number=head.number, at=head.at)
            for stream, head in heads.items()
            if head.at is not None
        )
        self._clock.rely_on(*entries)
        return entries

    def _standing(self, entries: tuple[LastEntry, ...]) -> Standing:
        state, pc = self._clock.file.read(), self._clock.pc()
        now, floor = pc + state.difference, floor_of(state, entries)
        with self._store.reading() as desk:
            measured = desk.sync.clock()
        return Standing(
            pc=pc,
            now=now,
            last=floor,
            doubt=state.doubt,
            unconfirmed=doubt_about(now, floor) in STOPS,
            said_by_clerk=state.settled is not None and not state.settled.by_central,
            measured=measured,
        )


def _right_again(state: ClockState, pc: datetime, entries: tuple[LastEntry, ...], jump: timedelta) -> ClockState:
    """The state without a difference that is no longer needed: somebody has set the computer's clock."""
    settled = state.settled
    if settled is None or not settled.difference:
        return state
    floor = floor_of(state, entries)
    twice = doubt_about(pc + state.difference, floor) is Doubt.AHEAD and doubt_about(pc, floor) is None
    if twice or (jump and abs(jump - state.difference) < timedelta(days=1)):
        return replace(state, settled=replace(settled, difference=0.0, pc=pc))
    if jump:
        return replace(state, settled=replace(settled, difference=settled.difference - jump.total_seconds()))
    return state


def day_of(standing: Standing) -> date:
    """The date to offer: the latest of what the clock and the last entry say."""
    return max(local_date(standing.now), local_date(standing.last or standing.now))


def clock_json(standing: Standing) -> dict[str, object]:
    """How the clock stands, as the command line says it."""
    measured = standing.measured
    return {
        "pc": standing.pc,
        "now": standing.now,
        "last": standing.last,
        "doubt": standing.doubt,
        "anchored": standing.doubt is None,
        "unconfirmed": standing.unconfirmed,
        "offset": measured.offset if measured else None,
        "uncertainty": measured.uncertainty if measured else None,
        "measured_at": measured.at if measured else None,
    }

"""What the last reckonings left open, and the way to send such cases once more."""

from dataclasses import dataclass
from datetime import date, datetime

from app.cases.model import Case
from app.clock import Clock, local_date
from app.errors import Refused
from app.events import Announcer, Changes
from app.ids import CaseId, DeviceId
from app.journal import Stream
from app.storage.desk import Desk, DeskStore
from app.sync.model import ReckonedDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A day on which one side lacks cases. `missing` are this desk's that central has not, `strange` are ids that
    only central has. `still_lacking` are those of `missing` that sending them once more has not helped."""

    day: date
    here: int
    there: int
    missing: tuple[Case, ...]
    strange: tuple[str, ...]
    still_lacking: frozenset[CaseId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Today's cases of this device here and, when last compared (`at`), at central; None before that."""

    here: int
    there: int | None
    at: datetime | None
    differences: tuple[Difference, ...]


class Differences:
    """Called on the storage lane. Every method raises Trouble when the store can't be used."""

    def __init__(self, store: DeskStore, device: DeviceId, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._device = device
        self._clock = clock
        self._announcer = announcer

    def standing(self) -> Standing:
        """How this device's cases compare, in one view of one moment."""
        today = local_date(self._clock.now())
        with self._store.reading() as desk:
            known = desk.reckoning.of_day(today)
            return Standing(
                here=len(desk.reckoning.recorded(today, today).get(today, ())),
                there=None if known is None else known.there,
                at=None if known is None else known.at,
                differences=tuple(_difference(desk, one) for one in desk.reckoning.differing()),
            )

    def send_again(self) -> int:
        """Everything from the first entry of the first missing case on goes once more; how many cases are missing.

        Harmless: what central has already it only confirms. Raises Refused("nothing_to_send_again").
        """
        with self._store.writing() as desk:
            missing = {case for day in desk.reckoning.differing() for case in day.only_here}
            first = [number for case in missing for number in _first_entry(desk, CaseId(case), self._device)]
            if not first:
                raise Refused("nothing_to_send_again")
            desk.sync.send_again(self._device, Stream.DESK, min(first))
            desk.reckoning.sent_again(through=min(first) - 1)
        self._announcer.announce(Changes(sync=True, cases=True))
        return len(missing)


def _first_entry(desk: Desk, case: CaseId, device: DeviceId) -> list[int]:
    numbers = [entry.name.number for entry in desk.journal.of_subject(case) if entry.name.device == device]
    return [min(numbers)] if numbers else []


def _difference(desk: Desk, day: ReckonedDay) -> Difference:
    cases = (desk.cases.get(CaseId(case)) for case in day.only_here)
    return Difference(
        day=day.day,
        here=day.here,
        there=day.there,
        missing=tuple(case for case in cases if case is not None),
        strange=day.only_there,
        still_lacking=frozenset(map(CaseId, day.still_lacking)),
    )

"""帮代办: the village's 代办员, their visits, and the batches in which papers go up from level to level.

helping_json.py says how each value stands in a journal entry. Two windows of a point, or central, may hold different
moments of the same value: `together` of hand_over.py puts them into one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

HelperId = NewType("HelperId", str)
VisitId = NewType("VisitId", str)
BatchId = NewType("BatchId", str)

CODE_PREFIX: Final = "SDJ1:"
"""How the text of the code on a list begins (app/receipts/batch_code.py)."""
HELPER_KEPT: Final = "helper.kept"
"""A 代办员 was added or changed: the body holds the whole of it."""
VISITED: Final = "helper.visited"
BATCH_OPENED: Final = "batch.opened"
BATCH_CHANGED: Final = "batch.changed"
TAKEN_IN: Final = "batch.taken_in"
"""A batch of another point, as the code on its list says it."""
HANDED_OVER: Final = "batch.handed_over"
RECEIVED: Final = "batch.received"
SETTLED: Final = "batch.settled"
OF_BATCHES: Final = frozenset({BATCH_OPENED, BATCH_CHANGED, TAKEN_IN, HANDED_OVER, RECEIVED, SETTLED})
OF_HELPING: Final = OF_BATCHES | {HELPER_KEPT, VISITED}
"""Every kind of entry that this noun writes; each holds a whole value under "helper", "visit" or "batch"."""


class Level(StrEnum):
    """Where papers lie. They go up one level at a time."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"

    @property
    def next(self) -> "Level | None":
        """The level above; None over the county."""
        return {Level.VILLAGE: Level.TOWN, Level.TOWN: Level.COUNTY}.get(self)

    def point_over(self, point: str) -> str:
        """The 12-digit point of this level that a point lies under, or is."""
        digits = {Level.VILLAGE: 12, Level.TOWN: 9, Level.COUNTY: 6}[self]
        return point[:digits].ljust(12, "0")


class BatchState(StrEnum):
    """Where a batch stands, in the order in which it goes on."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A 代办员 of a village, whose 12-digit division is `village` and whose name is `place`.

    They serve from `since` until `until`, both days included; `until` None has no end. The greater `revision` is newer.
    """

    id: HelperId
    number: str
    name: str
    village: str
    place: str
    phone: str | None
    since: date
    until: date | None = None
    revision: int = 1

    def serves(self, on: date) -> bool:
        """Whether their term covers this day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """上门: a 代办员 was with somebody. `item` is the code of a service item, if it was about one."""

    id: VisitId
    helper: HelperId
    on: date
    name: str
    purpose: str
    id_no: str | None = None
    item: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A case on the list: how many papers of ours and how many pieces of material go with it."""

    case_no: str
    name: str
    item_name: str
    papers: int
    materials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed on the paper, and when it was noted here."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One receipt: who signed it and when, the case numbers that were scanned or typed, on the list or not, and what
    of a case was not there ("" that by now all of it is)."""

    name: str
    at: datetime
    scanned: tuple[str, ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How it ended with what was missing: in words, by which clerk, when."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A list of cases on its way from one level to the next.

    `due_on` is the last day for its receipt, from the hand-over on. `arrivals` are its receipts in their order: what
    was missing may come later. The list changes only while the batch is open and only at the device that made it, each
    time under the next `revision`. `to_point` is the point that is meant by `to_place`, None where that is only words.
    """

    id: BatchId
    number: str
    point: str
    device: str
    source: Level
    target: Level
    from_place: str
    to_place: str
    made_at: datetime
    helper: HelperId | None = None
    helper_name: str | None = None
    lines: tuple[BatchLine, ...] = ()
    state: BatchState = BatchState.OPEN
    revision: int = 1
    given: Signature | None = None
    due_on: date | None = None
    due_provisional: bool = False
    arrivals: tuple[Arrival, ...] = ()
    settlement: Settlement | None = None
    to_point: str | None = None

    def received_elsewhere(self, point: str) -> bool:
        """Whether the papers go from this point to where no desk of it scans them."""
        return self.point == point and self.target.point_over(point) != point

    @property
    def case_nos(self) -> tuple[str, ...]:
        """In the list's order."""
        return tuple(line.case_no for line in self.lines)

    @property
    def taken(self) -> Arrival | None:
        """The first receipt, which was signed for."""
        return self.arrivals[0] if self.arrivals else None

    @property
    def arrived(self) -> frozenset[str]:
        """The case numbers that have come, on the list or not."""
        return frozenset(number for arrival in self.arrivals for number in arrival.scanned)

    @property
    def missing(self) -> tuple[str, ...]:
        """The listed cases that have not come, once the batch was received."""
        if self.taken is None:
            return ()
        arrived = self.arrived
        return tuple(number for number in self.case_nos if number not in arrived)

    @property
    def lacking(self) -> dict[str, str]:
        """What of a case that came is not there, by the last word on it."""
        said = dict(pair for arrival in self.arrivals for pair in arrival.lacking)
        return {number: words for number, words in said.items() if words}

    @property
    def foreign(self) -> tuple[str, ...]:
        """What came and is not on the list."""
        return tuple(sorted(self.arrived.difference(self.case_nos)))

    @property
    def whole(self) -> bool:
        """Received, and nothing is missing, lacking or foreign."""
        return self.taken is not None and not (self.missing or self.lacking or self.foreign)

    @property
    def waits(self) -> bool:
        """Somebody still has to do something: receive it, or settle what was missing."""
        return self.state is BatchState.HANDED_OVER or (self.state is BatchState.RECEIVED and not self.whole)


Value = Helper | Visit | Batch
"""What an entry of this noun holds."""

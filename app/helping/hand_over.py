"""How a batch goes on (pure): handed over, received by scanning, settled; and two moments of one put together.

A batch only grows: what has been signed, scanned or settled anywhere stays. So `together` of the same moments gives
the same batch in whatever order they come, and two windows that received it without seeing each other end equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from app.applicants.names import mask_name
from app.catalogue.calendar import DueDate
from app.errors import Refused
from app.helping.model import Arrival, Batch, BatchLine, BatchState, Helper, Settlement, Signature, Value

RECEIVED_WITHIN: Final = 3
"""Working days from the hand-over to the receipt (domain.md, 3.6)."""
MOST_LINES: Final = 100
"""As many as the code of a list can hold at a size that scanners read."""
_RANK: Final = {state: rank for rank, state in enumerate(BatchState)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What scanning has come to: listed and there, listed and not there, there and not listed."""

    arrived: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]


def tally(listed: Iterable[str], scanned: Iterable[str]) -> Tally:
    """Each number once, however often it was scanned; the list's order, then that of the scans."""
    scans, numbers = dict.fromkeys(scanned), tuple(dict.fromkeys(listed))
    return Tally(
        arrived=tuple(number for number in numbers if number in scans),
        missing=tuple(number for number in numbers if number not in scans),
        foreign=tuple(number for number in scans if number not in numbers),
    )


def relisted(batch: Batch, lines: tuple[BatchLine, ...]) -> Batch:
    """Another list, while the batch is open. Raises Refused: batch_not_open, batch_long."""
    _must_be_open(batch)
    if len(lines) > MOST_LINES:
        raise Refused("batch_long", "cases", most=MOST_LINES)
    return replace(batch, lines=lines, revision=batch.revision + 1)


def handed_over(batch: Batch, giver: Signature, due: DueDate) -> Batch:
    """The list is closed and signed by who gives it. Raises Refused: batch_not_open, batch_empty."""
    _must_be_open(batch)
    if not batch.lines:
        raise Refused("batch_empty", "cases")
    return replace(
        batch,
        state=BatchState.HANDED_OVER,
        revision=batch.revision + 1,
        given=giver,
        due_on=due.on,
        due_provisional=due.provisional,
    )


def received(batch: Batch, arrival: Arrival) -> Batch:
    """These came. Once more while something is missing: what came later is added.

    Raises Refused: batch_still_open, batch_received, batch_settled, batch_nothing_scanned, batch_lacks_unlisted.
    """
    if batch.state is BatchState.OPEN:
        raise Refused("batch_still_open", "batch", number=batch.number)
    if batch.state is BatchState.SETTLED:
        raise Refused("batch_settled", "batch", number=batch.number)
    if batch.whole:
        raise Refused("batch_received", "batch", number=batch.number)
    after = replace(batch, state=BatchState.RECEIVED, arrivals=_in_order({*batch.arrivals, arrival}))
    if not after.arrived or not (arrival.scanned or arrival.lacking):
        raise Refused("batch_nothing_scanned", "scans")
    for number, _ in arrival.lacking:
        if number not in batch.case_nos or number not in after.arrived:
            raise Refused("batch_lacks_unlisted", "lacking", case_no=number)
    return after


def settled(batch: Batch, settlement: Settlement) -> Batch:
    """It is known what became of what was missing. Raises Refused: batch_not_received, batch_received, batch_settled,
    settlement_missing."""
    if batch.state is BatchState.SETTLED:
        raise Refused("batch_settled", "batch", number=batch.number)
    if batch.state is not BatchState.RECEIVED:
        raise Refused("batch_not_received", "batch", number=batch.number)
    if batch.whole:
        raise Refused("batch_received", "batch", number=batch.number)
    if not settlement.words:
        raise Refused("settlement_missing", "words")
    return replace(batch, state=BatchState.SETTLED, settlement=settlement)


def together(one: Batch, other: Batch) -> Batch:
    """What is known of a batch from two moments of it."""
    return replace(
        max(one, other, key=_list_of),
        state=max(one.state, other.state, key=_RANK.__getitem__),
        arrivals=_in_order({*one.arrivals, *other.arrivals}),
        settlement=min(filter(None, (one.settlement, other.settlement)), key=_when, default=None),
    )


def same_list(one: Batch, other: Batch) -> bool:
    """Whether both speak of one piece of paper."""
    return (one.number, one.case_nos) == (other.number, other.case_nos)


def heard(own: Batch, other: Batch) -> Batch:
    """The maker's batch with what has become of it where it was received; the list stays the maker's.

    A word about another list says nothing of this one.
    """
    if not same_list(own, other):
        return own
    return together(own, replace(own, state=other.state, arrivals=other.arrivals, settlement=other.settlement))


def as_on_paper(batch: Batch) -> Batch:
    """What whoever has the printed list knows of it: names as they are masked there, no id of another's register."""
    lines = tuple(replace(line, name=mask_name(line.name)) for line in batch.lines)
    return replace(batch, lines=lines, helper=None)


def newer_helper(one: Helper, other: Helper) -> Helper:
    """Of two words on a 代办员 the later one; where both count alike, the same one at every desk."""
    return max(one, other, key=lambda helper: (helper.revision, str(helper)))


def _list_of(batch: Batch) -> tuple[object, ...]:
    """By which the later list is found, and of one list the copy that says the most (the paper's code has no names)."""
    said = sum(len(line.name.replace("*", "")) for line in batch.lines)
    return batch.revision, batch.made_at, said, str(replace(batch, state=BatchState.OPEN, arrivals=(), settlement=None))


def put_together(one: Value, other: Value) -> Value:
    """What is known of a 代办员 or a batch from two words on it; a visit is said once."""
    if isinstance(one, Batch) and isinstance(other, Batch):
        return together(one, other)
    if isinstance(one, Helper) and isinstance(other, Helper):
        return newer_helper(one, other)
    return other


def _must_be_open(batch: Batch) -> None:
    if batch.state is not BatchState.OPEN:
        raise Refused("batch_not_open", "batch", number=batch.number)


def _in_order(arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
    return tuple(sorted(arrivals, key=lambda one: (one.at, one.name, one.scanned, one.lacking)))


def _when(settlement: Settlement) -> tuple[object, str, str]:
    return settlement.at, settlement.by, settlement.words

"""What goes up: each stream's entries behind the acknowledged mark, in journal order, in batches of bounded size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.errors import Trouble
from app.journal import Entry, Stream
from app.sync.messages import MAX_PAYLOAD, Batch, fold
from app.sync.sources import Ahead, Sources

MOST_ENTRIES = 1000
"""Entries in one batch, however small they are."""
_SMALLEST = 200
"""Bytes of the smallest payload that is worth reading for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """The batches of one request; `waiting` counts the entries that have to wait for the next."""

    batches: tuple[Batch, ...]
    waiting: int

    @property
    def entries(self) -> int:
        return sum(len(batch.entries) for batch in self.batches)


def outgoing(sources: Sources, acknowledged: Mapping[Stream, int], room: int) -> Outgoing:
    """The next entries of each stream, together about `room` payload bytes; one entry fits unless `room` is 0.

    The desk's stream comes first: cases before tickets. Raises Trouble("sync_entry_too_large").
    """
    batches: list[Batch] = []
    left, waiting = room, 0
    for stream, source in sorted(sources.items()):
        mark = acknowledged[stream]
        waiting += max(source.head().number - mark, 0)
        at_least = 0 if batches or not room else 1
        chosen = _fitting(source.after(mark, _most(left)), left, at_least) if left > 0 or at_least else []
        if chosen:
            batches.append(fold(chosen))
            waiting -= len(chosen)
            left -= sum(_size(entry) for entry in chosen)
    return Outgoing(batches=tuple(batches), waiting=max(waiting, 0))


def read_ahead(sources: Mapping[Stream, Ahead], sent: Iterable[Batch], room: int) -> None:
    """Reads what comes after these batches, so that it is at hand when they are acknowledged."""
    for batch in sent:
        sources[batch.stream].prepare(batch.first + len(batch.entries) - 1, _most(room))


def _most(room: int) -> int:
    """So many entries may fit, at most."""
    return min(MOST_ENTRIES, room // _SMALLEST + 1)


def _fitting(entries: list[Entry], room: int, at_least: int) -> list[Entry]:
    chosen: list[Entry] = []
    for entry in entries:
        room -= _size(entry)
        if room < 0 and len(chosen) >= at_least:
            break
        chosen.append(entry)
    return chosen


def _size(entry: Entry) -> int:
    size = len(entry.payload or b"")
    if size > MAX_PAYLOAD:
        raise Trouble("sync_entry_too_large", entry=str(entry.name))
    return size

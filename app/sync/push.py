"""What goes up: each stream's entries behind the acknowledged mark, in journal order, in batches of bounded size."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Trouble
from app.journal import Entry, Stream
from app.sync.messages import MAX_PAYLOAD, Batch, fold
from app.sync.sources import Sources

MOST_ENTRIES = 2000
"""Entries in one batch, however small they are."""


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
        chosen = _fitting(source.after(mark, MOST_ENTRIES), left, at_least=0 if batches or not room else 1)
        if chosen:
            batches.append(fold(chosen))
            waiting -= len(chosen)
            left -= sum(_size(entry) for entry in chosen)
    return Outgoing(batches=tuple(batches), waiting=max(waiting, 0))


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

"""This device's streams as sync reads them, and how much of them central has not acknowledged."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from app.ids import DeviceId
from app.journal import Entry, Head, Stream
from app.storage.desk import DeskStore
from app.storage.journal import JournalStore


class Source(Protocol):
    """One stream of this device, to be read. Each call is a short transaction of its own."""

    def head(self) -> Head: ...

    def after(self, number: int, limit: int) -> list[Entry]: ...


Sources = Mapping[Stream, Source]
"""This device's streams."""


class HasJournal(Protocol):
    """A transaction on a store that keeps a journal."""

    @property
    def journal(self) -> JournalStore: ...


class JournalSource:
    """The journal of a store; `open_reading` begins a reading transaction on it."""

    def __init__(self, open_reading: Callable[[], AbstractContextManager[HasJournal]]) -> None:
        self._open = open_reading

    def head(self) -> Head:
        with self._open() as store:
            return store.journal.head()

    def after(self, number: int, limit: int) -> list[Entry]:
        with self._open() as store:
            return store.journal.after(number, limit)


class Ahead:
    """A stream whose next entries may be read before they are needed. For one thread."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: tuple[int, int, list[Entry]] | None = None

    def head(self) -> Head:
        return self._source.head()

    def prepare(self, number: int, limit: int) -> None:
        """Reads what `after` will be asked for; asked for anything else, that reads anew."""
        self._kept = (number, limit, self._source.after(number, limit))

    def after(self, number: int, limit: int) -> list[Entry]:
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] == number and kept[1] >= limit:
            return kept[2][:limit]
        return self._source.after(number, limit)


def pending(store: DeskStore, sources: Sources, device: DeviceId) -> int:
    """How many entries central has not acknowledged."""
    with store.reading() as desk:
        marks = {stream: desk.sync.acknowledged(device, stream) for stream in sources}
    return sum(max(source.head().number - marks[stream], 0) for stream, source in sources.items())

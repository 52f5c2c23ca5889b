"""What is where: entries and attachments that are only here, on a stick, or with central; and what a stick holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.ids import DeviceId
from app.journal import Stream
from app.storage.desk import Desk, DeskStore
from app.sync.bundle import Way
from app.sync.model import Trip, Whereabouts
from app.sync.on_stick import look
from app.sync.sources import Sources

ENTRY = 600
"""Bytes that an entry takes in a bundle, reckoned generously: they are compressed many at a time."""
FIXED = 64 << 10
"""Bytes of a bundle beside entries and attachments: its manifest, questions and seals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a bundle would hold now, and about how many bytes that takes: `least` without the attachments, which may
    also go with the next one, `all` with them."""

    entries: int
    files: int
    least: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Where everything is, what would go, and the newest bundles that went out."""

    entries: Whereabouts
    files: Whereabouts
    need: Need
    trips: Sequence[Trip]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies on a stick: `out` bundles of this desk, `back` answers for it, and `others` that are for other desks
    or of them, which it may carry and can't read. `broken` are names of those of which that can't be told."""

    out: int
    back: int
    others: int
    broken: tuple[str, ...] = ()


class CourierFacts:
    """Reads only. Called on any lane; every method raises Trouble when the store can't be used."""

    def __init__(self, desk: DeskStore, sources: Sources, device: DeviceId) -> None:
        self._desk = desk
        self._sources = sources
        self._device = device

    def carried(self, trips: int = 20) -> Carried:
        """Everything as it stands now."""
        heads = {stream: source.head().number for stream, source in self._sources.items()}
        with self._desk.reading() as desk:
            entries = [self._of_stream(desk, stream, head) for stream, head in heads.items()]
            files = desk.files.whereabouts(desk.courier.files())
            waiting, newest = desk.files.undelivered(), desk.courier.newest(trips)
        lacking = sum(one.here + one.on_stick for one in entries)
        least = lacking * ENTRY + FIXED
        need = Need(entries=lacking, files=len(waiting), least=least, all=least + sum(file.size for file in waiting))
        return Carried(entries=_sum(entries), files=files, need=need, trips=tuple(newest))

    def found(self, place: Path) -> Found:
        """What lies there. Raises Trouble: courier_not_read, courier_unfinished."""
        there = look(place)
        ours = [one.manifest.way for one in there.whole if one.manifest.device == self._device]
        return Found(
            out=ours.count(Way.OUT),
            back=ours.count(Way.BACK),
            others=len(there.whole) - len(ours),
            broken=tuple(one.folder.name for one in there.broken),
        )

    def _of_stream(self, desk: Desk, stream: Stream, head: int) -> Whereabouts:
        acknowledged = desk.sync.acknowledged(self._device, stream)
        received = min(desk.sync.proven(self._device, stream), acknowledged)
        on_stick = max(desk.courier.exported(stream), acknowledged)
        return Whereabouts(
            here=max(head - on_stick, 0),
            on_stick=on_stick - acknowledged,
            sent=acknowledged - received,
            received=received,
        )


def _sum(parts: Sequence[Whereabouts]) -> Whereabouts:
    return Whereabouts(
        here=sum(one.here for one in parts),
        on_stick=sum(one.on_stick for one in parts),
        sent=sum(one.sent for one in parts),
        received=sum(one.received for one in parts),
    )

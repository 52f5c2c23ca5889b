"""A queue's desk on a real store, with a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.events import Announcer, Changes
from app.ids import ActionId, ClerkId, DeviceId, Ids, SystemRandomness
from app.keys import Ed25519Signer, verifies
from app.tickets.service import QueueDesk
from db.queue.store import QueueStore, open_queue_store

DEVICE = DeviceId("01900000-0000-7000-8000-000000000001")
CLERK = ClerkId("01900000-0000-7000-8000-00000000c1e4")
SIGNER = Ed25519Signer(bytes(range(32)))
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine o'clock in China."""


@dataclass
class HeldClock:
    """A clock that stands until a test moves it."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()

    def pass_(self, seconds: float) -> datetime:
        self.moment += timedelta(seconds=seconds)
        return self.moment


@dataclass
class Hall:
    """A desk, its store, its clock and what it announced."""

    desk: QueueDesk
    store: QueueStore
    clock: HeldClock
    announced: list[Changes] = field(default_factory=list)
    actions: int = 0

    def action(self) -> ActionId:
        """A new intention."""
        self.actions += 1
        return ActionId(f"action-{self.actions}")

    def take(self, category: str = "A", count: int = 1) -> list[str]:
        """Numbers taken, a second apart."""
        numbers = []
        for _ in range(count):
            self.clock.pass_(1)
            numbers.append(self.desk.take(category, self.action()).number)
        return numbers

    def entries(self) -> int:
        with self.store.open(writes=False) as queue:
            return queue.journal.head().number


def open_store(where: Path | str, clock: HeldClock, device: DeviceId = DEVICE) -> QueueStore:
    return open_queue_store(where, device=device, signer=SIGNER, ids=Ids(clock, SystemRandomness()))


@contextmanager
def opened_hall(where: Path | str) -> Iterator[Hall]:
    """A hall until the block is left."""
    clock = HeldClock()
    store = open_store(where, clock)
    announcer = Announcer()
    desk = QueueDesk(store.open, Ids(clock, SystemRandomness()), clock, announcer, lambda: CLERK)
    hall = Hall(desk=desk, store=store, clock=clock)
    announcer.listen(hall.announced.append)
    try:
        yield hall
    finally:
        store.close()


def signed_by_us(_: DeviceId, hashed: bytes, signature: bytes) -> bool:
    return verifies(SIGNER.public, hashed, signature)

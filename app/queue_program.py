"""What runs of a desk before anybody signs in, and what every program needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app import config
from app.clock import Clock
from app.copies.machine import ReadOnly, machine_mark
from app.desk_folder import QUEUE_KEY, SLOTS
from app.errors import Trouble
from app.events import Announcer
from app.ids import ClerkId, Ids
from app.journal import Head, Stamp
from app.key_slots import Cost, Holder, KeySlots
from app.keys import Ed25519Signer, Signer
from app.recovery_folder import is_unfinished
from app.storage.clerks import Clerk
from app.tickets.service import QueueDesk
from app.timekeeping.desk_clock import DeskClock

if TYPE_CHECKING:
    from app.program import Program
    from app.storage.stores import QueueStore, Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every program needs from outside."""

    stores: "Callable[[Path], Stores]"
    resources: Path
    clock: Clock
    ids: Ids
    cost: Cost | None = None


class QueueProgram:
    """What runs before anybody signs in: the queue alone, for take-a-number, kiosk and board."""

    def __init__(self, folder: Path, around: Surroundings) -> None:
        self.folder = folder
        self.around = around
        if is_unfinished(folder):
            from app.recovery import finish  # it works on programs, so it comes after this module

            finish(folder)
        self.config = config.load(folder)
        self.announcer = Announcer()
        self.clerk: Clerk | None = None
        self.clock = DeskClock(around.clock, folder)
        self.stamp: Stamp = ReadOnly() if self.is_copy else self.clock
        self.queue_store: QueueStore = around.stores(folder).open_queue(
            self.config.device, self.queue_signer, self.stamp
        )
        self.tickets = QueueDesk(self.queue_store.open, around.ids, self.clock, self.announcer, self._clerk_id)

    @cached_property
    def queue_signer(self) -> Signer:
        """The key of the queue stream, which lies beside queue.db under file rights."""
        try:
            return Ed25519Signer((self.folder / QUEUE_KEY).read_bytes())
        except (OSError, ValueError) as error:  # ValueError: cut short
            raise Trouble("queue_key_missing", path=str(self.folder / QUEUE_KEY)) from error

    @property
    def slots(self) -> KeySlots:
        return KeySlots(self.folder / SLOTS, self.around.ids, self.around.cost)

    def sign_in(self, passphrase: str, clerk: ClerkId | None = None) -> "Program":
        """The whole desk, opened by a clerk's passphrase. Raises Trouble("passphrase_wrong") and the store's own."""
        return self.open_desk(*self.slots.open(passphrase, clerk))

    def open_desk(self, holder: Holder, key: bytes) -> "Program":
        """The whole desk, with what a passphrase has unlocked (`KeySlots.open`)."""
        from app.program import Program

        store = self.around.stores(self.folder).open_desk(key, self.config.device, self.stamp)
        self.clerk = Clerk(id=holder.clerk, name=holder.name, number=holder.number)
        program = Program(self, store, key, self.clerk)
        try:
            program.time.look()
        except BaseException:
            store.close()
            raise
        return program

    @property
    def is_copy(self) -> bool:
        """Restored from a copy, or brought here from another computer: never continued under the same name."""
        mark = self.config.machine and machine_mark()
        return self.config.copied or bool(mark and mark != self.config.machine)

    def head(self) -> Head:
        """The last entry of this device's queue stream."""
        with self.queue_store.open(writes=False) as queue:
            return queue.journal.head()

    def change(self, **settings: object) -> None:
        """Changes settings of this desk and keeps them."""
        self.config = config.change(self.folder, **settings)

    def close(self) -> None:
        self.queue_store.close()

    def _clerk_id(self) -> ClerkId | None:
        return self.clerk.id if self.clerk else None

"""What of a desk speaks to central, put together: the engine for the link, the courier for the stick.

How sync stands is asked for the first screen; whatever the link needs is loaded when it is first spoken to, which takes
a fifth of a second.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.config import PROGRAM
from app.journal import Stream
from app.keys import SealingKey, derive, seal
from app.storage.desk import DeskStore
from app.sync.budget import Budget, limits_of
from app.sync.sources import JournalSource
from app.sync.standing import sync_status
from app.sync.status import SyncStatus
from app.timekeeping.service import TimeDesk

if TYPE_CHECKING:
    from app.queue_program import QueueProgram
    from app.sync.client import CentralClient
    from app.sync.courier import Courier
    from app.sync.courier_return import CourierReturn
    from app.sync.engine import SyncEngine
    from app.sync.enrol import Surroundings, ThisDevice
    from app.sync.whereabouts import CourierFacts


class SyncProgram:
    """Made when first asked for, by whoever has signed in. `key` is the desk's own."""

    def __init__(self, queue: "QueueProgram", store: DeskStore, key: bytes, time: TimeDesk) -> None:
        self._queue = queue
        self._store = store
        self._key = key
        self._time = time
        self.sources = {
            Stream.DESK: JournalSource(store.reading),
            Stream.QUEUE: JournalSource(partial(queue.queue_store.open, writes=False)),
        }
        self.budget = Budget(store, lambda: limits_of(queue.config), queue.around.clock)
        """What the link may be used for, by the settings as they are at each moment."""

    def status(self) -> SyncStatus:
        """How things stand now. May be asked from any thread."""
        return sync_status(self._store, self.sources, self._queue.config.device, self.budget)

    @cached_property
    def engine(self) -> "SyncEngine":
        from app.sync.engine import SyncEngine

        return SyncEngine(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            around=self._around,
            announcer=self._queue.announcer,
            connect=self._connect,
            budget=self.budget,
            seal_slot=lambda public: self._queue.slots.seal_to_central(public, self._key),
        )

    @cached_property
    def courier(self) -> "Courier":
        from app.sync.courier import Courier

        return Courier(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            around=self._around,
            announcer=self._queue.announcer,
            reply_to=self._reply_key.public,
            facts=self.courier_facts,
        )

    @cached_property
    def courier_facts(self) -> "CourierFacts":
        from app.sync.whereabouts import CourierFacts

        return CourierFacts(self._store, self.sources, self._queue.config.device)

    @cached_property
    def courier_return(self) -> "CourierReturn":
        from app.sync.courier_return import CourierReturn

        return CourierReturn(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            clock=self._around.clock,
            announcer=self._queue.announcer,
            open_sealed=self._reply_key.open,
        )

    @cached_property
    def _this(self) -> "ThisDevice":
        from app.sync.enrol import ThisDevice

        settings = self._queue.config
        signers = {Stream.DESK: self._store.signer, Stream.QUEUE: self._queue.queue_signer}
        return ThisDevice(id=settings.device, point=settings.point, number=settings.device_number, signers=signers)

    @cached_property
    def _around(self) -> "Surroundings":
        from app.sync.enrol import Surroundings
        from app.sync.packing import WIRE, Dictionaries

        around = self._queue.around
        return Surroundings(
            clock=self._queue.clock,
            ids=around.ids,
            seal=seal,
            program=PROGRAM,
            dictionaries=Dictionaries(around.resources / WIRE),
            measured=self._time.measured,
        )

    @cached_property
    def _reply_key(self) -> SealingKey:
        """To which central seals what a courier brings back; made of the desk's key, so that a restored copy has it."""
        return SealingKey(derive(self._key, "courier reply"))

    def _connect(self, url: str) -> "CentralClient":
        from app.sync.client import CentralClient

        return CentralClient(url, dictionaries=self._around.dictionaries, dates_count=not self._time.doubted())

    def stop(self) -> None:
        """A meeting under way ends soon, and no other is held. From any thread."""
        if "engine" in self.__dict__:
            self.engine.stop()

    def close(self) -> None:
        """Lets go of the connection, if there is one."""
        self.stop()
        if "engine" in self.__dict__:
            self.engine.close()

"""What of a desk speaks to central, put together: the engine for the link, the courier for the stick."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.config import PROGRAM
from app.journal import Stream
from app.keys import SealingKey, derive, seal
from app.storage.desk import DeskStore
from app.sync.budget import Budget, limits_of
from app.sync.client import CentralClient
from app.sync.courier import Courier
from app.sync.courier_return import CourierReturn
from app.sync.engine import SyncEngine
from app.sync.enrol import Surroundings, ThisDevice
from app.sync.packing import WIRE, Dictionaries
from app.sync.push import JournalSource
from app.timekeeping.service import TimeDesk

if TYPE_CHECKING:
    from app.program import QueueProgram


class SyncProgram:
    """Made when first asked for, by whoever has signed in. `key` is the desk's own."""

    def __init__(self, queue: "QueueProgram", store: DeskStore, key: bytes, time: TimeDesk) -> None:
        settings, around = queue.config, queue.around
        self._queue = queue
        self._store = store
        self._key = key
        self._this = ThisDevice(
            id=settings.device,
            point=settings.point,
            number=settings.device_number,
            signers={Stream.DESK: store.signer, Stream.QUEUE: queue.queue_signer},
        )
        self._time = time
        self._around = Surroundings(
            clock=queue.clock,
            ids=around.ids,
            seal=seal,
            program=PROGRAM,
            dictionaries=Dictionaries(around.resources / WIRE),
            measured=time.measured,
        )
        self.sources = {
            Stream.DESK: JournalSource(store.reading),
            Stream.QUEUE: JournalSource(partial(queue.queue_store.open, writes=False)),
        }

    @cached_property
    def budget(self) -> Budget:
        """What the link may be used for, by the settings as they are at each moment."""
        return Budget(self._store, lambda: limits_of(self._queue.config), self._around.clock)

    @cached_property
    def engine(self) -> SyncEngine:
        return SyncEngine(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            around=self._around,
            announcer=self._queue.announcer,
            connect=lambda url: CentralClient(
                url, dictionaries=self._around.dictionaries, dates_count=not self._time.doubted()
            ),
            budget=self.budget,
            seal_slot=lambda public: self._queue.slots.seal_to_central(public, self._key),
        )

    @cached_property
    def courier(self) -> Courier:
        return Courier(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            around=self._around,
            announcer=self._queue.announcer,
            reply_to=self._reply_key.public,
        )

    @cached_property
    def courier_return(self) -> CourierReturn:
        return CourierReturn(
            desk=self._store,
            sources=self.sources,
            this=self._this,
            clock=self._around.clock,
            announcer=self._queue.announcer,
            open_sealed=self._reply_key.open,
        )

    @cached_property
    def _reply_key(self) -> SealingKey:
        """To which central seals what a courier brings back; made of the desk's key, so that a restored copy has it."""
        return SealingKey(derive(self._key, "courier reply"))

    def close(self) -> None:
        """Lets go of the connection, if there is one."""
        if "engine" in self.__dict__:
            self.engine.close()

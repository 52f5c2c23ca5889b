"""The queue's store: queue.db on one PC (plain: it names nobody), a PostgreSQL in a hall."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, func, select, text

from app.ids import DeviceId, Ids
from app.journal import Stamp, Stream, Unstamped
from app.keys import Signer
from db.engine import open_sqlite, open_url, transaction, troubles
from db.gate import Gate
from db.journal import JournalStore
from db.migration import bring_up_to_date
from db.queue.acts import ActsTransaction, RulesCache
from db.queue.lists import ListsTransaction, ProofTransaction
from db.queue.statements import Upserts
from db.queue.tables import JOURNAL, HeadRow, QueueTables
from db.writer import Writer

VERSIONS = "db.queue.versions"
_DEVICE_LOCK = text("SELECT pg_advisory_xact_lock(20002, :device)")


class QueueTransaction(ActsTransaction, ListsTransaction, ProofTransaction):
    """One transaction on the queue; see app.storage.tickets.Queue."""

    def __init__(self, connection: Connection, journal: JournalStore, store: "QueueStore", *, writes: bool) -> None:
        super().__init__(connection, journal, store.upserts, store.rules_cache, writes=writes)
        self._signer = store.signer
        self._ids = store.ids


class QueueStore:
    """The open store of one device. May be used from several threads and by several programs at once."""

    def __init__(
        self, engine: Engine, *, device: DeviceId, signer: Signer, ids: Ids, stamp: Stamp | None = None
    ) -> None:
        self.engine = engine
        self.stamp = stamp or Unstamped()
        self._device = device
        self._lock = crc32(device.encode()) & 0x7FFFFFFF
        self._watch: Any = None
        self._writer = Writer(engine)
        self._gate = Gate()
        self.signer = signer
        self.ids = ids
        self.upserts = Upserts(engine.dialect.name)
        self.rules_cache = RulesCache()

    @contextmanager
    def open(self, *, writes: bool = True) -> Iterator[QueueTransaction]:
        """One transaction: commits when the block is left, rolls back when it raises; Trouble as db.engine says.

        In PostgreSQL the programs of one device write one after the other, as its chain demands; devices never wait
        for each other here.
        """
        opened = self._writer.transaction() if writes else transaction(self.engine, writes=False)
        with self._gate, opened as connection:
            if writes and connection.dialect.name == "postgresql":
                connection.execute(_DEVICE_LOCK, {"device": self._lock})
            journal = JournalStore(connection, JOURNAL, self._device, Stream.QUEUE, self.signer, self.ids, self.stamp)
            yield QueueTransaction(connection, journal, self, writes=writes)

    def version(self) -> int:
        """Another number than before when any program has written since; cheap enough to ask each second.

        Numbers of one QueueStore compare with each other only.
        """
        if self.engine.dialect.name == "postgresql":
            with self._gate, transaction(self.engine, writes=False) as connection:
                return int(connection.execute(select(func.coalesce(func.sum(HeadRow.number), 0))).scalar_one())
        with self._gate, troubles():
            if self._watch is None:  # a connection of its own, which never writes, so that it sees every commit
                self._watch = self.engine.raw_connection()
            version: tuple[int] = self._watch.driver_connection.execute("PRAGMA data_version").fetchone()
            return version[0]

    def close(self) -> None:
        """Lets go of the file or the connections, for good: whoever comes later gets Trouble("store_closed")."""
        self._gate.shut()
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._writer.close()
        self.engine.dispose()


def open_queue_store(
    where: Path | str, *, device: DeviceId, signer: Signer, ids: Ids, stamp: Stamp | None = None
) -> QueueStore:
    """The store in a file or at a database URL, made or upgraded as needed; Trouble as db.migration says."""
    engine = open_sqlite(where) if isinstance(where, Path) else open_url(where)
    try:
        bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS, where if isinstance(where, Path) else None)
    except BaseException:
        engine.dispose()
        raise
    return QueueStore(engine, device=device, signer=signer, ids=ids, stamp=stamp)

"""desk.db as one store: its transactions and the pages that each of them offers."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine

from app.ids import DeviceId, Ids
from app.journal import Stamp, Stream
from app.keys import Signer
from db.desk.applicants import ApplicantStore
from db.desk.cases import Acknowledged, CaseStore, DraftStore
from db.desk.catalogue import CatalogueStore
from db.desk.clerks import ClerkStore
from db.desk.counters import next_value
from db.desk.courier import CourierStore
from db.desk.files import FileFolder, FileStore
from db.desk.journal import DeskJournal
from db.desk.models import EntryRow, HeadRow
from db.desk.receipts import ReceiptStore
from db.desk.reckoning import ReckoningStore
from db.desk.sync import SyncStore
from db.desk.sync_proofs import Proofs
from db.engine import transaction, troubles
from db.journal import JournalTables
from db.writer import Writer

_TABLES = JournalTables(EntryRow, HeadRow)


class DeskTransaction:
    """One transaction on desk.db and the pages that it offers. See app.storage.desk.Desk."""

    def __init__(self, connection: Connection, store: "DeskDatabase") -> None:
        self._connection = connection
        self.sync = SyncStore(connection)
        self.journal = DeskJournal(connection, _TABLES, store.device, Stream.DESK, store.signer, store.ids, store.stamp)
        known = Acknowledged(partial(self.sync.acknowledged, store.device, Stream.DESK))
        self.cases = CaseStore(connection, store.device, known, Proofs(connection))
        self.reckoning = ReckoningStore(connection, store.device)
        self.drafts = DraftStore(connection)
        self.applicants = ApplicantStore(connection, store.ids)
        self.catalogue = CatalogueStore(connection)
        self.clerks = ClerkStore(connection)
        self.receipts = ReceiptStore(connection)
        self.files = FileStore(connection, store.folder)
        self.courier = CourierStore(connection)

    def next_serial(self, series: str) -> int:
        return next_value(self._connection, series)


class DeskDatabase:
    """desk.db, opened. See app.storage.desk.DeskStore."""

    def __init__(
        self, engine: Engine, *, device: DeviceId, signer: Signer, ids: Ids, folder: FileFolder, stamp: Stamp
    ) -> None:
        self._engine = engine
        self.stamp = stamp
        self.device = device
        self.signer = signer
        self.ids = ids
        self.folder = folder
        self._watch: Any = None
        self._writer = Writer(engine)

    @contextmanager
    def reading(self) -> Iterator[DeskTransaction]:
        with transaction(self._engine, writes=False) as connection:
            yield DeskTransaction(connection, self)

    @contextmanager
    def writing(self) -> Iterator[DeskTransaction]:
        with self._writer.transaction() as connection:
            yield DeskTransaction(connection, self)

    def version(self) -> int:
        """Another number than before when any program has written since; numbers of one store compare only."""
        with troubles():
            if self._watch is None:  # a connection of its own, which never writes, so that it sees every commit
                self._watch = self._engine.raw_connection()
            version: tuple[int] = self._watch.driver_connection.execute("PRAGMA data_version").fetchone()
            return version[0]

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        self._writer.close()
        self._engine.dispose()

"""desk.db as one store: its transactions and the pages that each of them offers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.util import memoized_property

from app.ids import DeviceId, Ids
from app.journal import Stamp, Stream
from app.keys import Signer
from db.desk.counters import next_value
from db.desk.models import EntryRow, HeadRow
from db.desk.sync_models import SyncStateRow
from db.engine import transaction, troubles
from db.gate import Gate
from db.journal import JournalStore, JournalTables
from db.writer import Writer

if TYPE_CHECKING:
    from db.desk.applicants import ApplicantStore
    from db.desk.cases import CaseStore
    from db.desk.catalogue import CatalogueStore
    from db.desk.clerks import ClerkStore
    from db.desk.courier import CourierStore
    from db.desk.drafts import DraftStore
    from db.desk.figures import FiguresStore
    from db.desk.files import FileFolder, FileStore
    from db.desk.finished import FinishedStore
    from db.desk.helping import HelpingStore
    from db.desk.promises import PromiseStore
    from db.desk.receipts import ReceiptStore
    from db.desk.reckoning import ReckoningStore
    from db.desk.sync import SyncStore

_TABLES = JournalTables(EntryRow, HeadRow, bars=select(SyncStateRow.forked).scalar_subquery())


class DeskTransaction:
    """One transaction on desk.db and the pages that it offers, each made when first turned to.

    See app.storage.desk.Desk. Their modules are loaded then, too, so that the first picture waits for none that it
    doesn't show.
    """

    def __init__(self, connection: Connection, store: "DeskDatabase") -> None:
        self._connection = connection
        self._store = store

    @memoized_property
    def journal(self) -> JournalStore:
        store = self._store
        return JournalStore(self._connection, _TABLES, store.device, Stream.DESK, store.signer, store.ids, store.stamp)

    @memoized_property
    def cases(self) -> "CaseStore":
        from db.desk.cases import Acknowledged, CaseStore
        from db.desk.sync_proofs import Deliveries, Proofs

        device = self._store.device
        known = Acknowledged(lambda: self.sync.acknowledged(device, Stream.DESK))
        deliveries = Deliveries(Proofs(self._connection), device, known.number, lambda: self.courier)
        return CaseStore(self._connection, device, known, deliveries)

    @memoized_property
    def drafts(self) -> "DraftStore":
        from db.desk.drafts import DraftStore

        return DraftStore(self._connection)

    @memoized_property
    def promises(self) -> "PromiseStore":
        from db.desk.promises import PromiseStore

        return PromiseStore(self._connection)

    @memoized_property
    def applicants(self) -> "ApplicantStore":
        from db.desk.applicants import ApplicantStore

        return ApplicantStore(self._connection, self._store.ids)

    @memoized_property
    def catalogue(self) -> "CatalogueStore":
        from db.desk.catalogue import CatalogueStore

        return CatalogueStore(self._connection)

    @memoized_property
    def clerks(self) -> "ClerkStore":
        from db.desk.clerks import ClerkStore

        return ClerkStore(self._connection)

    @memoized_property
    def receipts(self) -> "ReceiptStore":
        from db.desk.receipts import ReceiptStore

        return ReceiptStore(self._connection)

    @memoized_property
    def files(self) -> "FileStore":
        from db.desk.files import FileStore

        return FileStore(self._connection, self._store.folder)

    @memoized_property
    def figures(self) -> "FiguresStore":
        from db.desk.figures import FiguresStore

        return FiguresStore(self._connection)

    @memoized_property
    def helping(self) -> "HelpingStore":
        from db.desk.helping import HelpingStore

        return HelpingStore(self._connection)

    @memoized_property
    def sync(self) -> "SyncStore":
        from db.desk.sync import SyncStore

        return SyncStore(self._connection)

    @memoized_property
    def reckoning(self) -> "ReckoningStore":
        from db.desk.reckoning import ReckoningStore

        return ReckoningStore(self._connection, self._store.device)

    @memoized_property
    def courier(self) -> "CourierStore":
        from db.desk.courier import CourierStore

        return CourierStore(self._connection)

    @memoized_property
    def finished(self) -> "FinishedStore":
        from db.desk.finished import FinishedStore

        return FinishedStore(self._connection)

    def next_serial(self, series: str) -> int:
        return next_value(self._connection, series)


class DeskDatabase:
    """desk.db, opened. See app.storage.desk.DeskStore."""

    def __init__(
        self, engine: Engine, *, device: DeviceId, signer: Signer, ids: Ids, folder: "FileFolder", stamp: Stamp
    ) -> None:
        self._engine = engine
        self.stamp = stamp
        self.device = device
        self.signer = signer
        self.ids = ids
        self.folder = folder
        self._watch: Any = None
        self._writer = Writer(engine)
        self._gate = Gate()

    @contextmanager
    def reading(self) -> Iterator[DeskTransaction]:
        with self._gate, transaction(self._engine, writes=False) as connection:
            yield DeskTransaction(connection, self)

    @contextmanager
    def writing(self) -> Iterator[DeskTransaction]:
        with self._gate, self._writer.transaction() as connection:
            yield DeskTransaction(connection, self)

    def version(self) -> int:
        """Another number than before when any program has written since; numbers of one store compare only."""
        with self._gate, troubles():
            if self._watch is None:  # a connection of its own, which never writes, so that it sees every commit
                self._watch = self._engine.raw_connection()
            version: tuple[int] = self._watch.driver_connection.execute("PRAGMA data_version").fetchone()
            return version[0]

    def close(self) -> None:
        self._gate.shut()
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._writer.close()
        self._engine.dispose()

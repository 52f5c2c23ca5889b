"""The desk's own store: what one transaction on desk.db offers."""

from contextlib import AbstractContextManager
from typing import Protocol

from app.actions.model import FinishedActions
from app.keys import Signer
from app.storage.applicants import ApplicantStore
from app.storage.cases import CaseStore, DraftStore
from app.storage.catalogue import CatalogueStore
from app.storage.clerks import ClerkStore
from app.storage.courier import CourierStore
from app.storage.figures import FiguresStore
from app.storage.files import FileStore
from app.storage.helping import HelpingStore
from app.storage.journal import JournalStore
from app.storage.promises import PromiseStore
from app.storage.receipts import ReceiptStore
from app.storage.reckoning import ReckoningStore
from app.storage.sync import SyncStore


class Desk(Protocol):
    """One transaction: everything written in it stands together or not at all."""

    @property
    def journal(self) -> JournalStore: ...
    @property
    def cases(self) -> CaseStore: ...
    @property
    def drafts(self) -> DraftStore: ...
    @property
    def promises(self) -> PromiseStore: ...
    @property
    def applicants(self) -> ApplicantStore: ...
    @property
    def catalogue(self) -> CatalogueStore: ...
    @property
    def clerks(self) -> ClerkStore: ...
    @property
    def receipts(self) -> ReceiptStore: ...
    @property
    def files(self) -> FileStore: ...
    @property
    def helping(self) -> HelpingStore: ...

    @property
    def figures(self) -> FiguresStore: ...
    @property
    def sync(self) -> SyncStore: ...
    @property
    def courier(self) -> CourierStore: ...

    @property
    def reckoning(self) -> ReckoningStore: ...

    @property
    def finished(self) -> FinishedActions: ...

    def next_serial(self, series: str) -> int:
        """The next number of a series ("case 20261123"), from 1; never the same again once committed."""
        ...


class DeskStore(Protocol):
    """desk.db, opened. Its methods may be called from any thread; a transaction stays on its own.

    Both raise Trouble: store_locked after 5 s of waiting, disk_full, store_damaged; store_closed after `close`.
    """

    def reading(self) -> AbstractContextManager[Desk]:
        """A view of one moment; nothing may be written."""
        ...

    def writing(self) -> AbstractContextManager[Desk]:
        """Commits when the block is left, and takes everything back when it raises."""
        ...

    @property
    def signer(self) -> Signer:
        """The key of the desk stream."""
        ...

    def close(self) -> None:
        """Waits for transactions under way, then lets the file go for good."""
        ...

    def version(self) -> int:
        """A number that changes when another connection or program has written."""
        ...

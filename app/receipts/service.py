"""The papers' desk: copies, previews, and the jobs that wait for the printer."""

from dataclasses import dataclass, replace

from app.cases.model import Case, Document
from app.catalogue.model import PointScope, ServiceItem
from app.catalogue.shelf import Shelf
from app.clock import Clock
from app.errors import NotFound, Refused
from app.events import Announcer, Changes
from app.ids import ActionId, ReceiptId
from app.journal import Act
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.receipts.rendering import Renderer, pages_of
from app.storage.clerks import Clerk
from app.storage.desk import Desk, DeskStore
from app.storage.receipts import PrintJob

COPIED = "receipt.copied"
"""A copy after the original: its entry says who asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a paper, ready for the printer."""

    receipt: Receipt
    copy_number: int
    pdf: bytes
    pages: int


class PaperDesk:
    """Counts copies before paper is asked for, so that a printer that says nothing costs no number."""

    def __init__(
        self,
        store: DeskStore,
        *,
        point: str,
        clerk: Clerk,
        renderer: Renderer,
        clock: Clock,
        announcer: Announcer,
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._renderer = renderer
        self._clock = clock
        self._announcer = announcer
        self._shelf = Shelf(point)

    def of_case(self, case: Case) -> list[Receipt]:
        """The case's papers in the order of issue."""
        with self._store.reading() as desk:
            return desk.receipts.of_case(case.id)

    def copy(self, number: str, kind: DocumentKind | None = None, *, action: ActionId | None = None) -> Copy:
        """The next copy of the case's newest paper (of `kind`): the original first, then 补打 with its count.

        The same action again gives the same copy. Raises NotFound: case_unknown, receipt_unknown.
        """
        receipt, copy_number = self._counted(number, kind, action)
        with self._store.reading() as desk:
            case, item, scope = self._page(desk, receipt)
        self._announcer.announce(Changes(receipts=True))
        return self._rendered(case, receipt, item, scope, copy_number)

    def ask(self, number: str, kind: DocumentKind | None = None, *, action: ActionId | None = None) -> PrintJob:
        """Puts the next copy in line for the printer; `PrintSpool.step` prints it."""
        receipt, copy_number = self._counted(number, kind, action)
        with self._store.writing() as desk:
            job = desk.receipts.ask_print(receipt.id, copy_number, self._clock.now())
        self._announcer.announce(Changes(receipts=True))
        return job

    def render_job(self, job: PrintJob) -> Copy:
        """The copy that a job is for."""
        with self._store.reading() as desk:
            receipt = desk.receipts.get(job.receipt)
            if receipt is None:
                raise NotFound("receipt_unknown")
            case, item, scope = self._page(desk, receipt)
        return self._rendered(case, receipt, item, scope, job.copy_number)

    def preview(self, case: Case, document: Document | None = None) -> bytes:
        """The paper as it will look (PDF), without a proof and not counted as a copy."""
        shown = document or (case.documents[-1] if case.documents else None)
        if shown is None:
            raise NotFound("receipt_unknown")
        with self._store.reading() as desk:
            item, scope = self._item(desk, case)
        return self._renderer.preview(case, shown, item, scope)

    def settle(self, receipt: ReceiptId, state: PrintState) -> None:
        """The clerk says how a print came out that the printer never answered for."""
        with self._store.writing() as desk:
            found = desk.receipts.get(receipt)
            if found is None:
                raise NotFound("receipt_unknown")
            desk.receipts.save(found.settled(state))
        self._announcer.announce(Changes(receipts=True))

    def _counted(self, number: str, kind: DocumentKind | None, action: ActionId | None) -> tuple[Receipt, int]:
        """One copy more, counted and, beyond the original, journaled."""
        with self._store.writing() as desk:
            case = desk.cases.by_number(number)
            if case is None:
                raise NotFound("case_unknown", "case_no", given=number)
            papers = [paper for paper in desk.receipts.of_case(case.id) if kind in (None, paper.kind)]
            if not papers:
                raise NotFound("receipt_unknown", "document", given=number)
            receipt = papers[-1]
            if action and (done := desk.journal.by_action(action)):
                return receipt, int(done.body()["copy"])
            if receipt.state is PrintState.VOID:
                raise Refused("receipt_void", receipt_no=receipt.receipt_no)
            receipt = replace(receipt, copies=receipt.copies + 1, state=PrintState.WAITING)
            desk.receipts.save(receipt)
            if receipt.copies > 1 or action:
                self._write(desk, case, receipt, action)
        return receipt, receipt.copies

    def _write(self, desk: Desk, case: Case, receipt: Receipt, action: ActionId | None) -> None:
        body = {
            "case_no": case.case_no,
            "receipt_no": receipt.receipt_no,
            "copy": receipt.copies,
            "by": self._clerk.name,
        }
        desk.journal.append(Act(kind=COPIED, subject=case.id, action=action, at=self._clock.now(), body=body))

    def _page(self, desk: Desk, receipt: Receipt) -> tuple[Case, ServiceItem, PointScope]:
        case = desk.cases.get(receipt.case_id)
        if case is None:
            raise NotFound("case_unknown", "case_no")
        return case, *self._item(desk, case)

    def _item(self, desk: Desk, case: Case) -> tuple[ServiceItem, PointScope]:
        view = self._shelf.renew(desk.catalogue)
        item = view.version(case.item, case.item_version)
        if item is None:
            raise NotFound("item_version_unknown", "item", name=case.item_name, version=case.item_version)
        return item, view.rules.scope(case.item)

    def _rendered(self, case: Case, receipt: Receipt, item: ServiceItem, scope: PointScope, copy_number: int) -> Copy:
        pdf = self._renderer.copy(case, receipt, item, scope, copy_number)
        return Copy(receipt=receipt, copy_number=copy_number, pdf=pdf, pages=pages_of(pdf))

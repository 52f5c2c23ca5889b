"""The papers that acts issue: number before paper (one act, one document)."""

from app.cases.acts import PAPER
from app.cases.counter import Counter, Moment
from app.cases.model import Case, CaseAct, Document
from app.cases.numbers import document_number
from app.clock import local_date
from app.ids import ReceiptId
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.storage.desk import Desk

WORDS = {
    DocumentKind.RECEIVED: "收件",
    DocumentKind.ACCEPTANCE: "受理",
    DocumentKind.SUPPLEMENT: "告知",
    DocumentKind.DECLINED: "不予受理",
    DocumentKind.NOTICE: "补正",
}
"""文种 in document numbers (domain.md, 3.3)."""


def issue(desk: Desk, counter: Counter, act: CaseAct, moment: Moment) -> Document | None:
    """The document that `act` issues, with a number that is used up once this commits."""
    kind = PAPER.get(act)
    return None if kind is None else _numbered(desk, counter, kind, moment)


def replacement(desk: Desk, counter: Counter, case: Case, moment: Moment) -> Document | None:
    """The newest paper again under a number of its own; None when none was issued."""
    return _numbered(desk, counter, case.documents[-1].kind, moment) if case.documents else None


def void(desk: Desk, case: Case) -> None:
    """The newest paper no longer stands: another takes its place. Its number stays in the register."""
    old = desk.receipts.by_number(case.receipt_no or "")
    if old is not None and old.state is not PrintState.VOID:
        desk.receipts.save(old.voided())


def void_all(desk: Desk, case: Case) -> None:
    """None of the case's papers stands any more."""
    for paper in desk.receipts.of_case(case.id):
        if paper.state is not PrintState.VOID:
            desk.receipts.save(paper.voided())


def _numbered(desk: Desk, counter: Counter, kind: DocumentKind, moment: Moment) -> Document:
    year = local_date(moment.now).year
    serial = desk.next_serial(f"{kind.value} {year}")
    place = counter.place
    number = document_number(place.short_name, WORDS[kind], year, place.device_number, serial)
    return Document(kind=kind, receipt_no=number, issued_at=moment.now)


def keep(desk: Desk, counter: Counter, case: Case, document: Document | None) -> None:
    """The document as a receipt that waits for paper; its proof is made when a copy is."""
    if document is None:
        return
    receipt = Receipt(
        id=ReceiptId(counter.ids.new()),
        case_id=case.id,
        kind=document.kind,
        receipt_no=document.receipt_no,
        entry=case.last.number,
        copies=0,
        token=case.token,
        proof="",
        state=PrintState.WAITING,
        issued_at=document.issued_at,
    )
    desk.receipts.add(receipt)

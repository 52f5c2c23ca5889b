"""The papers that acts issue: number before paper (one act, one document)."""

from collections.abc import Iterable
from dataclasses import replace

from app.cases.counter import Counter, Moment
from app.cases.model import Case, Document
from app.cases.numbers import document_number
from app.cases.telling import tells
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
    DocumentKind.LATE_PROMISE: "容缺",
    DocumentKind.INFORMED_PROMISE: "承诺",
    DocumentKind.ADDED: "补件",
    DocumentKind.SUSPENDED: "特别程序",
    DocumentKind.RESUMED: "恢复",
    DocumentKind.TRANSFERRED: "转办",
    DocumentKind.WITHDRAWN: "撤回",
    DocumentKind.LAPSED: "终止",
    DocumentKind.CORRECTED: "更正",
    DocumentKind.VOIDED: "作废",
    DocumentKind.DELIVERED: "送达",
    DocumentKind.ORIGINALS: "退还",
    DocumentKind.JOINT: "联办",
    DocumentKind.ASKED: "补充",
    DocumentKind.RESULT: "办结",
}
"""文种 in document numbers (domain.md, 3.3)."""


def issue(
    desk: Desk, counter: Counter, kinds: Iterable[DocumentKind], moment: Moment, of: Case | None = None
) -> tuple[Document, ...]:
    """The documents of these kinds, each with a number that is used up once this commits, and with the marks of what
    it tells `of` the case, as it is after the act."""
    made = (_numbered(desk, counter, kind, moment) for kind in kinds)
    return tuple(made if of is None else (replace(paper, tells=tells(of, paper.kind)) for paper in made))


_STANDING = frozenset({DocumentKind.RECEIVED, DocumentKind.ACCEPTANCE, DocumentKind.SUPPLEMENT, DocumentKind.DECLINED})
"""Papers that tell where the application stands, so that a correction replaces the newest of them."""


def standing(case: Case) -> Document | None:
    """The paper that a correction replaces; None when none was issued."""
    return next((paper for paper in reversed(case.documents) if paper.kind in _STANDING), None)


def void(desk: Desk, paper: Document) -> None:
    """The paper no longer stands: another takes its place. Its number stays in the register."""
    old = desk.receipts.by_number(paper.receipt_no)
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


def keep(desk: Desk, counter: Counter, case: Case, documents: Iterable[Document]) -> None:
    """The documents as receipts that wait for paper; a proof is made when a copy is."""
    for document in documents:
        desk.receipts.add(_waiting(counter, case, document))


def _waiting(counter: Counter, case: Case, document: Document) -> Receipt:
    return Receipt(
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

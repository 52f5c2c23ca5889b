"""The papers' desk: copies, previews, and the jobs that wait for the printer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.cases.model import BEGINNING, Case, CaseState, Document, changed, recorded
from app.cases.replay import as_it_stood
from app.catalogue.model import PointScope, ServiceItem
from app.catalogue.shelf import Shelf
from app.clock import Clock
from app.errors import NotFound, Refused
from app.events import Announcer, Changes
from app.ids import ActionId, ReceiptId
from app.journal import Act, Entry, EntryName, Stream
from app.receipts.in_force import (
    KnownPaper,
    cases_told,
    is_out_of_force,
    known_paper,
    list_of_another,
    newest_standing,
)
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.receipts.rendering import Renderer, Together, pages_of
from app.storage.clerks import Clerk
from app.storage.desk import Desk, DeskStore
from app.storage.receipts import PrintJob
from app.sync.model import Reason

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

    def warm_up(self) -> None:
        """For the devices lane, in an idle moment after start: the first visitor's paper comes as fast as the others.

        Nothing is written to the store, no number is used up. Raises Trouble as `copy` does.
        """
        with self._store.reading() as desk:
            self._shelf.renew(desk.catalogue)
        self._renderer.warm_up()

    def of_case(self, case: Case) -> list[Receipt]:
        """The case's papers in the order of issue; before them the list of its theme, where another case brought it."""
        with self._store.reading() as desk:
            own, others = desk.receipts.of_case(case.id), list_of_another(desk, case)
            return own if others is None else [*others[1], *own]

    def known(self, number: str, receipt_no: str) -> KnownPaper | None:
        """What this desk knows of a paper of that case; None where it has no such case or paper."""
        with self._store.reading() as desk:
            return known_paper(desk, number, receipt_no)

    def copy(self, number: str, kind: DocumentKind | None = None, *, action: ActionId | None = None) -> Copy:
        """The next copy of the case's newest paper (of `kind`): the original first, then 补打 with its count.

        The same action again gives the same copy. Raises NotFound: case_unknown, receipt_unknown.
        """
        trial = self._renderer.prepare()
        with self._store.writing() as desk:
            receipt, copy_number = self._counted(desk, number, kind, action, trial)
            case, item, scope = self._page(desk, receipt)
            together = self._together(desk, receipt, case)
        self._announcer.announce(Changes(receipts=True))
        return self._rendered(case, receipt, item, scope, copy_number, together)

    def ask(self, number: str, kind: DocumentKind | None = None, *, action: ActionId | None = None) -> PrintJob:
        """Puts the next copy in line for the printer; `PrintSpool.step` prints it. The same action again: its job."""
        trial = self._renderer.prepare()
        with self._store.writing() as desk:
            receipt, copy_number = self._counted(desk, number, kind, action, trial)
            known = desk.receipts.job_of(receipt.id, copy_number)
            job = known or desk.receipts.ask_print(receipt.id, copy_number, self._clock.now())
        self._announcer.announce(Changes(receipts=True))
        return job

    def ask_all(self, number: str, kinds: Iterable[DocumentKind]) -> None:
        """Puts the papers that one act issued in line, as `ask` does, in the order of issue: the one that the applicant
        shows comes out last."""
        for kind in kinds:
            self.ask(number, kind)

    def again(self, job: int) -> PrintJob:
        """Puts a copy in line once more that never came out of the printer: the same copy, not a further one.

        Raises NotFound("print_job_unknown"), and Refused("print_not_failed") for one that waits, was printed or whose
        fate nobody knows yet: that the clerk says first, by `settle_job`.
        """
        with self._store.writing() as desk:
            found = desk.receipts.job(job)
            if found is None:
                raise NotFound("print_job_unknown")
            if not desk.receipts.settle(job, PrintState.WAITING, self._clock.now(), before=PrintState.FAILED):
                raise Refused("print_not_failed")
        self._announcer.announce(Changes(receipts=True))
        return replace(found, state=PrintState.WAITING, trouble=None)

    def settle_job(self, job: int, *, printed: bool) -> None:
        """The clerk has looked whether the paper of an unknown print came out. Raises NotFound, Refused as `again`."""
        state = PrintState.PRINTED if printed else PrintState.FAILED
        with self._store.writing() as desk:
            if desk.receipts.job(job) is None:
                raise NotFound("print_job_unknown")
            if not desk.receipts.settle(job, state, self._clock.now(), before=PrintState.UNKNOWN):
                raise Refused("print_not_unknown")
        self._announcer.announce(Changes(receipts=True))

    def render_job(self, job: PrintJob) -> Copy:
        """The copy that a job is for, an original as many times as it is due. Raises Refused("receipt_void") when the
        paper was voided while it waited."""
        with self._store.reading() as desk:
            receipt = desk.receipts.get(job.receipt)
            if receipt is None:
                raise NotFound("receipt_unknown", "document", given=str(job.id))
            current = desk.cases.get(receipt.case_id)
            gone = current and is_out_of_force(desk, current, receipt.kind, receipt.receipt_no)
            if receipt.state is PrintState.VOID or gone:
                raise Refused("receipt_void", receipt_no=receipt.receipt_no)
            case, item, scope = self._page(desk, receipt)
            together = self._together(desk, receipt, case)
        return self._rendered(case, receipt, item, scope, job.copy_number, together, for_printer=True)

    def preview(self, case: Case, document: Document | None = None) -> bytes:
        """The paper as it will look, or as it was issued (PDF), without a proof and not counted as a copy."""
        shown = document or (case.documents[-1] if case.documents else None)
        if shown is None:
            raise NotFound("receipt_unknown", "document", given=case.case_no)
        with self._store.reading() as desk:
            issued = desk.receipts.by_number(shown.receipt_no)
            case, item, scope = (case, *self._item(desk, case)) if issued is None else self._page(desk, issued)
            together = self._together(desk, shown, case)
        return self._renderer.preview(case, shown, item, scope, together)

    def preview_joint(self, cases: Sequence[Case]) -> bytes:
        """As `preview`, the list of a theme that is not recorded yet."""
        shown = next(paper for paper in cases[0].documents if paper.kind is DocumentKind.JOINT)
        with self._store.reading() as desk:
            together = [(case, *self._item(desk, case)) for case in cases]
        return self._renderer.preview(cases[0], shown, *together[0][1:], together)

    def settle(self, receipt: ReceiptId, state: PrintState) -> None:
        """The clerk says how a print came out that the printer never answered for."""
        with self._store.writing() as desk:
            found = desk.receipts.get(receipt)
            if found is None:
                raise NotFound("receipt_unknown", "document", given=receipt)
            desk.receipts.save(found.settled(state))
        self._announcer.announce(Changes(receipts=True))

    def _counted(
        self, desk: Desk, number: str, kind: DocumentKind | None, action: ActionId | None, trial: bool
    ) -> tuple[Receipt, int]:
        """One copy more, counted and, beyond the original, journaled."""
        if action and (done := desk.journal.by_action(action)):
            return _first_copy(desk, done)
        case = desk.cases.by_number(number)
        if case is None:
            raise NotFound("case_unknown", "case_no", given=number)
        papers = [paper for paper in desk.receipts.of_case(case.id) if kind in (None, paper.kind)]
        if kind is DocumentKind.JOINT and (others := list_of_another(desk, case)):
            case, papers = others
        if not papers:
            raise NotFound("receipt_unknown", "document", given=number)
        paper = newest_standing(desk, case, papers)
        issued, item, _ = self._page(desk, paper)
        proof = self._renderer.proof(issued, paper, item, paper.copies + 1, trial=trial)
        receipt = paper.reprinted(proof)
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
        """The case as it stood when the paper was issued (a reprint says what the original says), its item, its place.

        Only central's number, which came later, is today's. What central had done by then the paper's entry says.
        """
        case = desk.cases.get(receipt.case_id)
        if case is None:
            raise NotFound("case_unknown", "case_no", given=receipt.receipt_no)
        if case.last != EntryName(device=desk.journal.device, stream=Stream.DESK, number=receipt.entry):
            issued = as_it_stood(desk.journal.of_subject(case.id), receipt.entry)
            case = case if issued is None else replace(issued, central_no=case.central_no)
        if receipt.kind not in _OF_APPLICATION:
            said = _said_at(desk, case, receipt)
            case = replace(changed(case, said.get("told", {})), reason=_cited(said))
        return case, *self._item(desk, case)

    def _together(self, desk: Desk, paper: Document | Receipt, case: Case) -> Together:
        """The cases that 一件事受理清单 lists, each as it was recorded if it is not void; nothing for another paper."""
        if paper.kind is not DocumentKind.JOINT:
            return ()
        listed = Document(kind=paper.kind, receipt_no=paper.receipt_no, issued_at=paper.issued_at)
        told = cases_told(desk, case, listed)
        return [(one if one.state is CaseState.VOID else _first(desk, one), *self._item(desk, one)) for one in told]

    def _item(self, desk: Desk, case: Case) -> tuple[ServiceItem, PointScope]:
        view = self._shelf.renew(desk.catalogue)
        item = view.version(case.item, case.item_version)
        if item is None:
            raise NotFound("item_version_unknown", "item", name=case.item_name, version=case.item_version)
        return item, view.rules.scope(case.item)

    def _rendered(
        self,
        case: Case,
        receipt: Receipt,
        item: ServiceItem,
        scope: PointScope,
        copy_number: int,
        together: Together,
        *,
        for_printer: bool = False,
    ) -> Copy:
        pdf = self._renderer.copy(case, receipt, item, scope, copy_number, together, for_printer=for_printer)
        return Copy(receipt=receipt, copy_number=copy_number, pdf=pdf, pages=pages_of(pdf))


_OF_APPLICATION = frozenset(
    {DocumentKind.RECEIVED, DocumentKind.ACCEPTANCE, DocumentKind.SUPPLEMENT, DocumentKind.DECLINED}
)
"""Papers whose reason is the case's own; the others tell why the act that issued them was done."""


def _first(desk: Desk, case: Case) -> Case:
    """The case as its first entry has it; as it is, where another device wrote that."""
    first = next(iter(desk.journal.of_subject(case.id)), None)
    if first is None or first.kind not in BEGINNING or first.payload is None:
        return case
    return recorded(first.body(), first.name)


def _cited(said: Mapping[str, Any]) -> str | None:
    """The act's reason as it stood, or in a 补正通知书 central's words; None for a bare code, which tells nothing."""
    reason: str | None = said.get("reason")
    return None if reason in set(Reason) else reason


def _said_at(desk: Desk, case: Case, receipt: Receipt) -> Mapping[str, Any]:
    """What the entry says that issued the paper."""
    entries = (entry for entry in desk.journal.of_subject(case.id) if entry.name.number == receipt.entry)
    return next((entry.body() for entry in entries if entry.payload is not None), {})


def _first_copy(desk: Desk, entry: Entry) -> tuple[Receipt, int]:
    """The paper and the copy that an action asked for before. Raises Refused("action_used_otherwise")."""
    if entry.kind != COPIED:
        raise Refused("action_used_otherwise", "action_id", kind=entry.kind)
    body = entry.body()
    receipt = desk.receipts.by_number(body["receipt_no"])
    if receipt is None:
        raise NotFound("receipt_unknown", "document", given=body["receipt_no"])
    return receipt, int(body["copy"])

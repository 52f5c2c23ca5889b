"""What must hold of an applicant's papers when the week is over."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations

from app.cases.acts import RULES
from app.cases.model import ACTED, BEGINNING, Case, CaseAct, CaseState, Document, document_from_json
from app.errors import Refused
from app.journal import EntryName
from app.program import Program
from app.receipts.model import DocumentKind, PrintState, Proof
from app.receipts.verify import Verdict, verify_text
from tests.app.receipts.pages import text_of

K = DocumentKind
LETTERS = ((K.LATE_PROMISE,), (K.INFORMED_PROMISE,), (K.LATE_PROMISE, K.INFORMED_PROMISE))
STANDING = {K.RECEIVED, K.ACCEPTANCE, K.SUPPLEMENT, K.DECLINED}
ENDING = {
    K.DECLINED: {CaseState.DECLINED},
    K.WITHDRAWN: {CaseState.WITHDRAWN},
    K.LAPSED: {CaseState.LAPSED},
    K.VOIDED: {CaseState.VOID},
    K.DELIVERED: {CaseState.DELIVERED},
}
"""Papers that tell of an end, and the states in which they may be in force."""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """An act at a window with the papers that it issued."""

    entry: EntryName
    act: CaseAct
    papers: tuple[Document, ...]


def issued(desks: list[Program], case: Case) -> list[Issued]:
    """The acts on the case at both windows, by time."""
    found = []
    for desk in desks:
        with desk.store.reading() as store:
            for entry in store.journal.of_subject(case.id):
                if entry.kind not in BEGINNING | {ACTED}:
                    continue
                body = entry.body()
                told = body["case"]["documents"] if "case" in body else body["change"].get("documents", [])
                papers = tuple(one for one in map(document_from_json, told) if one.issued_at == entry.at)
                found.append((entry.at, Issued(entry=entry.name, act=CaseAct(body["act"]), papers=papers)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def hold_papers(desks: list[Program], cases: list[Case]) -> None:
    """Every paper of every case has its entry and says what the case says; each kind was issued, and one of each is
    read as it lies on the counter."""
    wrong = {case.case_no: list(_wrong_papers(desks, case)) for case in cases}
    assert {number: words for number, words in wrong.items() if words} == {}
    shown = {paper.kind: (case, paper) for case in cases for paper in case.documents if _in_force(case, paper)}
    assert shown.keys() == set(DocumentKind)
    for case, paper in shown.values():
        text = "".join(_text(desks, case, paper).split())
        assert case.case_no in text, paper.kind
        assert paper.receipt_no in text, paper.kind


def _in_force(case: Case, paper: Document) -> bool:
    return paper.receipt_no not in {one.receipt_no for one in case.life.old_papers}


def _text(desks: list[Program], case: Case, paper: Document) -> str:
    """The paper's newest copy, as the desk that issued it prints it."""
    for desk in desks:
        with desk.store.reading() as store:
            row = next((row for row in store.receipts.of_case(case.id) if row.receipt_no == paper.receipt_no), None)
            job = row and store.receipts.job_of(row.id, row.copies)
        if job is not None:
            return text_of(desk.papers.render_job(job).pdf)
    raise AssertionError(f"nobody has {paper.receipt_no}")


def _wrong_papers(desks: list[Program], case: Case) -> Iterator[str]:
    """Everything about the case's papers that does not hold, in words."""
    acts = issued(desks, case)
    by_acts = [paper.receipt_no for act in acts for paper in act.papers]
    if sorted(by_acts) != sorted(paper.receipt_no for paper in case.documents):
        yield "papers without an entry, or entries without their paper"
    for act in acts:
        kinds = tuple(paper.kind for paper in act.papers)
        if case.life.joint is not None and kinds[:1] == (K.JOINT,):
            kinds = kinds[1:]
        if kinds not in set(_may_issue(act.act)):
            yield f"{act.act} issued {kinds}"
    old = {one.receipt_no for one in case.life.old_papers}
    yield from _contradictions(case, [paper.kind for paper in case.documents if paper.receipt_no not in old])
    for desk in desks:
        yield from _wrong_rows(desk, case, old)


def _contradictions(case: Case, force: list[DocumentKind]) -> Iterator[str]:
    """What the papers in force say otherwise than the case."""
    for kind in force:
        if case.state not in ENDING.get(kind, {case.state}):
            yield f"{kind} is in force, and the case {case.state}"
    if case.state is CaseState.VOID and force not in ([K.VOIDED], [K.VOIDED, K.ORIGINALS]):
        yield f"void, and {force} are in force"
    for kind, states in ENDING.items():
        if case.state in states and force.count(kind) != 1:
            yield f"{case.state}, and {force.count(kind)} {kind} in force"
    wanted, standing = _standing(case), [kind for kind in force if kind in STANDING]
    if wanted is not None and standing[-1:] != [wanted]:
        yield f"{case.state} with {standing}"
    if len([kind for kind in standing if kind is K.ACCEPTANCE]) > 1:
        yield "two acceptances in force"


def _wrong_rows(desk: Program, case: Case, old: set[str]) -> Iterator[str]:
    """What the desk's own papers of the case say otherwise, each by the signed code of its newest copy."""
    with desk.store.reading() as store:
        rows = store.receipts.of_case(case.id)
    ring = desk.key_ring() if rows else None
    for row in rows:
        if row.state is PrintState.VOID and row.receipt_no not in old:
            yield f"{row.kind} is void at the desk alone"
        judged = None if ring is None else verify_text(row.proof, ring)
        if judged is None or judged.verdict is not Verdict.VALID or judged.proof is None:
            yield f"{row.kind} was never printed, or its code does not hold"
        elif _said(judged.proof) != (case.case_no, row.receipt_no, row.kind, row.entry, case.token, case.item):
            yield f"the code of {row.kind} is another's"
    for kind in {row.kind for row in rows} - {row.kind for row in rows if row.receipt_no not in old}:
        with suppress(Refused):
            desk.papers.ask(case.case_no, kind)
            yield f"{kind} is out of force, and comes out of the printer"


def _said(proof: Proof) -> tuple[object, ...]:
    return proof.case_no, proof.receipt_no, proof.kind, proof.number, proof.token, proof.item_code


def _may_issue(act: CaseAct) -> Iterator[tuple[DocumentKind, ...]]:
    """The papers of the act's rows; of NOTIFY's those that nobody had issued. Letters go before an acceptance; a
    correction issues what was wrong on paper anew, with its notice, and nothing where no paper was wrong."""
    for rule in RULES:
        if rule.act is CaseAct.NOTIFY is act:
            yield from (some for many in range(1, 1 + len(rule.papers)) for some in combinations(rule.papers, many))
        elif rule.act is act:
            yield () if act is CaseAct.CORRECT else rule.papers
            if K.ACCEPTANCE in rule.papers:
                yield from ((*letters, K.ACCEPTANCE) for letters in LETTERS)
            if act is CaseAct.CORRECT:
                yield from ((*rule.papers, kind) for kind in STANDING)


def _standing(case: Case) -> DocumentKind | None:
    """The paper that the applicant shows, by what the case says."""
    if case.state in (CaseState.VOID, CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.DECLINED):
        return None
    if case.accepted_at is not None:
        return K.ACCEPTANCE
    return K.SUPPLEMENT if case.state is CaseState.SUPPLEMENT else K.RECEIVED

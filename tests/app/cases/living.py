"""A case on its way, as the tests of its later acts begin, move and read it."""

from typing import Any

from app.cases.model import Case, CaseAct
from app.receipts.model import DocumentKind
from tests import make
from tests.app.receipts.pages import text_of

DAY = 86_400


def accepted(desk: make.Desk, item: str = make.UNEMPLOYED, **changes: Any) -> Case:
    """A new case of somebody whom the desk does not know yet; `changes` are to its input line."""
    case = desk.program.cases.record(make.line(item, applicant=make.person(), **changes)).case
    assert case is not None
    return case


def acted(desk: make.Desk, case: Case, act: CaseAct, reason: str | None = None, **details: Any) -> Case:
    """The case after the act."""
    done = desk.program.cases.act(case.case_no, act, body={"details": details}, reason=reason)
    assert done.case is not None
    return done.case


def kinds(case: Case) -> list[DocumentKind]:
    """Its papers, in the order in which they were issued."""
    return [document.kind for document in case.documents]


def paper(desk: make.Desk, case: Case, kind: DocumentKind) -> str:
    """What can be read on that paper of it."""
    return text_of(desk.program.papers.copy(case.case_no, kind).pdf)

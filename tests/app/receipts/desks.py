"""What tests of papers do at a desk."""

from typing import Any, Protocol

from app.cases.counter import Recorded
from app.cases.model import Case, CaseAct
from app.ids import ActionId
from app.program import Program
from app.receipts.model import DocumentKind
from app.sync.model import Enrolment, ServicePoint
from tests.app.receipts.pages import text_of
from tests.make import CLAIM, MORNING, line


class AtDesk(Protocol):
    """A desk of tests/make.py, or one with screens."""

    @property
    def program(self) -> Program: ...

    def action(self) -> ActionId: ...


def recorded(desk: AtDesk, item: str = CLAIM, act: str = "accept", **changes: Any) -> Recorded:
    """A case taken in at window 3."""
    return desk.program.cases.record(line(item, act, **changes), action=desk.action(), window=3)


def act(desk: AtDesk, case_no: str, what: CaseAct, **changes: Any) -> Recorded:
    """A later act on the case."""
    return desk.program.cases.act(case_no, what, action=desk.action(), window=3, **changes)


def paper(desk: AtDesk, case_no: str, kind: DocumentKind | None = None) -> str:
    """The text of the next copy of the case's paper."""
    return text_of(desk.program.papers.copy(case_no, kind).pdf)


def case_of(desk: AtDesk, case_no: str) -> Case:
    """The case as the desk has it now."""
    with desk.program.store.reading() as store:
        case = store.cases.by_number(case_no)
    assert case is not None
    return case


def enrol(desk: AtDesk) -> ServicePoint:
    """Central has enrolled the desk, and told how the point stands on paper."""
    point = ServicePoint(
        code=desk.program.config.point,
        name="通化县快大茂镇综合便民服务中心",
        short_name="快大茂",
        address="通化县快大茂镇同德路1188号",
        phone="0435-5220000",
    )
    with desk.program.store.writing() as store:
        store.sync.keep_enrolment(Enrolment(root=bytes(32), point=point, at=MORNING, demo=True))
    return point

"""A returned case is not lost: both versions stay, and it is mended, told to the applicant, or void."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.model import Case, CaseAct, CaseState, FieldChange
from app.clock import local_date
from app.errors import Refused
from app.receipts.model import DocumentKind, PrintState
from app.verify import verify_desk
from tests import make
from tests.app.receipts.pages import text_of

WHY = "银行账户户名与申请人不一致"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def case(desk: make.Desk) -> Case:
    """An accepted case that central has returned."""
    number = desk.program.cases.record(make.line(applicant=make.person())).case_no
    assert number is not None
    desk.returned_by_central(number, WHY)
    return desk.program.cases.get(number)


def test_a_correction_keeps_both_versions_field_by_field(desk: make.Desk, case: Case) -> None:
    body = {"applicant": make.person(phone="13900000000")}
    desk.program.cases.act(case.case_no, CaseAct.CORRECT, body=body, reason="换了电话")
    steps = desk.program.cases.steps(desk.program.cases.get(case.case_no))
    assert [step.act for step in steps] == [CaseAct.ACCEPT, CaseAct.RETURN, CaseAct.CORRECT]
    assert steps[1].reason == WHY
    assert steps[2].changes == (FieldChange(field="applicant.phone", before="13843590001", after="13900000000"),)
    assert [step.changes for step in steps[:2]] == [(), ()]


def test_a_notice_has_its_number_before_paper_and_cites_centrals_reason(desk: make.Desk, case: Case) -> None:
    before = desk.entries()
    done = desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    assert (done.state, desk.entries()) == (CaseState.RETURNED, before + 1)
    paper = desk.program.papers.of_case(desk.program.cases.get(case.case_no))[-1]
    assert (paper.kind, paper.copies, paper.receipt_no) == (DocumentKind.NOTICE, 0, done.receipt_no)
    assert "补正" in paper.receipt_no
    text = text_of(desk.program.papers.copy(case.case_no).pdf)
    for said in ("补正通知书", WHY, case.case_no, paper.receipt_no):
        assert said in text
    assert verify_desk(desk.program)["findings"] == []


def test_a_notice_says_the_same_after_the_correction(desk: make.Desk, case: Case) -> None:
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    desk.program.cases.act(case.case_no, CaseAct.CORRECT, reason="已改")
    corrected = desk.program.cases.get(case.case_no)
    assert corrected.state is CaseState.ACCEPTED
    text = text_of(desk.program.papers.copy(case.case_no, DocumentKind.NOTICE).pdf)
    assert WHY in text
    assert "已改" not in text


def test_a_bare_code_of_central_is_no_sentence_on_paper(desk: make.Desk, case: Case) -> None:
    desk.program.cases.act(case.case_no, CaseAct.CORRECT, reason="已改")
    desk.returned_by_central(case.case_no, "scope")
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    text = text_of(desk.program.papers.copy(case.case_no).pdf)
    assert "scope" not in text
    assert "没有写明原因" in text


def test_a_void_case_ends_with_its_papers_and_counts_nowhere(desk: make.Desk, case: Case) -> None:
    today = local_date(desk.clock.now())
    assert desk.program.lists.today().received == 1
    done = desk.program.cases.act(case.case_no, CaseAct.VOID, reason="申请人不办了")
    assert (done.state, done.case and done.case.reason) == (CaseState.VOID, "申请人不办了")
    assert desk.program.lists.today().received == 0
    assert desk.program.lists.todo() == ()
    with desk.program.store.reading() as opened:
        assert opened.reckoning.recorded(today, today) == {}
        *old, notice = opened.receipts.of_case(case.id)
        assert {paper.state for paper in old} == {PrintState.VOID}
        assert (notice.kind, notice.state) == (DocumentKind.VOIDED, PrintState.WAITING)
    assert case.documents[-1].receipt_no in text_of(desk.program.papers.copy(case.case_no).pdf)
    assert verify_desk(desk.program)["findings"] == []


def test_a_void_needs_a_reason_and_comes_once(desk: make.Desk, case: Case) -> None:
    with pytest.raises(Refused, match="act_reason_missing"):
        desk.program.cases.act(case.case_no, CaseAct.VOID)
    action = desk.action()
    for _ in range(2):
        desk.program.cases.act(case.case_no, CaseAct.VOID, reason="重复登记", action=action)
    with pytest.raises(Refused, match="case_act_unlawful"):
        desk.program.cases.act(case.case_no, CaseAct.CORRECT, reason="再改")


def test_only_of_a_returned_case_is_told_what_to_mend(desk: make.Desk) -> None:
    number = desk.program.cases.record(make.line()).case_no
    assert number is not None
    with pytest.raises(Refused, match="notify_nothing"):
        desk.program.cases.act(number, CaseAct.NOTIFY, reason="无")


def test_what_waits_names_whom_to_call(desk: make.Desk, case: Case) -> None:
    (task,) = desk.program.lists.todo()
    assert task.applicant is not None
    assert (task.applicant.phone, task.reason) == ("13843590001", WHY)

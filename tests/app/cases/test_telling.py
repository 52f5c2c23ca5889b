"""告知: what central did is told on paper once, whoever asks again; what is said anew is told anew."""

from dataclasses import replace
from typing import Any

import pytest

from app.cases.life import OldPaper, life_to_json
from app.cases.model import Case, CaseAct, CaseState, Document, document_from_json, document_to_json
from app.cases.telling import tells, untold
from app.errors import Refused
from app.receipts.model import DocumentKind
from tests import make
from tests.app.receipts.pages import text_of

K = DocumentKind
TAKEN = {"mode": "counter", "checked": "核对居民身份证原件", "signed": "fingerprint"}
PAUSE = {"procedure": "入户核查", "reason": "需要入户", "began_on": "2026-11-23", "expected_days": 5}
OVER = {"to": "通化市社保局", "upward": True, "on": "2026-11-23", "reason": "超出权限"}
ASKED = {make.LATE: "缺第二页", "照片": "一张近照"}
OUTCOME = {
    "name": "失业登记证",
    "number": "通社〔2026〕7号",
    "valid_until": "2031-01-05",
    "pickup": "县政务大厅3号窗口",
}


@pytest.fixture
def case(desk: make.Desk) -> Case:
    done = desk.program.cases.record(make.line(make.UNEMPLOYED, applicant=make.person())).case
    assert done is not None
    return done


def _central(desk: make.Desk, case: Case, act: CaseAct, **change: Any) -> Case:
    desk.told_by_central(case.case_no, act, **change)
    return desk.program.cases.get(case.case_no)


def _act(desk: make.Desk, case: Case, act: CaseAct = CaseAct.NOTIFY, reason: str | None = None, **details: Any) -> Case:
    done = desk.program.cases.act(case.case_no, act, body={"details": details}, reason=reason)
    assert done.case is not None
    return done.case


def _text(desk: make.Desk, case: Case, kind: DocumentKind) -> str:
    return "".join(text_of(desk.program.papers.copy(case.case_no, kind).pdf).split())


def _new(before: Case, after: Case) -> list[DocumentKind]:
    return [paper.kind for paper in after.documents if paper not in before.documents]


@pytest.mark.parametrize(
    ("act", "change", "kind", "said"),
    [
        (
            *(CaseAct.ASK, {"asked": ASKED, "asked_until": "2026-12-20"}, K.ASKED),
            ("补充材料通知书", "缺第二页", "照片", "一张近照", "2026年12月20日", "需补充", "逾期没有补充"),
        ),
        (
            *(CaseAct.SUSPEND, {"state": "suspended", "pauses": [PAUSE]}, K.SUSPENDED),
            ("特别程序告知书", "入户核查", "需要入户", "5日", "2026年11月23日"),
        ),
        (
            *(CaseAct.RESUME, {"pauses": [{**PAUSE, "ended_on": "2026-11-27"}], "due_on": "2026-12-30"}, K.RESUMED),
            ("恢复办理告知书", "2026年11月23日至2026年11月27日", "2026年12月30日"),
        ),
        (
            *(CaseAct.TRANSFER_UP, {"hand_overs": [OVER]}, K.TRANSFERRED),
            ("转办告知书", "转报通化市社保局", "超出权限"),
        ),
        (
            *(CaseAct.APPROVE, {"state": "approved", "reason": "同意", "outcome": OUTCOME}, K.RESULT),
            (
                "办结通知书",
                "决定准予",
                "失业登记证",
                "通社〔2026〕7号",
                "2031年1月5日",
                "县政务大厅3号窗口",
                "授权委托书",
            ),
        ),
        (
            *(CaseAct.REJECT, {"state": "rejected", "reason": "未满足参保年限"}, K.RESULT),
            ("办结通知书", "不予许可", "未满足参保年限", "60日", "6个月", "法律依据", "办公时间"),
        ),
    ],
)
def test_what_central_did_is_told_once_and_the_paper_says_it_ever_after(
    desk: make.Desk, case: Case, act: CaseAct, change: dict[str, Any], kind: DocumentKind, said: tuple[str, ...]
) -> None:
    assert untold(case) == ()
    there = _central(desk, case, act, **change)
    assert untold(there) == (kind,)
    here = _act(desk, there)
    assert (_new(there, here), here.state, here.life) == ([kind], there.state, there.life)
    assert "〔2026〕" in here.documents[-1].receipt_no
    assert untold(here) == ()
    with pytest.raises(Refused, match="notify_nothing"):
        _act(desk, here)
    first = _text(desk, here, kind)
    assert [words for words in said if words not in first] == []
    if here.ended:
        _act(desk, here, CaseAct.DELIVER, delivery=TAKEN)
    else:
        _act(desk, here, CaseAct.WITHDRAW, "家人已在网上办理")
    again = _text(desk, here, kind)
    assert [words for words in said if words not in again] == []
    assert "补打第1次" in again


def test_an_approval_does_not_print_the_reviewers_remark_and_no_remedies(desk: make.Desk, case: Case) -> None:
    here = _act(desk, _central(desk, case, CaseAct.APPROVE, state="approved", reason="同意，请复核存档"))
    text = _text(desk, here, K.RESULT)
    assert "复核存档" not in text
    assert "行政复议" not in text
    assert make.items()[make.UNEMPLOYED].result_name in text


def test_what_is_asked_for_anew_is_told_anew_and_what_came_meanwhile_is_not(desk: make.Desk, case: Case) -> None:
    here = _act(desk, _central(desk, case, CaseAct.ASK, asked=ASKED, asked_until="2026-12-20"))
    less = _central(desk, here, CaseAct.ASK, asked={"照片": "一张近照"}, asked_until="2026-12-20")
    assert untold(less) == ()
    for change in ({"asked": {**ASKED, "表": "重填"}}, {"asked": ASKED, "asked_until": "2026-12-25"}):
        before = _central(desk, here, CaseAct.ASK, **change)
        assert untold(before) == (K.ASKED,)
        here = _act(desk, before)
        assert _new(before, here) == [K.ASKED]
    numbers = [paper.receipt_no for paper in here.documents if paper.kind is K.ASKED]
    assert len(set(numbers)) == 3
    assert "重填" not in _text(desk, here, K.ASKED)


def test_a_paper_says_what_it_said_though_central_has_gone_on(desk: make.Desk, case: Case) -> None:
    here = _act(desk, _central(desk, case, CaseAct.ASK, asked=ASKED, asked_until="2026-12-20"))
    _central(desk, here, CaseAct.ASK, asked={"表": "重填"}, asked_until="2026-12-25")
    text = _text(desk, here, K.ASKED)
    assert ("缺第二页" in text, "2026年12月20日" in text, "重填" in text) == (True, True, False)


def test_a_delivery_names_the_result_ever_after(desk: make.Desk, case: Case) -> None:
    there = _central(desk, case, CaseAct.APPROVE, state="approved", outcome=OUTCOME)
    done = _act(desk, there, CaseAct.DELIVER, delivery=TAKEN)
    _central(desk, done, CaseAct.APPROVE, outcome={"name": "另一证", "number": "另一号"})
    text = _text(desk, done, K.DELIVERED)
    assert ("失业登记证" in text, "通社〔2026〕7号" in text, "另一号" in text) == (True, True, False)


def test_a_refusal_is_handed_over_as_one(desk: make.Desk, case: Case) -> None:
    there = _central(desk, case, CaseAct.REJECT, state="rejected", reason="不符合条件")
    done = _act(desk, there, CaseAct.DELIVER, delivery=TAKEN)
    text = _text(desk, done, K.DELIVERED)
    assert ("不予许可决定书" in text, make.items()[make.UNEMPLOYED].result_name in text) == (True, False)


def test_the_preview_of_an_issued_paper_says_what_the_paper_says(desk: make.Desk, case: Case) -> None:
    asked = _act(desk, _central(desk, case, CaseAct.ASK, asked=ASKED, asked_until="2026-12-20"))
    there = _central(desk, asked, CaseAct.REJECT, state="rejected", reason="不符合条件", asked={})
    told = _act(desk, there)
    done = _act(desk, told, CaseAct.DELIVER, delivery=TAKEN)
    for kind, said in ((K.ASKED, "缺第二页"), (K.RESULT, "不符合条件"), (K.RESULT, "不予许可")):
        document = next(paper for paper in done.documents if paper.kind is kind)
        assert said in "".join(text_of(desk.program.papers.preview(done, document)).split())


def test_everything_that_is_owed_comes_at_once_and_what_is_over_is_not_told(desk: make.Desk, case: Case) -> None:
    _central(desk, case, CaseAct.TRANSFER_UP, hand_overs=[OVER])
    _central(desk, case, CaseAct.ASK, asked=ASKED, asked_until="2026-12-20")
    paused = _central(desk, case, CaseAct.SUSPEND, state="suspended", pauses=[PAUSE])
    assert untold(paused) == (K.TRANSFERRED, K.ASKED, K.SUSPENDED)
    ended = [{**PAUSE, "ended_on": "2026-11-27"}]
    resumed = _central(desk, case, CaseAct.RESUME, state="accepted", pauses=ended, due_on="2026-12-30")
    assert _new(resumed, _act(desk, resumed)) == [K.TRANSFERRED, K.RESUMED, K.ASKED]
    decided = _central(desk, case, CaseAct.REJECT, state="rejected", reason="不符合条件")
    assert untold(decided) == (K.RESULT,)


def test_what_a_window_did_itself_is_told_by_its_own_paper(desk: make.Desk, case: Case) -> None:
    here = _act(desk, case, CaseAct.TRANSFER, "已迁居", to="梅河口市民政局")
    here = _act(desk, here, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5)
    assert untold(here) == ()
    here = _act(desk, here, CaseAct.RESUME)
    assert untold(here) == ()
    ended = [{**PAUSE, "ended_on": "2026-11-23"}]
    assert life_to_json(here.life)["pauses"] == ended
    again = [*ended, {**PAUSE, "reason": "再次入户"}]
    there = _central(desk, here, CaseAct.SUSPEND, state="suspended", pauses=again)
    assert untold(there) == (K.SUSPENDED,), "the same day, but another one"


def test_a_paper_of_a_desk_that_wrote_no_marks_yet_counts(desk: make.Desk, case: Case) -> None:
    there = _central(desk, case, CaseAct.SUSPEND, state="suspended", pauses=[PAUSE])
    old = Document(kind=K.SUSPENDED, receipt_no="旧", issued_at=desk.clock.now())
    assert document_from_json(document_to_json(old)) == old
    assert "tells" not in document_to_json(old)
    assert untold(_with(there, old)) == ()
    yesterday = Document(kind=K.SUSPENDED, receipt_no="旧", issued_at=make.MORNING.replace(day=20))
    assert untold(_with(there, yesterday)) == (K.SUSPENDED,)


def _with(case: Case, paper: Document) -> Case:
    return replace(case, documents=(*case.documents, paper))


def test_a_paper_out_of_force_tells_nothing(desk: make.Desk, case: Case) -> None:
    here = _act(desk, _central(desk, case, CaseAct.APPROVE, state="approved", outcome=OUTCOME))
    old = OldPaper(receipt_no=here.documents[-1].receipt_no, taken_back=True)
    assert untold(replace(here, life=replace(here.life, old_papers=(old,)))) == (K.RESULT,)


@pytest.mark.parametrize("marks", ["abc", [1], {"a": 1}, 7])
def test_marks_that_are_none_are_refused(marks: object) -> None:
    paper = {"kind": "result", "receipt_no": "1号", "issued_at": "2026-11-23T01:00:00+00:00", "tells": marks}
    with pytest.raises(ValueError, match="tells"):
        document_from_json(paper)


def test_a_mark_is_of_the_thing_and_not_of_the_paper(desk: make.Desk, case: Case) -> None:
    there = _central(desk, case, CaseAct.APPROVE, state="approved", outcome=OUTCOME)
    here = _act(desk, there)
    assert tells(here, K.RESULT) == tells(there, K.RESULT) == here.documents[-1].tells
    assert tells(here, K.ACCEPTANCE) == ()


def test_what_was_concluded_at_the_window_is_told_only_where_central_named_a_document(desk: make.Desk) -> None:
    done = desk.program.cases.record(make.line(make.ELDER)).case
    assert done is not None
    assert (done.state, untold(done)) == (CaseState.CONCLUDED, ())
    there = _central(desk, done, CaseAct.APPROVE, outcome=OUTCOME)
    assert untold(there) == (K.RESULT,)

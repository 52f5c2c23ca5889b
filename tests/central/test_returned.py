"""A returned case at central: void, told to its applicant, corrected; what waited behind it is settled by itself."""

from typing import Any

import pytest

from app.cases.model import CaseAct
from app.central.intake import Taken
from app.journal import Stream
from tests.central.arrange import City, Desk, kinds

ACCEPTED = ("accepted", None)
BAD = {"kind": "person", "name": "张三", "id_type": "111", "id_no": "2"}


def words(taken: Taken) -> list[tuple[str, str | None]]:
    return [(one.verdict.value, one.reason) for one in taken.arrived]


def a_returned_recording(desk: Desk) -> dict[str, Any]:
    """A case whose first entry central returns, and a later act that is held behind it."""
    case = desk.record("receive", applicant=BAD, window=-1)
    recorded = desk.entries[Stream.DESK][-1]
    desk.act(case, "accept", "accepted", recorded)
    assert words(desk.push()) == [("returned", "bad_payload"), ("held", "case_returned")]
    return case


def test_a_void_settles_a_returned_recording_and_what_was_held_behind_it(either: City) -> None:
    desk = either.desk()
    case = a_returned_recording(desk)
    desk.act(case, "void", "void", desk.entries[Stream.DESK][-1], reason="申请人不办了")
    other = desk.record()
    answer = desk.exchange([desk.batch(3)])
    assert (len(answer.verdicts), sum(run.count for run in answer.accepted)) == (0, 2)
    assert answer.point is not None
    assert kinds(answer.point.items) == ["entry.settled", "cases.registered"]
    assert list(either.cases()) == [other["case_no"]]
    assert words(desk.push()) == [("returned", "bad_payload"), ACCEPTED, ACCEPTED, ACCEPTED]
    with either.program.store.reading() as central:
        assert central.journal.about(desk.point, [case["id"]]) == []
        assert central.journal.waiting() == []


def test_a_case_that_a_reviewer_returned_can_be_void(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    desk.push()
    either.program.review.decide(case["case_no"], CaseAct.RETURN, "缺户口簿", "赵审")
    desk.act(case, "void", "void", desk.entries[Stream.DESK][-1], reason="重复登记")
    assert words(desk.push(2)) == [ACCEPTED]
    held = either.cases()[case["case_no"]]
    assert (held["state"], held["reason"]) == ("void", "重复登记")
    desk.act(case, "correct", "accepted", desk.entries[Stream.DESK][-1])
    assert words(desk.push(3)) == [("returned", "unlawful_act")]


def test_a_void_behind_an_unlawful_act_ends_the_case(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    recorded = desk.entries[Stream.DESK][-1]
    wrong = desk.act(case, "supplement", "supplement", recorded)
    desk.act(case, "accept", "accepted", wrong)
    assert words(desk.push()) == [ACCEPTED, ("returned", "unlawful_act"), ("held", "case_returned")]
    desk.act(case, "void", "void", desk.entries[Stream.DESK][-1], reason="登记错了")
    assert words(desk.push(4)) == [ACCEPTED]
    assert town.cases()[case["case_no"]]["state"] == "void"
    assert words(desk.push()) == [ACCEPTED, ("returned", "unlawful_act"), ACCEPTED, ACCEPTED]


def test_what_central_has_decided_meanwhile_is_not_void(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    town.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "赵审")
    desk.act(case, "void", "void", desk.entries[Stream.DESK][-1], reason="不办了")
    assert words(desk.push(2)) == [("returned", "stale")]
    assert town.cases()[case["case_no"]]["state"] == "approved"


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": {"name": "失业登记证明", "number": "自写 1 号"}},
        {"promises": [{"kind": "late", "about": [7], "made_on": "2026-11-27"}]},
        {"replaced_by": 5},
        {"pauses": [{"procedure": "检验", "reason": "需要" * 40_000, "began_on": "2026-11-27"}]},
    ],
)
def test_what_a_window_may_not_say_of_a_cases_life_comes_back(town: City, change: dict[str, Any]) -> None:
    desk = town.desk()
    case = desk.record()
    desk.act(case, "withdraw", "withdrawn", desk.entries[Stream.DESK][-1], reason="不办了", **change)
    assert words(desk.push()) == [ACCEPTED, ("returned", "bad_payload")]


def test_a_case_that_is_over_is_not_void(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.act(case, "withdraw", "withdrawn", desk.entries[Stream.DESK][-1], reason="不办了")
    desk.act(case, "void", "void", desk.entries[Stream.DESK][-1], reason="不办了")
    assert words(desk.push()) == [ACCEPTED, ACCEPTED, ("returned", "unlawful_act")]


def test_a_notice_waits_with_its_case_and_harms_no_correction(either: City) -> None:
    desk = either.desk()
    case = desk.record("receive", applicant=BAD, window=-1)
    recorded = desk.entries[Stream.DESK][-1]
    notice = {"kind": "notice", "receipt_no": "快大茂镇便民补正〔2026〕0100001号", "issued_at": case["received_at"]}
    told = desk.act(case, "notify", "returned", recorded)
    body = told.body()
    body["change"] = {"documents": [*case["documents"], notice]}
    desk.entries[Stream.DESK].pop()
    told = desk.write("case.acted", case["id"], body)
    assert words(desk.push()) == [("returned", "bad_payload"), ("held", "case_returned")]
    whole = {"applicant": desk.case()["applicant"], "documents": body["change"]["documents"]}
    desk.act(case, "correct", "received", told, window=3, **whole)
    assert words(desk.push(3)) == [ACCEPTED]
    assert words(desk.push()) == [("returned", "bad_payload"), ACCEPTED, ACCEPTED]
    held = either.cases()[case["case_no"]]
    assert held["state"] == "received"
    assert [paper["kind"] for paper in held["documents"]] == ["received", "notice"]


def test_a_correction_holds_what_its_author_had_done_since_and_that_is_not_done_twice(town: City) -> None:
    desk = town.desk()
    case = desk.record("receive")
    recorded = desk.entries[Stream.DESK][-1]
    wrong = desk.act(case, "conclude", "approved", recorded)
    behind = desk.act(case, "accept", "accepted", wrong)
    assert words(desk.push()) == [ACCEPTED, ("returned", "unlawful_act"), ("held", "case_returned")]
    gone = desk.act(case, "withdraw", "withdrawn", behind, reason="不办了")
    desk.act(case, "correct", "withdrawn", gone)
    assert words(desk.push(4)) == [ACCEPTED, ACCEPTED]
    assert words(desk.push(3)) == [ACCEPTED, ACCEPTED, ACCEPTED]
    assert town.cases()[case["case_no"]]["state"] == "withdrawn"
    with town.program.store.reading() as central:
        steps = central.cases.steps(desk.point, case["id"])
    assert [step.act.value for step in steps] == ["receive", "correct", "accept", "withdraw"]


def test_what_was_done_behind_an_act_that_a_correction_gives_up_is_not_in_the_story(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    town.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "赵审")
    gone = desk.act(case, "withdraw", "withdrawn", desk.entries[Stream.DESK][-1], reason="不办了")
    behind = desk.act(case, "reprint", "withdrawn", gone)
    assert words(desk.push(2)) == [("returned", "stale"), ("held", "case_returned")]
    desk.act(case, "correct", "accepted", behind)
    assert words(desk.push(4)) == [ACCEPTED]
    assert town.cases()[case["case_no"]]["state"] == "approved"
    with town.program.store.reading() as central:
        steps = central.cases.steps(desk.point, case["id"])
    assert [step.act.value for step in steps] == ["accept", "approve", "correct"]


def test_a_correction_by_a_window_that_knew_nothing_of_it_waits_for_the_one_that_does(town: City) -> None:
    desk, other = town.desk(), town.desk(2)
    case = desk.record("receive")
    recorded = desk.entries[Stream.DESK][-1]
    wrong = desk.act(case, "conclude", "approved", recorded)
    assert words(desk.push()) == [ACCEPTED, ("returned", "unlawful_act")]
    body = {**wrong.body(), "act": "correct", "change": {"answers": {}}}
    other.write("case.acted", case["id"], body)
    assert words(other.push()) == [("held", "case_returned")]
    desk.act(case, "correct", "received", wrong)
    assert words(desk.push(3)) == [ACCEPTED]
    assert words(other.push()) == [ACCEPTED]

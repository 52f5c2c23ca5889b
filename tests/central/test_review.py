"""Decisions: one transaction with the news for the point, lawful by the one table, never twice."""

import pytest

from app.cases.model import CaseAct, CaseState
from app.central.model import CaseQuery, Order
from app.errors import NotFound, Refused
from app.journal import Stream
from app.sync.messages import Answer
from tests.central.arrange import City, kinds


def news(answer: Answer) -> list[tuple[str, bytes]]:
    assert answer.point is not None
    return [(item.kind, item.body) for item in answer.point.items]


def test_an_approval_changes_the_case_and_reaches_the_desk(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    desk.push()
    file = either.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "李审批")
    assert (file.case.state, file.case.pending_online) == (CaseState.APPROVED, False)
    answer = desk.exchange()
    assert answer.point is not None
    assert kinds(answer.point.items) == ["cases.registered", "case.decided"]
    import json

    decided = json.loads(answer.point.items[1].body)
    entry = desk.entries[Stream.DESK][0].name
    assert decided == {
        "act": "approve",
        "change": {"state": "approved", "reason": None, "pending_online": False},
        "by": "李审批",
        "text": None,
        "seen": [entry.device, "desk", 1],
    }
    assert answer.point.items[1].subject == case["id"]


def test_a_returned_case_comes_back_corrected(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    recorded = desk.entries[Stream.DESK][-1]
    desk.push()
    town.program.review.decide(case["case_no"], CaseAct.RETURN, "户口簿缺本人页", "李审批")
    assert town.cases()[case["case_no"]]["state"] == "returned"
    desk.act(case, "correct", "accepted", recorded, reason=None)
    desk.push(2)
    assert town.cases()[case["case_no"]]["state"] == "accepted"
    by_central = town.cases()[case["case_no"]]["central_no"]
    town.program.review.decide(by_central, CaseAct.REJECT, "不符合条件", "李审批")
    steps = town.program.review.open(case["case_no"]).steps
    assert [step.act.value for step in steps] == ["accept", "register", "return", "correct", "reject"]


@pytest.mark.parametrize("act", [CaseAct.REJECT, CaseAct.RETURN])
def test_no_and_back_need_a_reason(town: City, act: CaseAct) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    with pytest.raises(Refused, match="decision_reason_missing"):
        town.program.review.decide(case["case_no"], act, "  ", "李审批")
    assert town.cases()[case["case_no"]]["state"] == "accepted"


def test_a_decision_that_the_table_does_not_have_is_refused(town: City) -> None:
    desk = town.desk()
    case = desk.record("decline", reason="不属于本机关")
    desk.push()
    with pytest.raises(Refused, match="case_act_unlawful"):
        town.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "李审批")
    with pytest.raises(Refused, match="case_act_unknown"):
        town.program.review.decide(case["case_no"], CaseAct.ACCEPT, None, "李审批")
    with pytest.raises(NotFound):
        town.program.review.decide("220521", CaseAct.APPROVE, None, "李审批")


def test_an_act_that_did_not_know_the_decision_is_returned_as_stale(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    recorded = desk.entries[Stream.DESK][-1]
    desk.push()
    town.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "李审批")
    desk.act(case, "conclude", "concluded", recorded)
    (one,) = desk.push(2).arrived
    assert (one.verdict.value, one.reason) == ("returned", "stale")
    assert town.cases()[case["case_no"]]["state"] == "approved"


def test_the_list_filters_and_sorts(town: City) -> None:
    desk = town.desk()
    late = desk.record(due_on="2026-12-30")
    soon = desk.record(due_on="2026-11-24")
    other = desk.record("receive", applicant={**desk.case()["applicant"], "name": "王䶮", "phone": "13900001111"})
    desk.push()
    find = town.program.review.find
    due = find(CaseQuery(states=(CaseState.ACCEPTED,), order=Order.DUE))
    assert [line.case_no for line, _ in due.lines] == [soon["case_no"], late["case_no"]]
    assert [days for _, days in due.lines] == [1, 27]
    assert [line.case_no for line, _ in find(CaseQuery(text="王䶮")).lines] == [other["case_no"]]
    assert find(CaseQuery(text="1390000")).count == 1
    assert find(CaseQuery(text="%")).count == 0
    assert find(CaseQuery(department=due.departments[0])).count == 3
    assert find(CaseQuery(department="无此部门")).count == 0
    with pytest.raises(NotFound):
        town.program.review.open(late["case_no"], department="无此部门")

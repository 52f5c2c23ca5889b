"""What a reviewer does besides deciding: it changes the case, tells the point, and stands in the case's story."""

import json
from datetime import date
from typing import Any

import pytest

from app.cases.model import CaseAct, CaseState
from app.catalogue.calendar import Suspension, working_calendar
from app.catalogue.shipped import shipped_items
from app.central.model import CaseFile
from app.central.particulars import NONE, Particulars
from app.central.progress import Progress, progress
from app.errors import Refused
from app.journal import Stream
from tests.central.arrange import ITEM, RESOURCES, City, Desk

UNTIL = date(2026, 12, 4)
MATERIAL = ITEM.materials[0]
REVIEWER = "李审批"


def do(city: City, case: dict[str, Any], act: CaseAct, text: str | None = None, **said: Any) -> CaseFile:
    return city.program.review.decide(case["case_no"], act, text, REVIEWER, Particulars(**said))


def accepted(city: City, **changes: Any) -> tuple[Desk, dict[str, Any]]:
    desk = city.desk()
    case = desk.record(**changes)
    desk.push()
    return desk, case


def told(desk: Desk) -> list[dict[str, Any]]:
    answer = desk.exchange()
    assert answer.point is not None
    return [json.loads(item.body) for item in answer.point.items if item.kind == "case.decided"]


def last_words(city: City, case: dict[str, Any]) -> str | None:
    return city.program.review.open(case["case_no"]).steps[-1].reason


def test_nothing_is_approved_while_material_is_to_follow(either: City) -> None:
    late = {"code": MATERIAL.code, "form": "later", "count": 1, "file": None}
    promise = {"kind": "late", "about": [MATERIAL.code], "made_on": "2026-11-23", "due_on": "2026-11-30"}
    desk, case = accepted(either, materials=[late], promises=[promise])
    with pytest.raises(Refused, match="approve_late") as refused:
        do(either, case, CaseAct.APPROVE)
    assert refused.value.values == {"materials": MATERIAL.name}
    kept = {**promise, "settled_on": "2026-11-24", "kept": True}
    came = {"materials": [{**late, "form": "original"}], "promises": [kept]}
    desk.act(case, "add_material", "accepted", desk.entries[Stream.DESK][-1], **came)
    desk.push(2)
    assert do(either, case, CaseAct.APPROVE).case.state is CaseState.APPROVED


def test_a_pause_moves_the_due_date_by_the_rule_of_the_desk(either: City) -> None:
    desk, case = accepted(either)
    before = either.program.review.open(case["case_no"]).file.case
    with pytest.raises(Refused, match="procedure_missing"):
        do(either, case, CaseAct.SUSPEND, "需要入户")
    with pytest.raises(Refused, match="decision_reason_missing"):
        do(either, case, CaseAct.SUSPEND, procedure="入户核查")
    suspended = do(either, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5).case
    (pause,) = suspended.life.pauses
    assert (suspended.state, pause.began_on, pause.ended_on) == (CaseState.SUSPENDED, date(2026, 11, 23), None)
    assert suspended.reason == before.reason
    assert either.program.review.open(case["case_no"]).acts == (CaseAct.RESUME,)
    assert last_words(either, case) == "入户核查，预计5日：需要入户"
    either.clock.pass_by(days=3)
    resumed = do(either, case, CaseAct.RESUME).case
    assert ITEM.promised_limit is not None
    paused = [Suspension(start=date(2026, 11, 23), end=date(2026, 11, 26))]
    with either.program.store.reading() as central:
        calendar = working_calendar(central.catalogue.calendar())
    assert resumed.due_on == calendar.due(date(2026, 11, 23), ITEM.promised_limit, paused).on
    assert resumed.due_on > calendar.due(date(2026, 11, 23), ITEM.promised_limit).on
    assert (resumed.state, resumed.life.pauses[0].ended_on) == (CaseState.ACCEPTED, date(2026, 11, 26))
    first, second = told(desk)
    assert first["change"] == {
        "state": "suspended",
        "pauses": [
            {"procedure": "入户核查", "reason": "需要入户", "began_on": "2026-11-23", "expected_days": 5},
        ],
    }
    assert second["change"]["due_on"] == resumed.due_on.isoformat()


def test_a_pause_of_an_item_that_central_lacks_is_refused(town: City) -> None:
    _, case = accepted(town, item_version=99)
    with pytest.raises(Refused, match="item_version_unknown"):
        do(town, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查")


def test_what_is_asked_for_is_told_with_its_last_day(either: City) -> None:
    desk, case = accepted(either)
    for said, code in (
        ({}, "ask_nothing"),
        ({"asked": {"household": ""}, "until": UNTIL}, "ask_nothing"),
        ({"asked": {"household": "缺本人页"}}, "ask_day_missing"),
        ({"asked": {"household": "缺本人页"}, "until": date(2026, 11, 22)}, "day_past"),
        ({"asked": {"household": "页" * 201}, "until": UNTIL}, "text_long"),
    ):
        with pytest.raises(Refused, match=code):
            do(either, case, CaseAct.ASK, **said)
    asked = do(either, case, CaseAct.ASK, asked={MATERIAL.code: "缺本人页", "其他": "近期照片"}, until=UNTIL).case
    assert (asked.state, asked.life.asked_until) == (CaseState.ACCEPTED, UNTIL)
    assert asked.life.asked == {MATERIAL.code: "缺本人页", "其他": "近期照片"}
    words = f"{MATERIAL.name}：缺本人页；其他：近期照片；请在2026-12-04前补充"
    (one,) = told(desk)
    assert one["change"] == {"asked": {MATERIAL.code: "缺本人页", "其他": "近期照片"}, "asked_until": "2026-12-04"}
    assert (one["text"], last_words(either, case)) == (words, words)


def test_asking_twice_or_for_what_is_on_its_way_is_warned_of(town: City) -> None:
    file = {"digest": "ab" * 32, "name": "户口簿.jpg", "media": "image/jpeg", "size": 5}
    materials = [
        {"code": "id_card", "form": "later", "count": 1, "file": None},
        {"code": "household", "form": "copy", "count": 2, "file": file},
    ]
    _, case = accepted(town, materials=materials)
    for code in ("household", "id_card"):
        with pytest.raises(Refused, match="ask_on_its_way"):
            do(town, case, CaseAct.ASK, asked={code: "请补清楚的"}, until=UNTIL)
    do(town, case, CaseAct.ASK, asked={"household": "请补清楚的"}, until=UNTIL, anyway=True)
    with pytest.raises(Refused, match="ask_again"):
        do(town, case, CaseAct.ASK, asked={"其他": "照片"}, until=UNTIL)
    both = do(town, case, CaseAct.ASK, asked={"其他": "照片"}, until=date(2026, 12, 8), anyway=True).case
    assert both.life.asked == {"household": "请补清楚的", "其他": "照片"}
    assert both.life.asked_until == date(2026, 12, 8)


def test_a_case_goes_on_to_another_body(either: City) -> None:
    desk, case = accepted(either)
    with pytest.raises(Refused, match="transfer_body_missing"):
        do(either, case, CaseAct.TRANSFER, "不属本级")
    do(either, case, CaseAct.TRANSFER, "不属本级", to="通化县社保局")
    moved = do(either, case, CaseAct.TRANSFER_UP, "超出权限", to="通化市社保局").case
    assert [(over.to, over.upward) for over in moved.life.hand_overs] == [
        ("通化县社保局", False),
        ("通化市社保局", True),
    ]
    assert moved.state is CaseState.ACCEPTED
    assert [list(one["change"]) for one in told(desk)] == [["hand_overs"]] * 2
    assert last_words(either, case) == "通化市社保局：超出权限"


def test_an_approval_brings_its_document(either: City) -> None:
    desk, case = accepted(either)
    with pytest.raises(Refused, match="day_past"):
        do(either, case, CaseAct.APPROVE, number="J1", valid_until=date(2026, 11, 1))
    approved = do(
        either, case, CaseAct.APPROVE, "符合条件", number="J220521-1", valid_until=date(2031, 11, 22), pickup="3号窗口"
    ).case
    outcome = approved.life.outcome
    assert outcome is not None
    assert (outcome.name, outcome.number) == (ITEM.result_name or ITEM.name, "J220521-1")
    assert (approved.state, approved.reason) == (CaseState.APPROVED, "符合条件")
    (one,) = told(desk)
    assert one["change"]["outcome"]["valid_until"] == "2031-11-22"
    assert one["text"] == f"{outcome.name} J220521-1；有效期至2031-11-22；领取：3号窗口；符合条件"


def test_what_only_windows_do_and_what_the_state_forbids_is_refused(town: City) -> None:
    desk = town.desk()
    received = desk.record("receive")
    desk.push()
    with pytest.raises(Refused, match="case_act_unlawful"):
        do(town, received, CaseAct.TRANSFER, "不属本级", to="通化县社保局")
    with pytest.raises(Refused, match="case_act_unlawful"):
        do(town, received, CaseAct.RESUME)
    with pytest.raises(Refused, match="case_act_unknown"):
        town.program.review.decide(received["case_no"], CaseAct.WITHDRAW, "不办了", REVIEWER, NONE)


def test_the_applicant_reads_of_each_act_in_plain_words_and_of_nobody(town: City) -> None:
    _, case = accepted(town)
    name = case["applicant"]["name"]

    def read() -> Progress:
        found = progress(town.program.replica, town.program.points, case["token"])
        assert found is not None
        assert name not in repr(found)
        return found

    do(town, case, CaseAct.ASK, asked={MATERIAL.code: f"{name}的反面", f"{name}的照片": "一张"}, until=UNTIL)
    assert (read().asked, read().asked_more, read().asked_until) == ((MATERIAL.name,), True, UNTIL)
    do(town, case, CaseAct.TRANSFER, "不属本级", to="通化县社保局")
    assert (read().moved_to, read().moved_on) == ("通化县社保局", date(2026, 11, 23))
    do(town, case, CaseAct.SUSPEND, "需要入户", procedure=f"到{name}家入户")
    assert (read().state, read().procedure, read().resumed_on) == (CaseState.SUSPENDED, None, None)
    town.clock.pass_by(days=3)
    do(town, case, CaseAct.RESUME)
    assert (read().resumed_on, read().due_on) == (date(2026, 11, 26), read().due_on)
    do(town, case, CaseAct.APPROVE, number="J1", pickup="3号窗口")
    done = read()
    assert (done.state, done.pickup, done.asked, done.moved_to) == (CaseState.APPROVED, "3号窗口", (), None)


def test_a_procedure_of_the_guide_is_named_to_the_applicant(town: City) -> None:
    item = next(one for one in shipped_items(RESOURCES) if one.special_procedures)
    _, case = accepted(town, item=item.code, item_version=item.version, item_name=item.name)
    do(town, case, CaseAct.SUSPEND, "需要", procedure=item.special_procedures[0])
    found = progress(town.program.replica, town.program.points, case["token"])
    assert found is not None
    assert found.procedure == item.special_procedures[0]

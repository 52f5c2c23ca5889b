"""What a reviewer does to a case, seen by the whole desk that recorded it, on both kinds of database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.cases.given import material_to_json
from app.cases.model import Case, CaseAct, CaseState
from app.central.particulars import Particulars
from app.program import Program
from app.verify import verify_desk
from tests.sync.real_central import City, MovedClock, comparable, of_desk, record, serving_city, whole_desk


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def city(postgres_url: str, clock: MovedClock) -> Iterator[City]:
    with serving_city(postgres_url, clock=clock) as made:
        yield made


@pytest.fixture
def desk(city: City, tmp_path: Path, clock: MovedClock) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url, clock=clock) as made:
        record(made, 12)
        assert made.sync.cycle().trouble is None
        yield made
        assert made.sync.cycle().trouble is None
        assert comparable(of_desk(made)) == comparable(city.cases())
        assert verify_desk(made)["findings"] == []


def decide(city: City, case: Case, act: CaseAct, text: str | None = None, **said: Any) -> Case:
    return city.program.review.decide(case.case_no, act, text, "审批员", Particulars(**said)).case


def accepted(desk: Program) -> Case:
    return next(
        case for case in of_desk(desk) if case.state is CaseState.ACCEPTED and case.due_on and case.materials[1:]
    )


def after_sync(desk: Program, case: Case) -> Case:
    assert desk.sync.cycle().trouble is None
    return desk.cases.get(case.case_no)


def bring(desk: Program, case: Case, code: str) -> None:
    """One more copy of that material comes to the window."""
    given = (replace(one, count=one.count + 1) if one.code == code else one for one in case.materials)
    brought = [material_to_json(one) for one in given]
    desk.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": brought}, window=1)


def test_a_pause_at_central_moves_the_due_date_at_the_desk(desk: Program, city: City, clock: MovedClock) -> None:
    case = accepted(desk)
    decide(city, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5)
    here = after_sync(desk, case)
    assert (here.state, here.life.pauses[0].procedure) == (CaseState.SUSPENDED, "入户核查")
    clock.days = 14
    there = decide(city, case, CaseAct.RESUME)
    here = after_sync(desk, case)
    assert case.due_on is not None
    assert here.due_on is not None
    assert (here.state, here.due_on) == (CaseState.ACCEPTED, there.due_on)
    assert here.due_on > case.due_on
    steps = desk.cases.steps(here)[-2:]
    assert [(step.act, step.reason) for step in steps] == [
        (CaseAct.SUSPEND, "入户核查，预计5日：需要入户"),
        (CaseAct.RESUME, None),
    ]


def test_what_central_asks_for_is_cleared_by_the_material_that_comes(desk: Program, city: City) -> None:
    case, until = accepted(desk), date(2099, 1, 5)
    first, second = case.materials[:2]
    asked = {first.code: "请补清楚的", second.code: "请补全", "照片": "一张"}
    decide(city, case, CaseAct.ASK, asked=asked, until=until, anyway=True)
    here = after_sync(desk, case)
    assert (here.life.asked, here.life.asked_until) == (asked, until)
    assert "请补清楚的" in (desk.cases.steps(here)[-1].reason or "")
    for one, left, day in ((first, {second.code: "请补全"}, until), (second, None, None)):
        bring(desk, here, one.code)
        here = after_sync(desk, case)
        assert (here.life.asked, here.life.asked_until) == (left, day)
        assert {there.case_no: there.life.asked for there in city.cases()}[case.case_no] == left


def test_an_outcome_and_a_hand_over_arrive_at_the_desk(desk: Program, city: City) -> None:
    case = accepted(desk)
    decide(city, case, CaseAct.TRANSFER_UP, "超出权限", to="通化市社保局")
    decide(
        city, case, CaseAct.APPROVE, document="准予决定书", number="J1", valid_until=date(2099, 1, 5), pickup="3号窗口"
    )
    here = after_sync(desk, case)
    outcome = here.life.outcome
    assert outcome is not None
    assert (outcome.name, outcome.number, outcome.pickup) == ("准予决定书", "J1", "3号窗口")
    assert (here.state, here.life.hand_overs[0].to) == (CaseState.APPROVED, "通化市社保局")
    assert "J1" in (desk.cases.steps(here)[-1].reason or "")

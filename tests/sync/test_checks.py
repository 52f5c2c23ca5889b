"""事后核查 between desks and the real central: whoever makes the check, the promise is settled everywhere alike."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.cases.model import CaseAct, CaseState
from app.central.particulars import Particulars
from app.errors import Refused
from tests import make
from tests.sync.real_central import of_desk
from tests.sync.two_windows import ORDERS, act, meet, settled, two_desks

ITEM = make.items()[make.UNEMPLOYED]
PROMISED = {"details": {"conditions": [*range(1, len(ITEM.conditions) + 1)]}}


def checked(kept: bool, by: str = "县人社局 李核查") -> dict[str, object]:
    return {"details": {"check": {"kept": kept, "by": by}}}


def test_what_the_department_finds_reaches_the_windows_and_bars_the_next_promise(tmp_path: Path) -> None:
    with two_desks(tmp_path) as (city, *desks):
        line = make.line(make.UNEMPLOYED, applicant=make.person(), **PROMISED)
        desks[0].cases.record(line)
        meet(desks)
        (case,) = of_desk(desks[0])
        city.program.review.decide(case.case_no, CaseAct.APPROVE, None, "李审批")
        said = Particulars(kept=False)
        city.program.review.decide(case.case_no, CaseAct.CHECK, "就业状况不实", "李审批", said)
        there = settled(city, desks, (0, 1))
        (promise,) = there.life.promises
        assert (there.state, promise.kept, promise.finding) == (CaseState.APPROVED, False, "就业状况不实")
        assert promise.checked_by == f"{ITEM.department.name} 李审批"
        step = desks[1].cases.steps(of_desk(desks[1])[0])[-1]
        assert (step.act, step.by, step.reason) == (CaseAct.CHECK, "李审批", "承诺不实：就业状况不实")
        with pytest.raises(Refused, match="promise_broken_before"):
            desks[1].cases.record(line)


@pytest.mark.parametrize("order", ORDERS)
def test_of_two_checks_of_one_day_the_one_that_found_it_broken_stands_everywhere(
    tmp_path: Path, order: Sequence[int]
) -> None:
    with two_desks(tmp_path) as (city, *desks):
        desks[0].cases.record(make.line(make.UNEMPLOYED, applicant=make.person(), **PROMISED))
        meet(desks)
        act(desks[0], CaseAct.CHECK, **checked(True))
        act(desks[1], CaseAct.CHECK, **checked(False, "县人社局 王核查"))
        (promise,) = settled(city, desks, order).life.promises
    assert (promise.kept, promise.checked_by) == (False, "县人社局 王核查")


@pytest.mark.parametrize("order", ORDERS)
def test_a_check_that_crossed_a_decision_and_other_acts_stands_beside_them(
    tmp_path: Path, order: Sequence[int]
) -> None:
    with two_desks(tmp_path) as (city, *desks):
        desks[0].cases.record(make.line(make.UNEMPLOYED, applicant=make.person(), **PROMISED))
        meet(desks)
        (case,) = of_desk(desks[0])
        act(desks[0], CaseAct.CHECK, **checked(True))
        act(desks[1], CaseAct.CORRECT, applicant=make.person(phone="13804350002"))
        city.program.review.decide(case.case_no, CaseAct.TRANSFER, "不属本级", "李审批", Particulars(to="通化县社保局"))
        there = settled(city, desks, order)
    assert [promise.kept for promise in there.life.promises] == [True]
    assert (there.applicant.phone, len(there.life.hand_overs)) == ("13804350002", 1)

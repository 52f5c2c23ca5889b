"""Two windows act on one case without seeing each other: what both wrote down is at both, and at central."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.cases.model import CaseAct, CaseState
from app.catalogue.model import GivenForm
from app.central.particulars import Particulars
from app.central.rulings import Returned
from app.errors import Refused
from app.program import Program
from app.receipts.model import DocumentKind
from app.sync.model import Reason
from app.verify import verify_desk
from tests import make
from tests.sync.real_central import City, of_desk
from tests.sync.two_windows import ORDERS, act, meet, settled, two_desks

TRANSFER: Mapping[str, Any] = {"details": {"to": "梅河口市民政局"}}
UPWARD: Mapping[str, Any] = {"details": {"to": "通化市民政局"}}
DELIVERY: Mapping[str, Any] = {"delivery": {"mode": "counter", "checked": "核对身份证原件", "signed": "signature"}}


@pytest.mark.parametrize("order", ORDERS)
def test_hand_overs_of_two_windows_that_crossed_are_held_by_both_and_by_central(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    act(desks[0], CaseAct.TRANSFER, **TRANSFER)
    act(desks[1], CaseAct.TRANSFER_UP, **UPWARD)
    there = settled(city, desks, order)
    assert sorted(over.to for over in there.life.hand_overs) == ["梅河口市民政局", "通化市民政局"]
    assert len(there.documents) == 3


@pytest.mark.parametrize("order", ORDERS)
def test_of_two_corrections_of_a_field_the_one_that_central_took_in_last_stands_everywhere(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    phones = ("13804350001", "13804350002")
    for desk, phone in zip(desks, phones, strict=True):
        act(desk, CaseAct.CORRECT, applicant=make.person(phone=phone))
    assert settled(city, desks, order).applicant.phone == phones[order[1]]


@pytest.mark.parametrize("order", ORDERS)
def test_the_next_act_of_either_window_goes_on_from_what_all_hold(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    act(desks[0], CaseAct.CORRECT, applicant=make.person(phone="13804350001"))
    act(desks[1], CaseAct.CORRECT, applicant=make.person(phone="13804350002"))
    act(desks[1], CaseAct.TRANSFER, **TRANSFER)
    settled(city, desks, order)
    act(desks[0], CaseAct.CORRECT, applicant=make.person(phone="13804350003"))
    act(desks[1], CaseAct.TRANSFER_UP, **UPWARD)
    assert settled(city, desks, order).applicant.phone == "13804350003"


@pytest.mark.parametrize("order", ORDERS)
def test_what_two_windows_took_in_after_acceptance_is_all_there_and_the_promise_is_kept(
    tmp_path: Path, order: Sequence[int]
) -> None:
    to_follow = ("illness_proof", "bank_card")
    with two_desks(tmp_path) as (city, *desks):
        line = make.line(make.LOW_INCOME, applicant=make.person())
        kept = [one for one in line["materials"] if one["code"] not in to_follow]
        late = [{"code": code, "form": "later", "count": 1} for code in to_follow]
        desks[0].cases.record({**line, "materials": [*kept, *late]})
        meet(desks)
        (case,) = of_desk(desks[0])
        asked = Particulars(asked=dict.fromkeys(to_follow, "请补交"), until=case.due_on, anyway=True)
        city.program.review.decide(case.case_no, CaseAct.ASK, None, "审批员", asked)
        meet(desks)
        for desk, code in zip(desks, to_follow, strict=True):
            act(desk, CaseAct.ADD_MATERIAL, materials=[{"code": code, "form": "copy", "count": 1}])
        there = settled(city, desks, order)
    assert {one.code: one.form for one in there.materials if one.code in to_follow} == dict.fromkeys(
        to_follow, GivenForm.COPY
    )
    assert [promise.kept for promise in there.life.promises] == [True]
    assert there.life.asked is None


@pytest.mark.parametrize("order", ORDERS)
def test_a_decision_that_a_window_had_not_seen_is_under_what_it_wrote(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    act(desks[0], CaseAct.CORRECT, applicant=make.person(phone="13804350001"))
    act(desks[1], CaseAct.TRANSFER, **TRANSFER)
    upward = Particulars(to="吉林省民政厅")
    city.program.review.decide(case.case_no, CaseAct.TRANSFER_UP, "需上级办理", "审批员", upward)
    there = settled(city, desks, order)
    assert len(there.life.hand_overs) == 2
    assert there.applicant.phone == "13804350001"


@pytest.mark.parametrize("order", ORDERS)
def test_a_pause_that_central_began_meanwhile_counts_also_behind_a_correction(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    act(desks[0], CaseAct.CORRECT, applicant=make.person(phone="13804350001"))
    paused = Particulars(procedure="鉴定", days=5)
    city.program.review.decide(case.case_no, CaseAct.SUSPEND, "需要鉴定", "审批员", paused)
    there = settled(city, desks, order)
    assert [pause.procedure for pause in there.life.pauses] == ["鉴定"]
    assert there.state is CaseState.SUSPENDED


@pytest.mark.parametrize("ending", [CaseAct.APPROVE, CaseAct.REJECT])
def test_who_had_gone_on_from_a_decided_case_is_told_and_then_holds_it_as_it_was_decided(
    town: tuple[City, Program, Program], ending: CaseAct
) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    city.program.review.decide(case.case_no, ending, "审批意见", "审批员", Particulars(number="证 7 号"))
    act(desks[0], CaseAct.WITHDRAW)
    meet(desks)
    (here,) = of_desk(desks[0])
    assert here.state is CaseState.RETURNED
    assert "没有生效" in (here.reason or "")
    act(desks[0], CaseAct.CORRECT)
    there = settled(city, desks, (0, 1))
    assert there.state.value == {"approve": "approved", "reject": "rejected"}[ending.value]
    if ending is CaseAct.APPROVE:
        act(desks[0], CaseAct.DELIVER, details=DELIVERY)
        assert settled(city, desks, (0, 1)).state is CaseState.DELIVERED


@pytest.mark.parametrize("order", ORDERS)
def test_a_case_that_another_window_ended_is_not_brought_to_life_by_who_did_not_know(
    town: tuple[City, Program, Program], order: Sequence[int]
) -> None:
    city, *desks = town
    act(desks[0], CaseAct.WITHDRAW)
    act(desks[1], CaseAct.CORRECT, applicant=make.person(phone="13804350002"))
    meet([desks[place] for place in order])
    meet(desks)
    for desk in desks:
        (here,) = of_desk(desk)
        if here.state is CaseState.RETURNED:
            act(desk, CaseAct.CORRECT)
    assert settled(city, desks, order).state is CaseState.WITHDRAWN


def test_an_original_that_went_back_behind_an_act_that_fell_away_has_gone_back(tmp_path: Path) -> None:
    with two_desks(tmp_path) as (city, *desks):
        line = make.line(make.UNEMPLOYED, applicant=make.person())
        first, *others = line["materials"]
        desks[0].cases.record({**line, "materials": [{**first, "form": "original", "kept": True}, *others]})
        meet(desks)
        (case,) = of_desk(desks[0])
        city.program.review.decide(case.case_no, CaseAct.APPROVE, "审批意见", "审批员", Particulars(number="证 7 号"))
        act(desks[0], CaseAct.WITHDRAW)
        act(desks[0], CaseAct.HAND_BACK, details={"handing_back": {"signed": "signature"}})
        meet(desks)
        act(desks[0], CaseAct.GIVE_WAY)
        there = settled(city, desks, (0, 1))
    assert there.state is CaseState.APPROVED
    assert [back.materials for back in there.life.handed_back] == [(first["code"],)]


def test_a_withdrawal_that_came_back_leaves_no_paper_in_force_when_the_case_is_corrected(
    town: tuple[City, Program, Program],
) -> None:
    city, *desks = town
    (case,) = city.cases()
    city.decide(case.case_no, CaseAct.RETURN, "照片看不清")
    act(desks[1], CaseAct.WITHDRAW)
    meet(desks)
    act(desks[1], CaseAct.CORRECT)
    there = settled(city, desks, (1, 0))
    old = {paper.receipt_no for paper in there.life.old_papers}
    assert there.state is CaseState.ACCEPTED
    kinds = {paper.kind: paper.receipt_no in old for paper in there.documents}
    assert kinds == {DocumentKind.ACCEPTANCE: False, DocumentKind.WITHDRAWN: True}


def test_a_paper_that_only_a_correction_replaced_stands_again_when_that_falls_away(
    town: tuple[City, Program, Program],
) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    city.decide(case.case_no, CaseAct.RETURN, "缺材料")
    act(desks[1], CaseAct.CORRECT, applicant=make.person(phone="13804350002"))
    meet(desks[1:])
    act(desks[1], CaseAct.GIVE_WAY)
    meet(desks)
    act(desks[0], CaseAct.CORRECT)
    there = settled(city, desks, (0, 1))
    old = {paper.receipt_no for paper in there.life.old_papers}
    standing = [paper.kind.value for paper in there.documents if paper.receipt_no not in old]
    assert there.state is CaseState.ACCEPTED
    assert standing.count("acceptance") == 1


def test_a_pause_that_came_back_is_none_after_the_correction(town: tuple[City, Program, Program]) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    city.decide(case.case_no, CaseAct.RETURN, "缺材料")
    act(desks[1], CaseAct.SUSPEND, details={"procedure": "公示", "days": 7})
    meet(desks[1:])
    act(desks[1], CaseAct.CORRECT)
    there = settled(city, desks, (0, 1))
    assert (there.state, there.life.pauses) == (CaseState.ACCEPTED, ())
    old = {paper.receipt_no for paper in there.life.old_papers}
    assert [paper.kind.value for paper in there.documents if paper.receipt_no not in old] == ["acceptance"]


def test_what_another_window_settles_takes_no_paper_and_no_task_from_this_one(
    town: tuple[City, Program, Program],
) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    city.decide(case.case_no, CaseAct.APPROVE, "审批意见")
    for desk in desks:
        act(desk, CaseAct.WITHDRAW)
    meet(desks)
    act(desks[0], CaseAct.GIVE_WAY)
    meet(desks)
    meet(desks)
    (here,) = of_desk(desks[1])
    assert here.state is CaseState.RETURNED
    assert here.documents[-1].kind is DocumentKind.WITHDRAWN
    assert verify_desk(desks[1])["findings"] == []
    act(desks[1], CaseAct.GIVE_WAY)
    there = settled(city, desks, (1, 0))
    assert there.state is CaseState.APPROVED
    assert [paper.kind for paper in there.documents].count(DocumentKind.WITHDRAWN) == 2


def test_nothing_gives_way_that_did_not_come_back(town: tuple[City, Program, Program]) -> None:
    city, *desks = town
    (case,) = of_desk(desks[0])
    city.decide(case.case_no, CaseAct.RETURN, "缺材料")
    meet(desks)
    with pytest.raises(Refused, match="give_way_nothing"):
        act(desks[0], CaseAct.GIVE_WAY)


def test_a_case_that_central_never_took_in_has_nothing_to_give_way_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise Returned(Reason.BAD_PAYLOAD, "内容有误")

    with two_desks(tmp_path) as (_, one, _other):
        monkeypatch.setattr("app.central.judge.new_case", refused)
        one.cases.record(make.line(make.UNEMPLOYED, applicant=make.person()))
        meet([one])
        assert of_desk(one)[0].state is CaseState.RETURNED
        with pytest.raises(Refused, match="give_way_first"):
            act(one, CaseAct.GIVE_WAY)

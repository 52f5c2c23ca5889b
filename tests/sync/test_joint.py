"""A theme on its way: its cases go to central one by one, are decided alone, and end together."""

from pathlib import Path

import pytest

from app.cases.model import CaseAct, CaseState
from app.errors import Refused
from app.receipts.model import DocumentKind
from app.themes.split import split
from app.themes.standing import Standing
from app.verify import verify_desk
from tests.make import form, theme_line
from tests.sync.real_central import City, comparable, of_desk, whole_desk


def test_single_decisions_come_back_and_the_whole_ends_with_the_last(city: City, tmp_path: Path) -> None:
    with (
        whole_desk(tmp_path / "desk", city.url) as desk,
        whole_desk(tmp_path / "other", city.url, number=2) as other,
    ):
        done = desk.intake.record(theme_line("flexible_work"))
        assert done.joint is not None
        numbers = [one.case_no or "" for one in done.cases]
        assert desk.sync.cycle().trouble is None
        assert {case.life.joint and case.life.joint.no for case in city.cases()} == {done.joint}

        city.decide(numbers[0], CaseAct.REJECT, "材料不实")
        assert desk.sync.cycle().trouble is None
        assert desk.cases.get(numbers[0]).state is CaseState.REJECTED
        assert desk.themes.together(done.joint).standing is Standing.OPEN

        for number in numbers[1:]:
            city.decide(number, CaseAct.APPROVE)
        for program in (desk, other):
            assert program.sync.cycle().trouble is None
            together = program.themes.together(done.joint)
            assert together.standing is Standing.ENDED
            assert [case.case_no for case in together.cases] == numbers
        assert comparable(of_desk(desk)) == comparable(city.cases())
        assert verify_desk(desk)["findings"] == []


def test_a_new_list_stands_at_every_window_in_the_place_of_the_one_before(city: City, tmp_path: Path) -> None:
    given = theme_line("flexible_work", "receive")
    with (
        whole_desk(tmp_path / "desk", city.url) as desk,
        whole_desk(tmp_path / "other", city.url, number=2) as other,
    ):
        done = desk.intake.record(given)
        for program in (desk, other):
            assert program.sync.cycle().trouble is None
        child = split(form("flexible_work"), given)[1]
        void = {"replaces": done.cases[1].case_no, "void_reason": "录错了"}
        new = other.intake.record({**child.line, "act": "receive", "details": void})
        for program in (other, desk):
            report = program.sync.cycle()
            assert (report.trouble, report.returned) == (None, 0)

        first = desk.cases.get(done.case_no or "")
        with pytest.raises(Refused) as refused:
            desk.papers.copy(first.case_no, DocumentKind.JOINT)
        assert refused.value.code == "receipt_void"
        copy = other.papers.copy(done.cases[0].case_no or "", DocumentKind.JOINT)
        for program in (desk, other):
            known = program.papers.known(new.case_no or "", copy.receipt.receipt_no)
            assert known is not None
            numbers = [one.case_no for one in done.cases]
            assert known.in_force
            assert [case.case_no for case in known.covers] == [numbers[0], new.case_no, *numbers[2:]]
            before = program.papers.known(first.case_no, first.documents[0].receipt_no)
            assert before is not None
            assert not before.in_force
        assert comparable(of_desk(desk)) == comparable(city.cases())
        assert verify_desk(desk)["findings"] == []

"""A theme on its way: its cases go to central one by one, are decided alone, and end together."""

from pathlib import Path

from app.cases.model import CaseAct, CaseState
from app.themes.standing import Standing
from app.verify import verify_desk
from tests.make import theme_line
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

"""办件量 and what is measured beside it: added up by the database, and once more from the journal."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.__main__ import main
from app.cases.acts import lawful_at_window
from app.cases.model import CaseAct
from app.catalogue.model import GivenForm
from app.errors import Refused
from app.recount import recounted
from app.reports.figures import Figures, as_json, counted
from tests import make

TODAY = date(2026, 11, 23)
_DAY = 86_400


def test_what_was_accepted_counts_on_its_day_and_nothing_else_does(tmp_path: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        cases = desk.program.cases
        cases.record(make.line(make.CLAIM, applicant=make.person()))
        cases.record(make.line(make.ELDER, applicant=make.person()))
        cases.record(make.line(make.UNEMPLOYED, "receive", applicant=make.person()))
        void = cases.record(make.line(make.UNEMPLOYED, applicant=make.person()))
        cases.act(str(void.case_no), CaseAct.VOID, reason="录错了")
        told = desk.program.reports.figures()
        claim, elder = make.items()[make.CLAIM], make.items()[make.ELDER]
        assert (told.first, told.last, told.cases) == (TODAY, TODAY, 2)
        assert (told.on_the_spot, told.concluded) == (1, 1)
        limits = [item for item in (claim, elder) if item.legal_limit and item.legal_limit.amount]
        assert told.legal_days == sum(item.legal_limit.amount for item in limits if item.legal_limit)
        assert told.promised_days == sum(item.promised_limit.amount for item in limits if item.promised_limit)
        assert told == recounted(desk.program)
        desk.clock.move(_DAY)
        assert desk.program.reports.figures().cases == 0
        assert desk.program.reports.figures(TODAY, TODAY) == told


def test_a_material_that_nobody_had_to_bring_is_spared(tmp_path: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        line = make.line(make.UNEMPLOYED, applicant=make.person())
        desk.program.cases.record({**line, "materials": make.following("promised")})
        told = desk.program.reports.figures()
        assert told.spared == {GivenForm.WAIVED: 0, GivenForm.SHARED: 0, GivenForm.PROMISED: 1}
        assert told.spared_rate == pytest.approx(1 / told.materials)


def test_another_points_cases_do_not_count_here(tmp_path: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        recorded = desk.program.cases.record(make.line(make.CLAIM, applicant=make.person())).case
        assert recorded is not None
        assert len(counted([recorded], make.POINT, TODAY, TODAY)) == 1
        assert counted([recorded], "220582108001", TODAY, TODAY) == []


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with make.signed_in(tmp_path / "desk") as desk, pytest.raises(Refused, match="period_backwards"):
        desk.program.reports.figures(date(2026, 11, 24), date(2026, 11, 23))


def test_the_command_line_says_both_and_that_they_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.cases.record(make.line(make.CLAIM, applicant=make.person()))
    monkeypatch.setenv("SIDAO_PASSPHRASE", make.PASSPHRASE)
    asked = ["report", "figures", "--since", "2026-11-01", "--until", "2026-11-30", "--recount"]
    assert main([*asked, "--data", str(tmp_path / "desk")]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["cases"], said["agree"], said["recounted"]["cases"]) == (1, True, 1)
    assert (said["since"], said["until"]) == ("2026-11-01", "2026-11-30")


def test_rates_of_nothing_are_none() -> None:
    empty = Figures(
        first=TODAY,
        last=TODAY,
        cases=0,
        concluded=0,
        on_the_spot=0,
        limits=0,
        legal_days=0,
        promised_days=0,
        materials=0,
        spared={},
    )
    assert {as_json(empty)[name] for name in ("on_the_spot_rate", "limit_cut", "spared_rate")} == {None}


@given(
    seed=st.integers(0, 10_000),
    acts=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12),
    days=st.lists(st.integers(0, 2), min_size=6, max_size=6),
)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_both_roads_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, acts: list[tuple[int, int]], days: list[int]
) -> None:
    with make.signed_in(tmp_path_factory.mktemp("figures") / "desk") as desk:
        numbers = []
        for line, later in zip(make.lines(6, seed), days, strict=True):
            numbers.append(str(desk.program.cases.record(line).case_no))
            desk.clock.move(later * _DAY)
        for place, which in acts:
            number = numbers[place % len(numbers)]
            lawful = lawful_at_window(desk.program.cases.get(number).state)
            if not lawful:
                continue
            try:
                desk.program.cases.act(number, lawful[which % len(lawful)], reason="理由")
            except Refused:
                continue
        for first, last in ((TODAY, TODAY), (TODAY, date(2026, 12, 31)), (date(2026, 11, 25), date(2026, 11, 28))):
            assert desk.program.reports.figures(first, last) == recounted(desk.program, first, last)

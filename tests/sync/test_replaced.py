"""A case in the place of another, from the desk to central: both are there, with the first one's time of receipt."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.cases.model import CaseState
from app.program import Program
from tests import make
from tests.sync.real_central import of_desk, serving_city, whole_desk


@pytest.mark.parametrize("sent_before", [True, False])
def test_central_takes_the_replaced_case_and_the_one_in_its_place(tmp_path: Path, sent_before: bool) -> None:
    with serving_city(f"sqlite:///{tmp_path}/city.db") as city, whole_desk(tmp_path / "desk", city.url) as desk:
        old = desk.cases.record(make.line(applicant=make.person())).case_no
        assert old is not None
        if sent_before:
            assert desk.sync.cycle().trouble is None
        new = _instead(desk, old)
        report = desk.sync.cycle()
        assert (report.trouble, report.returned, report.pending) == (None, 0, 0)
        there = {case.case_no: case for case in city.cases()}
        assert (there[old].state, there[old].life.replaced_by) == (CaseState.VOID, new)
        assert (there[new].life.replaces, there[new].received_at) == (old, there[old].received_at)
        assert {case.case_no for case in of_desk(desk)} == set(there)


def test_a_time_of_receipt_that_is_not_the_replaced_cases_comes_back(tmp_path: Path) -> None:
    with serving_city(f"sqlite:///{tmp_path}/city.db") as city, whole_desk(tmp_path / "desk", city.url) as desk:
        old = desk.cases.record(make.line(applicant=make.person())).case_no
        assert old is not None
        with desk.store.writing() as store:  # a desk that was tampered with
            case = store.cases.by_number(old)
            assert case is not None
            store.cases.save(replace(case, received_at=case.received_at - timedelta(days=1)))
        new = _instead(desk, old)
        assert desk.sync.cycle().returned == 1
        assert desk.cases.get(new).state is CaseState.RETURNED


def _instead(desk: Program, old: str) -> str:
    line = make.line(make.UNEMPLOYED, applicant=make.person(), reason="事项选错", details={"replaces": old})
    new = desk.cases.record(line).case_no
    assert new is not None
    return new

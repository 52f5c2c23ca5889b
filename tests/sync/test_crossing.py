"""Two windows act on one case without seeing each other: what both wrote down is at both, and at central."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.cases.model import Case, CaseAct, case_to_json
from app.program import Program
from app.verify import verify_desk
from tests import make
from tests.sync.real_central import of_desk, serving_city, whole_desk

TRANSFER: Mapping[str, Any] = {"details": {"to": "梅河口市民政局"}}
UPWARD: Mapping[str, Any] = {"details": {"to": "通化市民政局"}}


def _act(desk: Program, case: Case, act: CaseAct, body: Mapping[str, Any]) -> None:
    desk.cases.act(case.case_no, act, body=dict(body), reason="按窗口核对情况办理")


@pytest.mark.parametrize("first", [0, 1])
def test_hand_overs_of_two_windows_that_crossed_are_held_by_both_and_by_central(tmp_path: Path, first: int) -> None:
    with (
        serving_city(f"sqlite:///{tmp_path}/city.db") as city,
        whole_desk(tmp_path / "one", city.url, number=1) as one,
        whole_desk(tmp_path / "other", city.url, number=2) as other,
    ):
        desks = (one, other)
        one.cases.record(make.line(make.UNEMPLOYED, applicant=make.person()))
        for desk in desks:
            assert desk.sync.cycle().trouble is None
        (case,) = of_desk(other)
        _act(one, case, CaseAct.TRANSFER, TRANSFER)
        _act(other, case, CaseAct.TRANSFER_UP, UPWARD)
        for desk in (desks[first], desks[1 - first], desks[first], desks[1 - first]):
            assert desk.sync.cycle().trouble is None
        (there,) = city.cases()
        assert sorted(over.to for over in there.life.hand_overs) == ["梅河口市民政局", "通化市民政局"]
        assert len(there.documents) == 3
        for desk in desks:
            (here,) = of_desk(desk)
            assert case_to_json(here) == case_to_json(there)
            assert verify_desk(desk)["findings"] == []

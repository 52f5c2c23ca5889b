"""四减 and 最多跑一次: what was spared and how often somebody came."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.cases.given import GivenMaterial, Licence, LicenceCheck
from app.cases.model import Case, CaseAct
from app.cases.savings import Spared, savings, savings_to_json, spared
from app.catalogue.model import GivenForm
from tests import make

DAY = 86_400
CARD = Licence(kind="居民身份证", number="1", checked=LicenceCheck.SCANNED)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as made:
        yield made


def given(form: GivenForm, licence: Licence | None = None, reason: str | None = None) -> GivenMaterial:
    return GivenMaterial(code=f"{form}{reason}", form=form, count=1, licence=licence, reason=reason)


def test_every_spared_material_counts_once_by_its_reason() -> None:
    materials = [
        *(given(GivenForm.ORIGINAL), given(GivenForm.COPY), given(GivenForm.LATER), given(GivenForm.ELECTRONIC)),
        *(given(GivenForm.WAIVED), given(GivenForm.WAIVED, CARD), given(GivenForm.ELECTRONIC, CARD)),
        *(given(GivenForm.WAIVED, reason="已交"), given(GivenForm.SHARED), given(GivenForm.PROMISED)),
    ]
    assert spared(materials) == {Spared.LICENCE: 3, Spared.OTHER: 1, Spared.SHARED: 1, Spared.PROMISED: 1}
    assert spared([given(GivenForm.COPY)]) == {}


def of(desk: make.Desk, case: Case, item: str) -> dict[str, object]:
    now = desk.program.cases.get(case.case_no)
    return savings_to_json(savings(now, desk.program.cases.steps(now), make.items()[item]))


def test_acts_of_one_day_are_one_visit_and_those_of_another_day_a_second(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(make.CLAIM, "receive")).case
    assert case is not None
    desk.program.cases.act(case.case_no, CaseAct.ACCEPT)
    assert of(desk, case, make.CLAIM)["visits"] == 1
    desk.clock.move(DAY)
    desk.program.cases.act(case.case_no, CaseAct.SUSPEND, reason="核查", body={"details": {"procedure": "公示"}})
    desk.program.cases.act(case.case_no, CaseAct.RESUME)
    assert of(desk, case, make.CLAIM)["visits"] == 1, "the clerk did that alone"
    desk.program.cases.act(case.case_no, CaseAct.WITHDRAW, reason="不办了")
    told = of(desk, case, make.CLAIM)
    assert told["visit_days"] == [date(2026, 11, 23).isoformat(), date(2026, 11, 24).isoformat()]
    assert told["visits_limit"] == make.items()[make.CLAIM].visits
    assert told["beyond"] is (make.items()[make.CLAIM].visits < 2)


@pytest.mark.parametrize(("mode", "visits"), [("counter", 2), ("post", 1)])
def test_a_result_by_post_costs_no_visit(desk: make.Desk, mode: str, visits: int) -> None:
    case = desk.program.cases.record(make.line(make.ELDER)).case
    assert case is not None
    desk.clock.move(DAY)
    taken = {
        "mode": mode,
        "checked": "核对身份证",
        "signed": "signature",
        "tracking_no": "EX1" if mode == "post" else None,
    }
    desk.program.cases.act(case.case_no, CaseAct.DELIVER, body={"details": {"delivery": taken}})
    assert of(desk, case, make.ELDER)["visits"] == visits

"""作废重办: a case recorded in the place of a wrong one, and what goes over to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cases.model import Case, CaseAct, CaseState
from app.cases.originals import originals_here
from app.errors import SidaoError
from app.verify import verify_desk
from tests import make

REASON = "事项选错"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as made:
        yield made


def recorded(desk: make.Desk, line: dict[str, Any]) -> Case:
    case = desk.program.cases.record(line).case
    assert case is not None
    return case


def instead(old: Case, act: str = "accept", **said: Any) -> dict[str, Any]:
    return {**make.line(make.CLAIM, act), **said, "details": {"replaces": old.case_no, "void_reason": REASON}}


def keeping(line: dict[str, Any], count: int) -> dict[str, Any]:
    for place, material in enumerate(line["materials"]):
        material |= {"form": "original", "kept": True} if place < count else {}
    return line


def void_of(desk: make.Desk, old: Case) -> Case:
    return desk.program.cases.get(old.case_no)


def test_the_reason_of_the_void_is_not_the_new_cases_own(desk: make.Desk) -> None:
    old = recorded(desk, make.line(make.CLAIM))
    done = recorded(desk, instead(old, "supplement", reason="请补交存折首页"))
    assert (done.state, done.reason) == (CaseState.SUPPLEMENT, "请补交存折首页")
    assert (void_of(desk, old).state, void_of(desk, old).reason) == (CaseState.VOID, REASON)
    assert recorded(desk, instead(done)).reason is None


def test_a_check_says_what_stands_against_the_void_and_writes_nothing(desk: make.Desk) -> None:
    old = recorded(desk, make.line(make.CLAIM, "receive"))
    good = instead(old)
    assert desk.program.cases.check(good, CaseAct.ACCEPT) == []
    unsaid = {**good, "details": {"replaces": old.case_no}}
    nobody = {**good, "details": {**good["details"], "replaces": "220521100000012026112399999"}}
    desk.program.cases.act(old.case_no, CaseAct.WITHDRAW, reason="不办了")
    entries = desk.entries()

    def found(line: dict[str, Any]) -> list[tuple[str, str | None]]:
        return [(error.code, error.field) for error in desk.program.cases.check(line, CaseAct.ACCEPT)]

    assert found(good) == [("case_act_unlawful", "details.replaces")]
    assert found(nobody) == [("case_unknown", "details.replaces")]
    assert found(unsaid) == [("case_act_unlawful", "details.replaces")]
    with pytest.raises(SidaoError, match="case_act_unlawful"):
        desk.program.cases.record(good)
    assert desk.entries() == entries
    assert void_of(desk, old).state is CaseState.WITHDRAWN


def test_a_preview_has_the_old_time_of_receipt_and_voids_nothing(desk: make.Desk) -> None:
    old = recorded(desk, make.line(make.CLAIM))
    desk.clock.move(7200)
    seen = desk.program.cases.imagine(instead(old))
    assert (seen.received_at, seen.life.replaces) == (old.received_at, old.case_no)
    assert void_of(desk, old).state is old.state
    with pytest.raises(SidaoError, match="act_reason_missing"):
        desk.program.cases.imagine({**instead(old), "details": {"replaces": old.case_no}})


def test_an_original_that_is_kept_on_lies_with_the_new_case_alone(desk: make.Desk) -> None:
    old = recorded(desk, keeping(make.line(make.CLAIM, "receive"), 1))
    (kept,) = originals_here(old)
    done = desk.program.cases.record(keeping(instead(old, "receive"), 1))
    assert done.case is not None
    assert originals_here(done.case) == (kept,)
    assert originals_here(void_of(desk, old)) == ()
    assert "originals_here" not in [caution.code for caution in done.warnings]
    assert verify_desk(desk.program)["findings"] == []


def test_an_original_that_is_not_kept_on_is_not_forgotten(desk: make.Desk) -> None:
    old = recorded(desk, keeping(make.line(make.CLAIM, "receive"), 2))
    first, second = originals_here(old)
    done = desk.program.cases.record(keeping(instead(old, "receive"), 1))
    assert "originals_here" in [caution.code for caution in done.warnings]
    assert originals_here(void_of(desk, old)) == (second,)
    assert done.case is not None
    assert originals_here(done.case) == (first,)

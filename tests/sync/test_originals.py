"""Originals that went back, on their way to central: in whatever state the case stands, also behind what came back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.model import Case, CaseAct, CaseState
from app.cases.originals import originals_here
from app.program import Program
from tests import make
from tests.sync.real_central import POINT, City, of_desk, whole_desk


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made


def kept(desk: Program) -> Case:
    """A case that keeps two originals, at central already."""
    line = make.line(make.CLAIM, "receive")
    for material in line["materials"][:2]:
        material |= {"form": "original", "kept": True}
    case = desk.cases.record(line).case
    assert case is not None
    sent(desk)
    return case


def sent(desk: Program) -> None:
    report = desk.sync.cycle()
    assert (report.trouble, report.pending) == (None, 0)


def at_central(city: City, case: Case) -> Case:
    with city.program.store.reading() as central:
        held = central.cases.get(POINT, case.id)
    assert held is not None
    return held.case


def test_central_takes_every_hand_back_and_knows_what_is_still_here(desk: Program, city: City) -> None:
    case = kept(desk)
    first, second = originals_here(case)
    desk.cases.act(case.case_no, CaseAct.HAND_BACK, body={"details": {"handing_back": {"materials": [first]}}})
    sent(desk)
    assert originals_here(at_central(city, case)) == (second,)
    desk.cases.act(case.case_no, CaseAct.WITHDRAW, reason="不办了")
    desk.cases.act(case.case_no, CaseAct.HAND_BACK)
    sent(desk)
    (here,) = of_desk(desk)
    there = at_central(city, case)
    assert (there.state, originals_here(there)) == (CaseState.WITHDRAWN, ())
    assert there.life.handed_back == here.life.handed_back


def test_what_went_back_while_the_case_was_returned_is_known_once_it_is_corrected(desk: Program, city: City) -> None:
    case = kept(desk)
    city.program.review.decide(case.case_no, CaseAct.RETURN, "照片看不清", by="赵审", department=None)
    sent(desk)
    assert desk.cases.get(case.case_no).state is CaseState.RETURNED
    desk.cases.act(case.case_no, CaseAct.HAND_BACK)
    desk.cases.act(case.case_no, CaseAct.CORRECT, reason="换了清楚的照片")
    sent(desk)
    (here,) = of_desk(desk)
    there = at_central(city, case)
    assert originals_here(there) == ()
    assert (there.state, there.life.handed_back) == (here.state, here.life.handed_back)


def test_an_original_goes_over_to_the_case_that_is_recorded_instead(desk: Program, city: City) -> None:
    case = kept(desk)
    first, second = originals_here(case)
    line = make.line(make.CLAIM, "receive", details={"replaces": case.case_no, "void_reason": "申请人录错"})
    line["materials"][0] |= {"form": "original", "kept": True}
    done = desk.cases.record(line).case
    assert done is not None
    sent(desk)
    there = at_central(city, case)
    assert (there.state, originals_here(there), there.reason) == (CaseState.VOID, (second,), "申请人录错")
    assert originals_here(at_central(city, done)) == (first,)

"""Two windows that did not see each other: both sides come to one list, and nothing is lost from it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.merging import together
from app.cases.model import Case, CaseAct, case_to_json, changed
from tests import make

DAYS = st.dates().map(str)
HAND_OVERS = st.fixed_dictionaries(
    {"to": st.sampled_from(["县民政局", "县社保局"]), "upward": st.booleans(), "on": DAYS, "reason": st.just("迁居")}
)
PAUSES = st.fixed_dictionaries(
    {
        "procedure": st.sampled_from(["公示", "入户核查"]),
        "reason": st.just("需要"),
        "began_on": st.sampled_from(["2026-11-23", "2026-11-24"]),
        "expected_days": st.just(5),
        "ended_on": st.sampled_from([None, "2026-11-25", "2026-11-26"]),
    }
)
PROMISES = st.fixed_dictionaries(
    {
        "kind": st.just("late"),
        "about": st.sampled_from([["photo"], ["bank_card"]]),
        "made_on": st.just("2026-11-23"),
        "due_on": st.just("2026-12-04"),
    }
).flatmap(
    lambda promise: st.sampled_from(
        [
            {**promise, "settled_on": None, "kept": None},
            {**promise, "settled_on": "2026-12-01", "kept": True},
            {**promise, "settled_on": "2026-12-07", "kept": False},
        ]
    )
)
OLD = st.fixed_dictionaries({"receipt_no": st.sampled_from(["甲", "乙"]), "taken_back": st.booleans()})
PAPERS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["added", "suspended"]),
        "receipt_no": st.sampled_from(["1号", "2号", "3号"]),
    }
).map(lambda paper: {**paper, "issued_at": f"2026-11-23T01:00:0{paper['receipt_no'][0]}+00:00"})
KEYS = {
    "hand_overs": ("to", "upward", "on", "reason"),
    "pauses": ("procedure", "reason", "began_on"),
    "promises": ("kind", "about", "made_on"),
    "old_papers": ("receipt_no",),
    "documents": ("receipt_no",),
}


def _unique(name: str, one: Mapping[str, Any]) -> str:
    return json.dumps([one[key] for key in KEYS[name]])


CHANGES = st.sampled_from(
    [("hand_overs", HAND_OVERS), ("pauses", PAUSES), ("promises", PROMISES), ("old_papers", OLD), ("documents", PAPERS)]
).flatmap(
    lambda pair: st.lists(
        st.lists(pair[1], min_size=1, max_size=3, unique_by=lambda one: _unique(pair[0], one)), min_size=2, max_size=2
    ).map(lambda lists: [{pair[0]: sorted(one, key=lambda each: _unique(pair[0], each))} for one in lists])
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    with make.signed_in(tmp_path_factory.mktemp("merging")) as desk:
        number = desk.program.cases.record(make.line(make.UNEMPLOYED, applicant=make.person())).case_no
        assert number is not None
        return desk.program.cases.get(number)


@given(changes=CHANGES)
def test_whichever_comes_first_the_same_is_held(case: Case, changes: list[dict[str, Any]]) -> None:
    one, other = changes
    (name,) = one
    here = case_to_json(_after(_after(case, one), other))[name]
    there = case_to_json(_after(_after(case, other), one))[name]
    assert {_unique(name, each): _settled(each) for each in here} == {
        _unique(name, each): _settled(each) for each in there
    }
    assert {_unique(name, each) for each in (*one[name], *other[name])} <= {_unique(name, each) for each in here}


def _after(case: Case, change: dict[str, Any]) -> Case:
    return changed(case, together(case, change, CaseAct.CORRECT))


def _settled(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(one.get(name) for name in ("ended_on", "settled_on", "kept", "taken_back"))


def test_papers_of_both_stand_in_the_order_of_their_times_and_a_slow_clock_turns_nothing_round(case: Case) -> None:
    held = case_to_json(case)["documents"]
    late = {"kind": "added", "receipt_no": "晚", "issued_at": "2026-11-23T05:00:00+00:00"}
    early = {"kind": "transferred", "receipt_no": "早", "issued_at": "2026-11-23T04:00:00+00:00"}
    for one, other in ((late, early), (early, late)):
        both = _after(_after(case, {"documents": [*held, one]}), {"documents": [*held, other]})
        assert [paper.receipt_no for paper in both.documents] == [held[0]["receipt_no"], "早", "晚"]
    seen = _after(_after(case, {"documents": [*held, late]}), {"documents": [*held, late, early]})
    assert [paper.receipt_no for paper in seen.documents][-1] == "早"


def test_an_open_pause_that_is_told_late_does_not_open_an_ended_one(case: Case) -> None:
    began = {"procedure": "公示", "reason": "需要", "began_on": "2026-11-23", "expected_days": None, "ended_on": None}
    ended = _after(case, {"pauses": [{**began, "ended_on": "2026-11-25"}]})
    other = {**began, "began_on": "2026-11-24"}
    both = _after(ended, {"pauses": [began, other]}).life.pauses
    assert [(str(pause.began_on), str(pause.ended_on)) for pause in both] == [
        ("2026-11-23", "2026-11-25"),
        ("2026-11-24", "None"),
    ]

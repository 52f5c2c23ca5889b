"""The completeness check agrees with what recording a case would say, for every shipped item and any answers."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given as suppose
from hypothesis import settings
from hypothesis import strategies as st

from app.cases.application import read_application
from app.cases.checking import troubles
from app.cases.completeness import (
    Checklist,
    ConditionQuestion,
    FieldQuestion,
    MaterialQuestion,
    Standing,
    assess,
    given,
    questions,
    spares,
)
from app.cases.model import CaseAct
from app.catalogue.calendar import WorkingCalendar, working_calendar
from app.catalogue.model import GivenForm, PointRules, Scope, ServiceItem
from app.catalogue.shipped import shipped_calendar
from tests import make

TODAY = date(2026, 11, 23)
ITEMS = list(make.items().values())
ANYWHERE = PointRules(point=make.POINT, name="", default=Scope.ACCEPT)


@cache
def calendar() -> WorkingCalendar:
    return working_calendar(shipped_calendar(make.RESOURCES))


@st.composite
def checked(draw: st.DrawFn) -> tuple[ServiceItem, Checklist]:
    """An item, and answers to any of its questions, each asked as the ones before call for it."""
    item = draw(st.sampled_from(ITEMS))
    checklist = Checklist()
    for _turn in range(3):
        for question in questions(item, checklist):
            if draw(st.booleans()):
                continue
            if isinstance(question, ConditionQuestion):
                checklist = checklist.with_condition(question.place, draw(st.booleans()))
            elif isinstance(question, FieldQuestion):
                checklist = checklist.with_answer(question.code, draw(st.sampled_from(question.choices))[0])
            else:
                ways = (None, question.here, *question.spares)
                checklist = checklist.with_material(question.material.code, draw(st.sampled_from(ways)))
    return item, checklist


def objections(item: ServiceItem, checklist: Checklist) -> set[str]:
    """The materials to which accepting a case with exactly these would object, by code."""
    line: dict[str, Any] = {
        **make.line(),
        "item": item.code,
        "answers": dict(checklist.answers),
        "materials": [
            {"code": code, "form": form.value, "count": 1, "file": None}
            for code, form in given(item, checklist).items()
        ],
    }
    found = troubles(read_application({**line, "act": CaseAct.ACCEPT.value}), item, ANYWHERE, TODAY)
    about = {str(trouble.field) for trouble in found if str(trouble.field).startswith("materials")}
    return {path.removeprefix("materials.") for path in about}


@settings(max_examples=150, deadline=None)
@suppose(asked=checked())
def test_the_verdict_is_what_accepting_would_say_of_the_materials(asked: tuple[ServiceItem, Checklist]) -> None:
    item, checklist = asked
    found = assess(item, checklist, TODAY, calendar())
    missing = objections(item, checklist)
    unasked = {
        question.material.code
        for question in questions(item, checklist)
        if isinstance(question, MaterialQuestion)
        and question.material.required
        and question.material.code not in checklist.materials
    }
    assert {material.code for material in found.lacking} | unasked == missing
    assert found.late == tuple(
        material for material in item.materials if given(item, checklist).get(material.code) is GivenForm.LATER
    )
    if found.standing in (Standing.READY, Standing.LATE):
        assert missing == set()
        assert (found.standing is Standing.LATE) is bool(found.late)
    if found.standing is Standing.LACKING:
        assert missing


@settings(max_examples=60, deadline=None)
@suppose(asked=checked())
def test_answers_to_everything_leave_nothing_open(asked: tuple[ServiceItem, Checklist]) -> None:
    item, checklist = asked
    for _turn in range(4):
        for question in questions(item, checklist):
            if isinstance(question, ConditionQuestion):
                checklist = checklist.with_condition(question.place, True)
            elif isinstance(question, FieldQuestion):
                checklist = checklist.with_answer(question.code, question.choices[0][0])
            else:
                checklist = checklist.with_material(question.material.code, question.here)
    found = assess(item, checklist, TODAY, calendar())
    assert (found.open_questions, found.standing) == (0, Standing.READY)


def test_a_condition_that_is_not_met_weighs_more_than_any_material() -> None:
    item = make.items()[make.UNEMPLOYED]
    found = assess(item, Checklist().with_condition(1, False), TODAY, calendar())
    assert (found.standing, found.unmet) == (Standing.UNMET, ("处于无业状态",))


def test_what_may_follow_is_due_when_its_promise_would_be(tmp_path: Path) -> None:
    with make.signed_in(tmp_path) as desk:
        item = make.items()[make.UNEMPLOYED]
        answers = {**make.line(make.UNEMPLOYED)["answers"], "reason": "ended"}
        line = make.line(make.UNEMPLOYED, materials=make.following(), answers=answers)
        checklist = Checklist(answers=line["answers"])
        for one in make.following():
            checklist = checklist.with_material(one["code"], GivenForm(one["form"]))
        for place in range(len(item.conditions)):
            checklist = checklist.with_condition(place, True)
        found = assess(item, checklist, TODAY, desk.program.catalogue.calendar())
        recorded = desk.program.intake.record(line)
        assert recorded.case is not None
        (promise,) = recorded.case.life.promises
        assert (found.standing, found.until) == (Standing.LATE, promise.due_on)
        assert [material.code for material in found.late] == list(promise.about)


def test_only_the_ways_that_the_catalogue_allows_are_offered() -> None:
    proof = make.items()[make.UNEMPLOYED].material(make.LATE)
    assert proof is not None
    assert spares(proof) == (GivenForm.LATER, GivenForm.PROMISED, GivenForm.SHARED)


def test_a_material_that_depends_on_an_answer_is_asked_after_it() -> None:
    item = make.items()["04"]
    asked = [question.code for question in questions(item, Checklist()) if isinstance(question, FieldQuestion)]
    assert asked == ["reason"]
    of_death = [
        question.material.code
        for question in questions(item, Checklist().with_answer("reason", "death"))
        if isinstance(question, MaterialQuestion)
    ]
    assert "death_proof" in of_death
    assert "abroad_proof" not in of_death

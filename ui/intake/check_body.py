"""Between the completeness check and the intake's form, either way. No Qt."""

from typing import Any

from app.cases.completeness import Checklist, FieldQuestion, given, questions
from app.catalogue.answers import normalise
from app.catalogue.materials import needed_materials
from app.catalogue.model import GivenForm, Material, ServiceItem
from ui.intake.body import SCREEN, Body

_WHATEVER_ITS_FORM = ("count", "file", "pages")
"""What stays of a material that comes in another form than was said before."""


def checklist_of(item: ServiceItem, body: Body, begun: Checklist) -> Checklist:
    """What the form says already, over what an earlier check of the same item had. What stands open in the form was
    not asked yet: it is no 没有."""
    checklist = begun
    answers = normalise(item, body.get("answers") or {})
    for _turn in range(2):  # an answer calls for the next question
        for question in questions(item, checklist):
            if isinstance(question, FieldQuestion) and question.code in answers:
                checklist = checklist.with_answer(question.code, answers[question.code])
    for place in (body.get(SCREEN) or {}).get("conditions") or []:
        checklist = checklist.with_condition(place, True)
    for one in body.get("materials") or []:
        checklist = checklist.with_material(one["code"], GivenForm(one["form"]))
    return checklist


def filled(item: ServiceItem, body: Body, checklist: Checklist, *, over: bool = True) -> Body:
    """The form's body with the check's answers in it. Where they differ the check goes over the form, or with
    `over` false the form stays, as in a draft that was typed on after its list was printed.

    Conditions of an item on 告知承诺 stay unticked: there a tick is the applicant's own promise, which nobody gave yet.
    """
    held = {one["code"]: one for one in body.get("materials") or []}
    told = dict(checklist.answers)
    said = body.get("answers") or {}
    answers = {**said, **told} if over else {**told, **said}
    forms = given(item, checklist)
    materials = []
    for material in needed_materials(item, normalise(item, answers)):
        one = _material(material, held.get(material.code), forms, checklist, over=over)
        if one is not None:
            materials.append(one)
    screen = dict(body.get(SCREEN) or {})
    if not item.promise_based:
        met = {place for place, state in checklist.conditions.items() if state}
        screen["conditions"] = sorted(met | set(screen.get("conditions") or []))
    return {**body, "answers": answers, "materials": materials, SCREEN: screen}


def _material(
    material: Material,
    held: dict[str, Any] | None,
    forms: dict[str, GivenForm],
    checklist: Checklist,
    *,
    over: bool,
) -> dict[str, Any] | None:
    """The material's entry in the line; a scan that hangs on it stays with it."""
    form = forms.get(material.code)
    if form is None:
        denied = over and material.code in checklist.materials
        return None if denied and not (held or {}).get("file") else held
    if held is not None and (not over or held["form"] == form.value):
        return held
    begun = {"code": material.code, "count": material.copies, "file": None}
    kept = {key: value for key, value in (held or {}).items() if key in _WHATEVER_ITS_FORM}
    return {**begun, **kept, "form": form.value}

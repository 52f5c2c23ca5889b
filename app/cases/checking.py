"""Whether an application may become what the clerk wants it to: pure, the same for screen and command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.applicants.checks import Caution, CheckedPeople, check_people
from app.applicants.model import ApplicantKind
from app.cases.acts import NEEDS_REASON
from app.cases.application import Application
from app.cases.model import CaseAct
from app.catalogue.answers import check_answers, normalise
from app.catalogue.materials import MaterialsCheck, check_materials
from app.catalogue.model import Material, PointRules, Scope, ServiceItem
from app.catalogue.shelf import View
from app.errors import Refused, SidaoError

_COMPLETE = frozenset({CaseAct.ACCEPT, CaseAct.CONCLUDE})
"""Acts that need every answer and every material."""
_ANSWERED = _COMPLETE | {CaseAct.RECEIVE}
"""Acts that need every answer."""
_MISSING = "answer_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedApplication:
    """An application that may be recorded: normalised, with its item, and with doubts for the clerk's eye."""

    application: Application
    item: ServiceItem
    scope: Scope
    people: CheckedPeople
    answers: dict[str, object]
    missing: tuple[Material, ...]
    cautions: tuple[Caution, ...]


def find_item(view: View, application: Application, today: date) -> ServiceItem:
    """The version in force. Raises Refused("item_unknown") or Refused("item_not_in_force")."""
    item = view.current(application.item, today)
    if item is not None:
        return item
    known = view.known(application.item)
    if known is None:
        raise Refused("item_unknown", "item", code=application.item)
    if known.cancelled_on is not None and known.cancelled_on <= today:
        raise Refused("item_cancelled", "item", name=known.name, on=known.cancelled_on.isoformat())
    raise Refused("item_not_yet", "item", name=known.name, on=known.effective_on.isoformat())


def check(application: Application, item: ServiceItem, rules: PointRules, today: date) -> CheckedApplication:
    """The application in its stored form. Raises the first of its troubles."""
    for trouble in troubles(application, item, rules, today):
        raise trouble
    people = check_people(application.applicant, application.agent, today)
    answers = normalise(item, application.answers)
    materials = _materials(application, item, answers)
    cautions = people.cautions + tuple(_target(application, item))
    return CheckedApplication(
        application=application,
        item=item,
        scope=rules.scope(item.code).scope,
        people=people,
        answers=answers,
        missing=materials.missing,
        cautions=cautions,
    )


def troubles(application: Application, item: ServiceItem, rules: PointRules, today: date) -> Iterator[SidaoError]:
    """Everything that stands against the act, in the order of the form; each names its field."""
    yield from _scope(application.act, item, rules)
    try:
        check_people(application.applicant, application.agent, today)
    except Refused as refused:
        yield refused
    for answer in check_answers(item, application.answers, today=today):
        if answer.code != _MISSING or application.act in _ANSWERED:
            yield Refused(answer.code, f"answers.{answer.field}", **answer.values)
    yield from _wrong_materials(application, item)
    if application.act in NEEDS_REASON and not application.reason:
        yield Refused("reason_missing", "reason")


def _scope(act: CaseAct, item: ServiceItem, rules: PointRules) -> Iterator[SidaoError]:
    scope = rules.scope(item.code)
    if scope.scope is Scope.ADVISE:
        yield Refused("scope_advise_only", "item", name=item.name)
    if scope.scope is Scope.FORWARD and act not in (CaseAct.RECEIVE, CaseAct.SUPPLEMENT):
        yield Refused("scope_forward_only", "act", name=item.name)


def _materials(application: Application, item: ServiceItem, answers: dict[str, object]) -> MaterialsCheck:
    return check_materials(item, {given.code: given.form for given in application.materials}, answers)


def _wrong_materials(application: Application, item: ServiceItem) -> Iterator[SidaoError]:
    answers = normalise(item, application.answers)
    checked = _materials(application, item, answers)
    places = {given.code: place for place, given in enumerate(application.materials)}
    for trouble in checked.troubles:
        part = "code" if trouble.code == "material_unknown" else "form"
        yield Refused(trouble.code, f"materials.{places[trouble.material]}.{part}", **trouble.values)
    if application.act in _COMPLETE:
        for material in checked.missing:
            code = "material_missing_may_follow" if material.may_be_late else "material_missing"
            yield Refused(code, f"materials.{material.code}", name=material.name)
    if application.act is CaseAct.SUPPLEMENT and not (checked.missing or application.wanted or application.reason):
        yield Refused("supplement_nothing", "materials")


def _target(application: Application, item: ServiceItem) -> Iterator[Caution]:
    """服务对象: 1 is for people, 2 to 6 for companies and bodies; a mismatch is for the clerk to judge."""
    person = application.applicant.kind is ApplicantKind.PERSON
    if item.targets and (("1" in item.targets) if person else bool({*item.targets} - {"1"})) is False:
        yield Caution(code="item_for_others", field="applicant.kind")

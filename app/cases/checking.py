"""Whether an application may become what the clerk wants it to: pure, the same for screen and command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.applicants.checks import Caution, CheckedPeople, check_people
from app.applicants.model import ApplicantKind
from app.cases.acts import ACCEPTING, NEEDS_REASON, RULES, Need
from app.cases.application import Application
from app.cases.model import CaseAct
from app.cases.promising import condition_troubles
from app.catalogue.answers import check_normalised, normalise
from app.catalogue.materials import MaterialsCheck, check_materials
from app.catalogue.model import Material, PointRules, Scope, ServiceItem
from app.catalogue.shelf import View
from app.errors import Refused, SidaoError

_ANSWERED = frozenset(rule.act for rule in RULES if Need.ANSWERS in rule.needs)
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
    """The version in force. Raises Refused: item_unknown, item_cancelled, item_not_yet."""
    item = view.current(application.item, today)
    if item is not None:
        return item
    known = view.known(application.item)
    if known is None:
        raise Refused("item_unknown", "item", item=application.item)
    if known.cancelled_on is not None and known.cancelled_on <= today:
        raise Refused("item_cancelled", "item", name=known.name, on=known.cancelled_on.isoformat())
    raise Refused("item_not_yet", "item", name=known.name, on=known.effective_on.isoformat())


def check(application: Application, item: ServiceItem, rules: PointRules, today: date) -> CheckedApplication:
    """The application in its stored form. Raises the first of its troubles."""
    look = _Look(application, item, rules, today)
    for trouble in look.troubles():
        raise trouble
    assert look.people is not None  # else there was a trouble
    return CheckedApplication(
        application=application,
        item=item,
        scope=look.scope,
        people=look.people,
        answers=look.answers,
        missing=look.materials.missing,
        cautions=(*look.people.cautions, *_target(application, item), *_expired(application, today)),
    )


def troubles(application: Application, item: ServiceItem, rules: PointRules, today: date) -> list[SidaoError]:
    """Everything that stands against the act, in the order of the form; each names its field."""
    return list(_Look(application, item, rules, today).troubles())


class _Look:
    """One look at an application: what is worked out on the way is kept for the stored form."""

    def __init__(self, application: Application, item: ServiceItem, rules: PointRules, today: date) -> None:
        self._application = application
        self._item = item
        self._today = today
        self.scope = rules.scope(item.code).scope
        self.answers = normalise(item, application.answers)
        self.materials: MaterialsCheck = check_materials(
            item, {given.code: given.form for given in application.materials}, self.answers
        )
        self.people: CheckedPeople | None = None

    def troubles(self) -> Iterator[SidaoError]:
        yield from self._of_scope()
        try:
            self.people = check_people(self._application.applicant, self._application.agent, self._today)
        except Refused as refused:
            yield refused
        for answer in check_normalised(self._item, self.answers, today=self._today):
            if answer.code != _MISSING or self._application.act in _ANSWERED:
                yield Refused(answer.code, f"answers.{answer.field}", **answer.values)
        yield from self._of_materials()
        yield from condition_troubles(self._application, self._item)
        if self._application.act in NEEDS_REASON and not self._application.reason:
            yield Refused("act_reason_missing", "reason")

    def _of_scope(self) -> Iterator[SidaoError]:
        if self.scope is Scope.ADVISE:
            yield Refused("scope_advise_only", "item", name=self._item.name)
        if self.scope is Scope.FORWARD and self._application.act not in (CaseAct.RECEIVE, CaseAct.SUPPLEMENT):
            yield Refused("scope_forward_only", "act", name=self._item.name)

    def _of_materials(self) -> Iterator[SidaoError]:
        application, missing = self._application, self.materials.missing
        places = {given.code: place for place, given in enumerate(application.materials)}
        for trouble in self.materials.troubles:
            part = "code" if trouble.code == "material_unknown" else "form"
            yield Refused(trouble.code, f"materials.{places[trouble.material]}.{part}", **trouble.values)
        if application.act in ACCEPTING:
            for material in missing:
                code = "material_missing_may_follow" if material.may_be_late else "material_missing"
                yield Refused(code, f"materials.{material.code}", name=material.name)
        if application.act is CaseAct.SUPPLEMENT and not (missing or application.wanted or application.reason):
            yield Refused("supplement_nothing", "materials")


def _target(application: Application, item: ServiceItem) -> Iterator[Caution]:
    """服务对象: 1 is for people, 2 to 6 for companies and bodies; a mismatch is for the clerk to judge."""
    person = application.applicant.kind is ApplicantKind.PERSON
    meant = "1" in item.targets if person else bool({*item.targets} - {"1"})
    if item.targets and not meant:
        yield Caution(code="item_for_others", field="applicant.kind")


def _expired(application: Application, today: date) -> Iterator[Caution]:
    """A material whose own last day has passed: it may be taken, but never unseen."""
    for place, given in enumerate(application.materials):
        if given.valid_until is not None and given.valid_until < today:
            yield Caution(code="material_expired", field=f"materials.{place}.valid_until")

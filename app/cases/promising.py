"""容缺受理 and 告知承诺: what an acceptance rests on besides the materials that are here (domain.md, §A 6 and 7)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from app.cases.acts import ACCEPTING
from app.cases.application import Application
from app.cases.counter import Moment
from app.cases.life import Life, Promise, PromiseKind
from app.cases.model import Case
from app.cases.timing import check_last, late_until
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import GivenForm, ServiceItem
from app.clock import local_date
from app.errors import Refused
from app.ids import ApplicantId
from app.receipts.model import DocumentKind
from app.storage.desk import Desk

_MOST_EARLIER: Final = 1000


def is_late(application: Application) -> bool:
    """Whether something is to follow, by the material's own flag (可容缺)."""
    return any(given.form is GivenForm.LATER for given in application.materials)


def is_promised(application: Application) -> bool:
    """Whether the item's conditions or one of its materials are promised."""
    promised = any(given.form is GivenForm.PROMISED for given in application.materials)
    return promised or bool(application.details.conditions)


def check_promises(application: Application, item: ServiceItem, earlier: Iterable[Case]) -> None:
    """Raises Refused: promise_not_offered, promise_conditions_open, and promise_broken_before for a subject on the
    record of broken promises (`earlier` are the applicant's cases), who may neither use 告知承诺 nor bring anything
    later (domain.md, §A 7 and 3.4). What is to follow is promised by an acceptance alone."""
    for trouble in condition_troubles(application, item):
        raise trouble
    places = [place for place, given in enumerate(application.materials) if given.form is GivenForm.LATER]
    late = places if application.act in ACCEPTING else []
    if not late and not is_promised(application):
        return
    broken = next((case for case in earlier if any(one.kept is False for one in case.life.promises)), None)
    if broken is not None:
        field = "details.conditions" if is_promised(application) else f"materials.{late[0]}.form"
        raise Refused("promise_broken_before", field, case_no=broken.case_no)


def earlier_cases(desk: Desk, applicant: ApplicantId) -> Iterator[Case]:
    """The applicant's cases, all of them but of who has more than anybody; read only when they are asked for."""
    yield from desk.cases.of_applicant(applicant, _MOST_EARLIER)


def condition_troubles(application: Application, item: ServiceItem) -> Iterator[Refused]:
    """What stands against the ticked conditions: promise_not_offered, promise_conditions_open."""
    ticked = application.details.conditions
    if ticked and not item.promise_based:
        yield Refused("promise_not_offered", "details.conditions", name=item.name)
    elif ticked and ticked != tuple(range(1, len(item.conditions) + 1)):
        yield Refused("promise_conditions_open", "details.conditions", count=len(item.conditions))


def promises(
    application: Application, item: ServiceItem, moment: Moment, calendar: WorkingCalendar
) -> tuple[Promise, ...]:
    """What is promised with an acceptance now. Raises Refused("late_day_refused")."""
    today = local_date(moment.now)
    late = tuple(given.code for given in application.materials if given.form is GivenForm.LATER)
    instead = tuple(given.code for given in application.materials if given.form is GivenForm.PROMISED)
    made = []
    if late:
        until = late_until(item, today, application.details.late_until, calendar)
        made.append(Promise(kind=PromiseKind.LATE, about=late, made_on=today, due_on=until))
    if instead or application.details.conditions:
        conditions = tuple(item.conditions[number - 1] for number in application.details.conditions)
        by = check_last(item, today, calendar)
        made.append(Promise(kind=PromiseKind.INFORMED, about=conditions + instead, made_on=today, due_on=by))
    return tuple(made)


def kept(life: Life, given: Iterable[tuple[str, GivenForm]], today: date) -> tuple[Promise, ...]:
    """The promises once these materials are here: one is settled when nothing that it names is still to follow."""
    to_follow = {code for code, form in given if form is GivenForm.LATER}
    return tuple(
        replace(promise, settled_on=today, kept=promise.due_on is None or today <= promise.due_on)
        if promise.kind is PromiseKind.LATE and promise.kept is None and to_follow.isdisjoint(promise.about)
        else promise
        for promise in life.promises
    )


def letters(papers: tuple[DocumentKind, ...], made: Iterable[Promise]) -> tuple[DocumentKind, ...]:
    """The papers of an acceptance with a letter for every kind of promise, each once, before the notice."""
    kinds = {PromiseKind.LATE: DocumentKind.LATE_PROMISE, PromiseKind.INFORMED: DocumentKind.INFORMED_PROMISE}
    return tuple(dict.fromkeys((*(kinds[promise.kind] for promise in made), *papers)))

"""The first entry of a case: from a checked application to rows, in one transaction."""

from dataclasses import replace
from datetime import timedelta

from app.applicants.checks import Caution
from app.applicants.model import Applicant
from app.cases.acts import PAPER, after
from app.cases.application import Application
from app.cases.checking import CheckedApplication, check, find_item
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import take_in
from app.cases.model import RECORDED, Case, CaseAct, CaseState, Document, GivenMaterial, case_to_json
from app.cases.numbers import case_number, plain_day
from app.cases.papers import issue, keep
from app.cases.timing import Timing, timing
from app.catalogue.model import ItemKind, Scope
from app.clock import local_date
from app.ids import ActionId, ApplicantId, CaseId
from app.journal import Act, EntryName, Stream
from app.storage.desk import Desk

PREVIEW = "（预览）"
"""Stands where numbers will stand."""
SAME_AGAIN = timedelta(days=30)
"""An open case of the same person and item that is not older is a likely duplicate."""


def record(desk: Desk, counter: Counter, application: Application, action: ActionId, moment: Moment) -> Recorded:
    """Writes the case. Raises Refused about the first field that stands against it."""
    view = counter.shelf.renew(desk.catalogue)
    today = local_date(moment.now)
    item = find_item(view, application, today)
    checked = check(application, item, view.rules, today)
    act = effective_act(application.act, checked)
    times = timing(item, act, moment.now, view.calendar)
    materials = take_in(desk, application.materials, counter.fit)
    applicant, known = desk.applicants.keep(checked.people.applicant)
    again = _same_again(desk, applicant, checked, moment) if known else ()
    document = issue(desk, counter, act, moment)
    serial = desk.next_serial(f"case {plain_day(today)}")
    case_no = case_number(counter.place.point, counter.place.device_number, today, serial)
    person = checked.people.applicant.known_as(applicant)
    case = _case(counter, checked, person, case_no, act, times, materials, document, moment, desk.journal.following())
    if desk.journal.unanchored:
        case = replace(case, unanchored=True)
    whole = case_to_json(case)
    cautions = checked.cautions + again
    body = {"act": act.value, "by": counter.clerk.name, "window": moment.window, "seen": None}
    desk.journal.append(
        Act(
            kind=RECORDED,
            subject=case.id,
            action=action,
            at=moment.now,
            body={**body, "cautions": as_pairs(cautions), "case": whole},
        )
    )
    desk.cases.add(case, whole)
    keep(desk, counter, case, document)
    return Recorded(
        id=case.id,
        case_no=case.case_no,
        state=case.state,
        receipt_no=case.receipt_no,
        case=case,
        warnings=cautions,
    )


def as_pairs(cautions: tuple[Caution, ...]) -> list[list[str]]:
    """What the clerk was warned of, as an entry holds it."""
    return [[caution.code, caution.field] for caution in cautions]


def effective_act(act: CaseAct, checked: CheckedApplication) -> CaseAct:
    """Accepting an immediate item that may be finished with no network finishes it on the spot."""
    on_the_spot = checked.item.kind is ItemKind.IMMEDIATE and checked.item.finish_offline
    return CaseAct.CONCLUDE if act is CaseAct.ACCEPT and on_the_spot else act


def effective_state(before: CaseState, act: CaseAct, checked: CheckedApplication) -> CaseState:
    """The table's state; where the point only takes in for another body, receiving ends in 代收."""
    state = after(before, act)
    return CaseState.FORWARDED if act is CaseAct.RECEIVE and checked.scope is Scope.FORWARD else state


def pending_online(act: CaseAct, checked: CheckedApplication) -> bool:
    """待联网办结: an immediate item accepted where it can't be finished without central."""
    return act is CaseAct.ACCEPT and checked.item.kind is ItemKind.IMMEDIATE


def imagined(desk: Desk, counter: Counter, application: Application, moment: Moment) -> Case:
    """The case that recording this would make, with no numbers used up and nothing written: for a preview."""
    view = counter.shelf.renew(desk.catalogue)
    item = find_item(view, application, local_date(moment.now))
    checked = check(application, item, view.rules, local_date(moment.now))
    act = effective_act(application.act, checked)
    kind = PAPER.get(act)
    document = None if kind is None else Document(kind=kind, receipt_no=PREVIEW, issued_at=moment.now)
    materials = tuple(
        GivenMaterial(code=given.code, form=given.form, count=given.count) for given in application.materials
    )
    times = timing(item, act, moment.now, view.calendar)
    unwritten = EntryName(device=counter.place.device, stream=Stream.DESK, number=0)
    person = checked.people.applicant
    return _case(counter, checked, person, PREVIEW, act, times, materials, document, moment, unwritten)


def _case(
    counter: Counter,
    checked: CheckedApplication,
    person: Applicant,
    case_no: str,
    act: CaseAct,
    times: Timing,
    materials: tuple[GivenMaterial, ...],
    document: Document | None,
    moment: Moment,
    last: EntryName,
) -> Case:
    place, application, item = counter.place, checked.application, checked.item
    return Case(
        id=CaseId(counter.ids.new()),
        case_no=case_no,
        state=effective_state(CaseState.DRAFT, act, checked),
        item=item.code,
        item_version=item.version,
        item_name=item.name,
        point=place.point,
        device=place.device,
        window=moment.window,
        clerk=counter.clerk.id,
        clerk_name=counter.clerk.name,
        applicant=person,
        agent=checked.people.agent,
        answers=checked.answers,
        materials=materials,
        ticket=application.ticket,
        received_at=moment.now,
        accepted_at=times.accepted_at,
        due_on=times.due_on,
        due_provisional=times.due_provisional,
        pending_online=pending_online(act, checked),
        reason=application.reason,
        wanted=application.wanted if act is CaseAct.SUPPLEMENT else {},
        token=counter.ids.token(),
        documents=() if document is None else (document,),
        central_no=None,
        last=last,
    )


def _same_again(desk: Desk, applicant: ApplicantId, checked: CheckedApplication, moment: Moment) -> tuple[Caution, ...]:
    """A warning when the same person has an open, recent case of the same item."""
    earlier = desk.cases.of_applicant(applicant, 20)
    same = any(
        case.item == checked.item.code and not case.ended and moment.now - case.received_at < SAME_AGAIN
        for case in earlier
    )
    return (Caution(code="case_same_again", field="item"),) if same else ()

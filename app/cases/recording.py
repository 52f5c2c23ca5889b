"""The first entry of a case: from a checked application to rows, in one transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from app.applicants.checks import Caution
from app.applicants.model import Applicant
from app.cases.acts import ACCEPTING, after, papers
from app.cases.application import Application
from app.cases.bringing import brought_by
from app.cases.checking import CheckedApplication, check, find_item
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import take_in
from app.cases.given import GivenMaterial
from app.cases.life import Joint, Life
from app.cases.model import RECORDED, Case, CaseAct, CaseState, Document, case_to_json
from app.cases.numbers import case_number, plain_day
from app.cases.papers import issue, keep
from app.cases.promising import check_promises, earlier_cases, is_late, is_promised, letters, promises
from app.cases.timing import Timing, answer_until, timing
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ItemKind, Scope
from app.clock import local_date
from app.ids import ActionId, CaseId
from app.journal import Act, EntryName, Stream
from app.receipts.model import DocumentKind
from app.storage.desk import Desk

PREVIEW = "（预览）"
"""Stands where numbers will stand."""
SAME_AGAIN = timedelta(days=30)
"""An open case of the same person and item that is not older is a likely duplicate."""


def record(
    desk: Desk,
    counter: Counter,
    application: Application,
    action: ActionId,
    moment: Moment,
    replaced: Case | None = None,
    joint: Joint | None = None,
    beside: tuple[DocumentKind, ...] = (),
) -> Recorded:
    """Writes the case. Raises Refused about the first field that stands against it. In the place of another one it
    keeps that one's time of receipt (更正) and its `joint`, else that of the theme that it is recorded with; `beside`
    are papers that are issued before its own."""
    view = counter.shelf.renew(desk.catalogue)
    today = local_date(moment.now)
    item = find_item(view, application, today)
    checked = check(application, item, view.rules, today)
    act = effective_act(application.act, checked)
    times = timing(item, act, moment.now, view.calendar)
    materials = take_in(desk, application.materials, counter.fit)
    applicant, known = desk.applicants.keep(checked.people.applicant)
    earlier = desk.cases.of_applicant(applicant, 20) if known else []
    check_promises(application, item, earlier_cases(desk, applicant) if known else ())
    life = begun_life(checked, act, moment, view.calendar)
    if replaced is not None:
        life, joint = replace(life, replaces=replaced.case_no), replaced.life.joint
        earlier = [case for case in earlier if case.id != replaced.id]
    if joint is not None:
        life = replace(life, joint=joint)
    kinds = (*beside, *letters(papers(CaseState.DRAFT, act), life.promises))
    documents = issue(desk, counter, kinds, moment)
    serial = desk.next_serial(f"case {plain_day(today)}")
    case_no = case_number(counter.place.point, counter.place.device_number, today, serial)
    person = checked.people.applicant.known_as(applicant)
    last = desk.journal.following()
    case = _case(counter, checked, person, case_no, act, times, materials, documents, moment, last, life)
    if replaced is not None:
        case = replace(case, received_at=replaced.received_at, helper=replaced.helper)
    if application.details.helper:
        case = replace(case, helper=brought_by(desk, application.details.helper, today))
    if desk.journal.unanchored:
        case = replace(case, unanchored=True)
    whole = case_to_json(case)
    cautions = checked.cautions + _same_again(earlier, checked, moment)
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
    keep(desk, counter, case, documents)
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
    """Which kind of acceptance it is: 容缺受理 while something is to follow, as no result is given out before; an
    immediate item that may be finished with no network is finished on the spot; 告知承诺 where a promise stands in."""
    if act is not CaseAct.ACCEPT:
        return act
    if is_late(checked.application):
        return CaseAct.ACCEPT_LATE
    if checked.item.kind is ItemKind.IMMEDIATE and checked.item.finish_offline:
        return CaseAct.CONCLUDE
    return CaseAct.ACCEPT_PROMISED if is_promised(checked.application) else act


def begun_life(checked: CheckedApplication, act: CaseAct, moment: Moment, calendar: WorkingCalendar) -> Life:
    """What the first act brings with it. Raises as `promises` does."""
    application = checked.application
    if act in ACCEPTING:
        return Life(promises=promises(application, checked.item, moment, calendar))
    if act is CaseAct.SUPPLEMENT:
        return Life(answer_until=answer_until(moment.now, application.details.days, calendar))
    if act is CaseAct.DECLINE:
        return Life(competent_body=application.details.to)
    return Life()


def effective_state(before: CaseState, act: CaseAct, checked: CheckedApplication) -> CaseState:
    """The table's state; where the point only takes in for another body, receiving ends in 代收."""
    state = after(before, act)
    return CaseState.FORWARDED if act is CaseAct.RECEIVE and checked.scope is Scope.FORWARD else state


def pending_online(act: CaseAct, checked: CheckedApplication) -> bool:
    """待联网办结: an immediate item accepted where it can't be finished without central."""
    return act in ACCEPTING and act is not CaseAct.CONCLUDE and checked.item.kind is ItemKind.IMMEDIATE


def imagined(
    desk: Desk,
    counter: Counter,
    application: Application,
    moment: Moment,
    joint: Joint | None = None,
    beside: tuple[DocumentKind, ...] = (),
) -> Case:
    """The case that recording this would make, with no numbers used up and nothing written: for a preview."""
    view = counter.shelf.renew(desk.catalogue)
    item = find_item(view, application, local_date(moment.now))
    checked = check(application, item, view.rules, local_date(moment.now))
    act = effective_act(application.act, checked)
    times = timing(item, act, moment.now, view.calendar)
    life = replace(begun_life(checked, act, moment, view.calendar), joint=joint)
    documents = tuple(
        Document(kind=kind, receipt_no=PREVIEW, issued_at=moment.now)
        for kind in (*beside, *letters(papers(CaseState.DRAFT, act), life.promises))
    )
    materials = tuple(given.with_files(()) for given in application.materials)
    unwritten = EntryName(device=counter.place.device, stream=Stream.DESK, number=0)
    person = checked.people.applicant
    return _case(counter, checked, person, PREVIEW, act, times, materials, documents, moment, unwritten, life)


def _case(
    counter: Counter,
    checked: CheckedApplication,
    person: Applicant,
    case_no: str,
    act: CaseAct,
    times: Timing,
    materials: tuple[GivenMaterial, ...],
    documents: tuple[Document, ...],
    moment: Moment,
    last: EntryName,
    life: Life,
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
        documents=documents,
        central_no=None,
        last=last,
        life=life,
    )


def _same_again(earlier: Iterable[Case], checked: CheckedApplication, moment: Moment) -> tuple[Caution, ...]:
    """A warning when the same person has an open, recent case of the same item."""
    same = any(
        case.item == checked.item.code and not case.ended and moment.now - case.received_at < SAME_AGAIN
        for case in earlier
    )
    return (Caution(code="case_same_again", field="item"),) if same else ()

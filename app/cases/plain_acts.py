"""Acts that leave the application as it is: what each changes in the case (domain.md, 3.1, 3.2 and 3.5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.cases.application import Application
from app.cases.counter import Moment
from app.cases.details import SELF
from app.cases.given import material_to_json
from app.cases.life import (
    Delivered,
    DeliveryMode,
    Life,
    OldPaper,
    Promise,
    PromiseKind,
    life_to_json,
)
from app.cases.model import Case, CaseAct, CaseState, Document
from app.cases.originals import handed_back
from app.cases.receivers import receiver_of, result_paper
from app.cases.shared_acts import Change, check_words, checked, handed_over, resumed, suspended
from app.cases.telling import untold
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ServiceItem
from app.clock import local_date
from app.errors import Refused
from app.receipts.model import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What an act is done to, and with what."""

    case: Case
    application: Application
    item: ServiceItem
    calendar: WorkingCalendar
    moment: Moment


def plain_change(doing: Doing) -> Change:
    """The fields of the case that the act makes different, but for its state. Raises Refused with the field that
    stands against it."""
    change = _CHANGES.get(doing.application.act)
    return {} if change is None else change(doing)


def _suspend(doing: Doing) -> Change:
    details, today = doing.application.details, local_date(doing.moment.now)
    reason = doing.application.reason or ""
    return suspended(doing.case, doing.item, today, procedure=details.procedure, days=details.days, reason=reason)


def _resume(doing: Doing) -> Change:
    return resumed(doing.case, doing.item, local_date(doing.moment.now), doing.calendar)


def _transfer(doing: Doing) -> Change:
    upward, reason = doing.application.act is CaseAct.TRANSFER_UP, doing.application.reason or ""
    today = local_date(doing.moment.now)
    return handed_over(doing.case, today, to=doing.application.details.to, upward=upward, reason=reason)


def _withdraw(doing: Doing) -> Change:
    """What was promised falls away with the application."""
    return {"reason": doing.application.reason}


def _lapse(doing: Doing) -> Change:
    """补正 or 容缺 not answered in time: only once the last day has passed."""
    case, today = doing.case, local_date(doing.moment.now)
    if case.state is CaseState.SUPPLEMENT:
        until = case.life.answer_until
    else:
        until = max((promise.due_on for promise in _late(case) if promise.due_on), default=None)
        if until is None:
            raise Refused("lapse_nothing_due", "act")
    if until is not None and today <= until:
        raise Refused("lapse_too_early", "act", until=until.isoformat())
    broken = tuple(
        replace(promise, settled_on=today, kept=False) if promise in _late(case) else promise
        for promise in case.life.promises
    )
    change = life_to_json(Life(promises=broken)) if broken != case.life.promises else {}
    return {**change, "reason": doing.application.reason}


def _late(case: Case) -> tuple[Promise, ...]:
    return tuple(promise for promise in case.life.open_promises if promise.kind is PromiseKind.LATE)


def _void(doing: Doing) -> Change:
    """None of the case's papers stands any more, and what was kept of it may lie with the case in its place."""
    details, given = doing.application.details, doing.case.materials
    instead: Change = life_to_json(Life(replaced_by=details.replaced_by))
    if details.moved:
        left = [replace(one, kept=one.kept and one.code not in details.moved) for one in given]
        instead["materials"] = [material_to_json(one) for one in left]
    return {"reason": doing.application.reason, **out_of_force(doing, doing.case.documents), **instead}


def out_of_force(doing: Doing, papers: Iterable[Document]) -> Change:
    """The papers that no longer stand, and whether the applicant gave them back: never voided silently (更正)."""
    life, back = doing.case.life, doing.application.details.taken_back
    known = {paper.receipt_no for paper in life.old_papers}
    old = [OldPaper(receipt_no=one.receipt_no, taken_back=back) for one in papers if one.receipt_no not in known]
    return life_to_json(Life(old_papers=(*life.old_papers, *old))) if old else {}


def _notify(doing: Doing) -> Change:
    """The case stays as it is. Raises Refused("notify_nothing") where the applicant holds a paper of everything."""
    if not untold(doing.case):
        raise Refused("notify_nothing", "act")
    return {}


def _deliver(doing: Doing) -> Change:
    """The paper receipt alone entitles nobody but the applicant; who it is is checked, at the counter, by a card."""
    case, found = doing.case, doing.application.details.receiving
    if found is None:
        raise Refused("receiver_missing", "details.delivery")
    if found.relation == SELF and found.mode is DeliveryMode.ON_BEHALF:
        raise Refused("receiver_relation", "details.delivery.relation", name=case.applicant.name)
    receiver = receiver_of(case, found.receiver, found.relation, found.authority, "details.delivery")
    posted = found.mode is DeliveryMode.POST
    if posted and not found.tracking_no:
        raise Refused("tracking_missing", "details.delivery.tracking_no")
    if not posted and not found.checked:
        raise Refused("receiver_unchecked", "details.delivery.checked")
    if found.mode in (DeliveryMode.COUNTER, DeliveryMode.ON_BEHALF) and found.signed is None:
        raise Refused("receiver_unsigned", "details.delivery.signed")
    delivered = Delivered(
        at=doing.moment.now,
        mode=found.mode,
        paper=found.paper or result_paper(case, doing.item),
        copies=found.copies,
        receiver=receiver,
        id_no=found.id_no or (case.applicant.id_no if found.relation == SELF else None),
        relation=found.relation,
        authority=found.authority,
        checked=found.checked or "",
        signed=found.signed,
        tracking_no=found.tracking_no,
    )
    return life_to_json(Life(delivered=delivered))


def _hand_back(doing: Doing) -> Change:
    return handed_back(doing.case, doing.application.details.handing_back, doing.moment.now)


def _check(doing: Doing) -> Change:
    found, today = doing.application.details.check, local_date(doing.moment.now)
    kept, by = (None, None) if found is None else (found.kept, found.by)
    return checked(doing.case, today, kept=kept, by=by, finding=doing.application.reason or "")


def reason_of(doing: Doing) -> str | None:
    """What the case's story says of the act: its reason, and of a later check also who found what."""
    found, reason = doing.application.details.check, doing.application.reason
    if doing.application.act is not CaseAct.CHECK or found is None:
        return reason
    return check_words(found.kept, reason or "", found.by)


_CHANGES: Final[Mapping[CaseAct, Callable[[Doing], Change]]] = {
    CaseAct.SUSPEND: _suspend,
    CaseAct.RESUME: _resume,
    CaseAct.TRANSFER: _transfer,
    CaseAct.TRANSFER_UP: _transfer,
    CaseAct.WITHDRAW: _withdraw,
    CaseAct.LAPSE: _lapse,
    CaseAct.NOTIFY: _notify,
    CaseAct.VOID: _void,
    CaseAct.DELIVER: _deliver,
    CaseAct.HAND_BACK: _hand_back,
    CaseAct.CHECK: _check,
}


def papers_of(doing: Doing, kinds: tuple[DocumentKind, ...]) -> tuple[DocumentKind, ...]:
    """Those that the act really issues: a void says so on paper only where a paper is out, and the applicant is told
    what no paper has told yet."""
    if doing.application.act is CaseAct.NOTIFY:
        return untold(doing.case)
    return kinds if doing.case.documents or doing.application.act is not CaseAct.VOID else ()

"""A later act on a case: what changes, which paper it issues, and the entry that says so."""

from dataclasses import replace
from typing import Any

from app.applicants.checks import Caution
from app.applicants.model import agent_to_json, applicant_to_json
from app.cases.acts import AT_WINDOW, NEEDS_REASON, PLAIN, after_at_window
from app.cases.application import Application, HandedIn
from app.cases.checking import CheckedApplication, check
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import take_in
from app.cases.model import (
    Case,
    CaseAct,
    CaseState,
    Document,
    case_to_json,
    material_to_json,
)
from app.cases.papers import issue, keep, replacement, void, void_all
from app.cases.recording import effective_act, effective_state, pending_online
from app.cases.story import story
from app.cases.timing import timing
from app.cases.writing import Written, write
from app.clock import local_date
from app.errors import Refused
from app.ids import ActionId
from app.receipts.model import DocumentKind
from app.storage.desk import Desk

_ON_PAPER = frozenset({"applicant", "agent", "materials"})
"""Fields of a case that stand on its papers: corrected, the paper is void and replaced."""


def application_of(case: Case, act: CaseAct, reason: str | None) -> Application:
    """The application as the case holds it now, for another act."""
    materials = tuple(
        HandedIn(code=given.code, form=given.form, count=given.count, file=given.file) for given in case.materials
    )
    return Application(
        item=case.item,
        applicant=case.applicant,
        agent=case.agent,
        answers=case.answers,
        materials=materials,
        ticket=case.ticket,
        act=act,
        reason=reason,
        action=None,
        wanted={},
    )


def act_on(
    desk: Desk, counter: Counter, case: Case, application: Application, action: ActionId, moment: Moment
) -> Recorded:
    """Does `application.act` to the case. Raises Refused and changes nothing when the table or the item says no."""
    after_at_window(case.state, application.act)
    if application.act in NEEDS_REASON and not application.reason:
        raise Refused("act_reason_missing", "reason")
    if application.act in PLAIN:
        return _done_plainly(desk, counter, case, application, action, moment)
    checked = _checked(desk, counter, case, application, moment)
    act = effective_act(application.act, checked)
    change = _change(desk, counter, case, checked, act, moment)
    document = _paper(desk, counter, case, act, change, moment)
    cautions = (*checked.cautions, *_second_supplement(case, act))
    written = Written(act=act, change=change, document=document, reason=application.reason, cautions=cautions)
    done = write(desk, counter, case, written, action, moment)
    if done.applicant != case.applicant:
        done = replace(done, applicant=replace(done.applicant, id=desk.applicants.keep(done.applicant).id))
        desk.cases.save(done)
    if act is CaseAct.CORRECT and document is not None:
        void(desk, case)
    keep(desk, counter, done, document)
    return _recorded(done, cautions)


def _done_plainly(
    desk: Desk, counter: Counter, case: Case, application: Application, action: ActionId, moment: Moment
) -> Recorded:
    """补正通知 cites central's reason and changes nothing else; 作废 ends the case, and its papers no longer stand."""
    act, document = application.act, issue(desk, counter, application.act, moment)
    change: dict[str, Any] = {}
    if act is CaseAct.VOID:
        change = {"state": after_at_window(case.state, act).value, "reason": application.reason}
    reason = application.reason if act is CaseAct.VOID else case.reason
    written = Written(act=act, change=change, document=document, reason=reason, cautions=())
    done = write(desk, counter, case, written, action, moment)
    if act is CaseAct.VOID:
        void_all(desk, case)
    keep(desk, counter, done, document)
    return _recorded(done, ())


def _recorded(done: Case, cautions: tuple[Caution, ...]) -> Recorded:
    return Recorded(
        id=done.id,
        case_no=done.case_no,
        state=done.state,
        receipt_no=done.receipt_no,
        case=done,
        warnings=cautions,
    )


def _checked(desk: Desk, counter: Counter, case: Case, application: Application, moment: Moment) -> CheckedApplication:
    view = counter.shelf.renew(desk.catalogue)
    item = view.version(case.item, case.item_version)
    if item is None:
        raise Refused("item_version_unknown", "item", name=case.item_name, version=case.item_version)
    judged = application
    if application.act is CaseAct.CORRECT:
        judged = replace(application, act=CaseAct.ACCEPT if case.accepted_at else CaseAct.RECEIVE)
    elif application.act is CaseAct.CONCLUDE:
        judged = replace(application, act=CaseAct.ACCEPT)
        if not item.finish_offline:
            raise Refused("conclude_not_offline", "act", name=item.name)
    checked = check(judged, item, view.rules, local_date(moment.now))
    return replace(checked, application=application)


def _change(
    desk: Desk, counter: Counter, case: Case, checked: CheckedApplication, act: CaseAct, moment: Moment
) -> dict[str, Any]:
    """The fields of the case that become different."""
    application = checked.application
    new: dict[str, Any] = {
        "state": _state(desk, case, act, checked).value,
        "applicant": applicant_to_json(checked.people.applicant),
        "agent": agent_to_json(checked.people.agent),
        "answers": checked.answers,
        "materials": [
            material_to_json(given) for given in take_in(desk, application.materials, counter.fit, _files(case))
        ],
        "reason": application.reason,
        "wanted": dict(application.wanted) if act is CaseAct.SUPPLEMENT else {},
    }
    if act is not CaseAct.CORRECT and case.accepted_at is None:
        times = timing(checked.item, act, moment.now, counter.shelf.renew(desk.catalogue).calendar)
        new |= {
            "accepted_at": times.accepted_at and times.accepted_at.isoformat(),
            "due_on": times.due_on and times.due_on.isoformat(),
            "due_provisional": times.due_provisional,
            "pending_online": pending_online(act, checked),
        }
    held = case_to_json(case)
    return {field: value for field, value in new.items() if value != held[field]}


def _paper(
    desk: Desk, counter: Counter, case: Case, act: CaseAct, change: dict[str, Any], moment: Moment
) -> Document | None:
    """What the act issues. An accepted case is finished without a second acceptance; a correction replaces the
    newest paper when something that stands on it was wrong (更正: void and replace)."""
    if act is CaseAct.CORRECT:
        return replacement(desk, counter, case, moment) if _ON_PAPER & change.keys() else None
    if act is CaseAct.CONCLUDE and case.accepted_at is not None:
        return None
    return issue(desk, counter, act, moment)


def _state(desk: Desk, case: Case, act: CaseAct, checked: CheckedApplication) -> CaseState:
    """A corrected case goes back to where the windows had brought it before central returned it."""
    if act is not CaseAct.CORRECT:
        return effective_state(case.state, act, checked)
    entries = desk.journal.of_subject(case.id)
    steps = story(entries, desk.sync.told(case.id, [entry.name for entry in entries]))
    return [step.state for step in steps if step.state is not None and step.act in AT_WINDOW - PLAIN][-1]


def _files(case: Case) -> frozenset[str]:
    """What the case has handed in already, at whichever window: this desk need not keep it."""
    return frozenset(given.file.digest for given in case.materials if given.file is not None)


def _second_supplement(case: Case, act: CaseAct) -> tuple[Caution, ...]:
    """一次性告知: everything is to be told at once; a second 补正 is against the rule (domain.md, 3.1)."""
    if act is CaseAct.SUPPLEMENT and any(paper.kind is DocumentKind.SUPPLEMENT for paper in case.documents):
        return (Caution(code="supplement_second", field="act"),)
    return ()

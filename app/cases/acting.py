"""A later act on a case: what changes, which papers it issues, and the entry that says so."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.applicants.checks import Caution
from app.applicants.model import agent_to_json, applicant_to_json
from app.cases.acts import ACCEPTING, NEEDS_REASON, PLAIN, after, after_at_window, papers
from app.cases.adding import promises_kept, settled_by
from app.cases.application import Application
from app.cases.checking import CheckedApplication, check
from app.cases.correcting import corrected, replaced_paper, sent_again, state_before_return
from app.cases.counter import Counter, Moment, Recorded
from app.cases.files import take_in
from app.cases.given import material_to_json
from app.cases.giving_way import given_up, stand_again
from app.cases.handing_in import handed_in
from app.cases.life import Life, life_to_json
from app.cases.model import Case, CaseAct, CaseState, Document, case_to_json, changed
from app.cases.originals import LEAVING, originals_here
from app.cases.papers import issue, keep, standing, void, void_all
from app.cases.plain_acts import Doing, out_of_force, papers_of, plain_change, reason_of
from app.cases.promising import check_promises, earlier_cases, letters
from app.cases.recording import begun_life, effective_act, effective_state, pending_online
from app.cases.telling import facts
from app.cases.timing import deemed_since, timing
from app.cases.writing import Written, write
from app.catalogue.model import GivenForm, Scope, ServiceItem
from app.clock import local_date
from app.errors import Refused
from app.ids import ActionId
from app.receipts.model import DocumentKind
from app.storage.desk import Desk

_SAYING_NOTHING = frozenset({CaseAct.NOTIFY, CaseAct.GIVE_WAY, CaseAct.HAND_BACK})
"""Acts after which the case keeps the words that it had."""
_CITING = frozenset({CaseState.RETURNED, CaseState.REJECTED})
"""States whose words the paper of NOTIFY cites; elsewhere the papers say what they tell."""
_ON_CENTRALS_WORD = frozenset({CaseAct.NOTIFY, CaseAct.DELIVER})
"""Acts whose papers say what central has done."""
_ACCEPTS = frozenset({CaseAct.ACCEPT_LATE, CaseAct.ACCEPT_PROMISED})


def application_of(case: Case, act: CaseAct, reason: str | None) -> Application:
    """The application as the case holds it now, for another act."""
    return Application(
        item=case.item,
        applicant=case.applicant,
        agent=case.agent,
        answers=case.answers,
        materials=tuple(map(handed_in, case.materials)),
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
    if application.act in _ACCEPTS:  # which it is follows from what was handed in
        application = replace(application, act=CaseAct.ACCEPT)
    checked = _checked(desk, counter, case, application, moment)
    act = effective_act(application.act, checked)
    if act is CaseAct.RECEIVE and checked.scope is not Scope.FORWARD:
        raise Refused("receive_again", "act")  # what was supplemented is accepted; only 代收 passes it on
    change, life = _change(desk, counter, case, checked, act, moment)
    documents = _papers(desk, counter, case, act, change, life, moment)
    calendar = counter.shelf.renew(desk.catalogue).calendar
    late = _answered_late(case, act, deemed_since(case, moment.now, calendar))
    cautions = (*checked.cautions, *_second_supplement(case, act), *late, *_still_here(case, act))
    if act is CaseAct.CORRECT and case.state is CaseState.RETURNED:
        change = sent_again(desk, _doing(desk, counter, case, checked, moment), change)
    written = Written(act=act, change=change, documents=documents, reason=application.reason, cautions=cautions)
    done = write(desk, counter, case, written, action, moment)
    if done.applicant != case.applicant:
        done = replace(done, applicant=replace(done.applicant, id=desk.applicants.keep(done.applicant).id))
        desk.cases.save(done)
    old = standing(case)
    if act is CaseAct.CORRECT and documents and old is not None:
        void(desk, old)
    keep(desk, counter, done, documents)
    return _recorded(done, cautions)


def _done_plainly(
    desk: Desk, counter: Counter, case: Case, application: Application, action: ActionId, moment: Moment
) -> Recorded:
    """An act that leaves the application as it is; of a void case no paper stands any more but the one that says so."""
    act, view = application.act, counter.shelf.renew(desk.catalogue)
    doing = Doing(
        case=case,
        application=application,
        item=_item(desk, counter, case),
        calendar=view.calendar,
        moment=moment,
    )
    change, state = plain_change(doing), after(case.state, act)
    if act is CaseAct.GIVE_WAY:
        change = _give_way(desk, doing)
    if state is not case.state:
        change["state"] = state.value
    documents = issue(desk, counter, papers_of(doing, papers(case.state, act)), moment, changed(case, change))
    reason = case.reason if act in _SAYING_NOTHING else reason_of(doing)
    if act is CaseAct.NOTIFY and case.state not in _CITING:
        reason = None
    cautions = (*_still_here(case, act), *_unlisted(doing))
    told = facts(case) if act in _ON_CENTRALS_WORD else {}
    written = Written(act=act, change=change, documents=documents, reason=reason, cautions=cautions, told=told)
    done = write(desk, counter, case, written, action, moment)
    if act is CaseAct.VOID:
        void_all(desk, case)
    keep(desk, counter, done, documents)
    return _recorded(done, cautions)


def _recorded(done: Case, cautions: tuple[Caution, ...]) -> Recorded:
    return Recorded(
        id=done.id,
        case_no=done.case_no,
        state=done.state,
        receipt_no=done.receipt_no,
        case=done,
        warnings=cautions,
    )


def _item(desk: Desk, counter: Counter, case: Case) -> ServiceItem:
    item = counter.shelf.renew(desk.catalogue).version(case.item, case.item_version)
    if item is None:
        raise Refused("item_version_unknown", "item", name=case.item_name, version=case.item_version)
    return item


def _checked(desk: Desk, counter: Counter, case: Case, application: Application, moment: Moment) -> CheckedApplication:
    item = _item(desk, counter, case)
    judged = application
    if application.act is CaseAct.CORRECT:
        judged = replace(application, act=CaseAct.ACCEPT if case.accepted_at else CaseAct.RECEIVE)
    elif application.act is CaseAct.CONCLUDE:
        judged = replace(application, act=CaseAct.ACCEPT)
        if not item.finish_offline:
            raise Refused("conclude_not_offline", "act", name=item.name)
    _check_late(case, application)
    checked = check(judged, item, counter.shelf.renew(desk.catalogue).rules, local_date(moment.now))
    return replace(checked, application=application)


def _check_late(case: Case, application: Application) -> None:
    """Only an acceptance promises what is to follow. Raises Refused: conclude_late while something still is, as no
    result is given out before; late_by_correction for what an accepted case had."""
    late = {given.code for given in application.materials if given.form is GivenForm.LATER}
    if application.act is CaseAct.CONCLUDE and late:
        raise Refused("conclude_late", "act")
    if application.act is CaseAct.CORRECT and case.accepted_at is not None:
        held = {given.code for given in case.materials if given.form is GivenForm.LATER}
        for place, given in enumerate(application.materials):
            if given.code in late - held:
                raise Refused("late_by_correction", f"materials.{place}.form")


def _change(
    desk: Desk, counter: Counter, case: Case, checked: CheckedApplication, act: CaseAct, moment: Moment
) -> tuple[dict[str, Any], Life]:
    """The fields of the case that become different, and what an acceptance brings with it."""
    application, calendar = checked.application, counter.shelf.renew(desk.catalogue).calendar
    materials = take_in(desk, application.materials, counter.fit, _files(case))
    new: dict[str, Any] = {
        "state": _state(desk, case, act, checked).value,
        "applicant": applicant_to_json(checked.people.applicant),
        "agent": agent_to_json(checked.people.agent),
        "answers": checked.answers,
        "materials": [material_to_json(given) for given in materials],
        "reason": application.reason,
        "wanted": dict(application.wanted) if act is CaseAct.SUPPLEMENT else {},
    }
    life = Life()
    if act is CaseAct.SUPPLEMENT or (act in ACCEPTING and case.accepted_at is None):
        times = timing(checked.item, act, moment.now, calendar, deemed_since(case, moment.now, calendar))
        check_promises(application, checked.item, earlier_cases(desk, case.applicant.id))
        life = begun_life(checked, act, moment, calendar)
        new |= {
            "accepted_at": times.accepted_at and times.accepted_at.isoformat(),
            "due_on": times.due_on and times.due_on.isoformat(),
            "due_provisional": times.due_provisional,
            "pending_online": pending_online(act, checked),
            **life_to_json(life),
        }
    elif act is CaseAct.DECLINE:
        new |= life_to_json(begun_life(checked, act, moment, calendar))
    elif act is CaseAct.ADD_MATERIAL:
        new["reason"] = application.reason or case.reason
        new |= settled_by(case, new["materials"], checked, moment)
    elif act is CaseAct.CORRECT:
        new |= corrected(_doing(desk, counter, case, checked, moment), _differing(case, new))
        new |= promises_kept(case, checked, moment)
    elif act is CaseAct.CONCLUDE:
        new |= promises_kept(case, checked, moment)
    return _differing(case, new), life


def _doing(desk: Desk, counter: Counter, case: Case, checked: CheckedApplication, moment: Moment) -> Doing:
    calendar = counter.shelf.renew(desk.catalogue).calendar
    return Doing(case=case, application=checked.application, item=checked.item, calendar=calendar, moment=moment)


def _differing(case: Case, new: dict[str, Any]) -> dict[str, Any]:
    held = case_to_json(case)
    return {field: value for field, value in new.items() if field not in held or value != held[field]}


def _state(desk: Desk, case: Case, act: CaseAct, checked: CheckedApplication) -> CaseState:
    if act is CaseAct.CORRECT and case.state is CaseState.RETURNED:
        return state_before_return(desk, case)
    return effective_state(case.state, act, checked)


def _give_way(desk: Desk, doing: Doing) -> dict[str, Any]:
    """What falls away is out of force, and what only that had put out of force stands again."""
    fallen = given_up(desk, doing.case)
    stand_again(desk, fallen.standing - {paper.receipt_no for paper in fallen.papers})
    old = out_of_force(doing, fallen.papers).get("old_papers", case_to_json(doing.case).get("old_papers", []))
    own = {paper.receipt_no for paper in fallen.papers}
    return {"old_papers": [one for one in old if one["receipt_no"] in own or one["receipt_no"] not in fallen.standing]}


def _papers(
    desk: Desk,
    counter: Counter,
    case: Case,
    act: CaseAct,
    change: dict[str, Any],
    life: Life,
    moment: Moment,
) -> tuple[Document, ...]:
    """What the act issues. A correction replaces the newest paper when something that stands on it was wrong, and a
    notice says so."""
    kinds = letters(papers(case.state, act), life.promises)
    if act is CaseAct.CORRECT:
        old = replaced_paper(case, change)
        kinds = () if old is None else (*kinds, old.kind)
    return issue(desk, counter, kinds, moment)


def _files(case: Case) -> frozenset[str]:
    """What the case has handed in already, at whichever window: this desk need not keep it."""
    return frozenset(file.digest for given in case.materials for file in given.files)


def _still_here(case: Case, act: CaseAct) -> tuple[Caution, ...]:
    """A reminder where the applicant takes leave of the case: originals that were kept go back now."""
    return (Caution(code="originals_here", field="act"),) if act in LEAVING and originals_here(case) else ()


def _unlisted(doing: Doing) -> tuple[Caution, ...]:
    """A 特别程序 that the item does not name may be lawful, but is seldom what was meant."""
    listed, wanted = doing.item.special_procedures, doing.application.details.procedure
    other = doing.application.act is CaseAct.SUSPEND and bool(listed) and wanted not in listed
    return (Caution(code="procedure_unlisted", field="details.procedure"),) if other else ()


def _answered_late(case: Case, act: CaseAct, since: date | None) -> tuple[Caution, ...]:
    """An application that counts as accepted can't be told what it lacks, or be declined, any more (domain.md, 3.1)."""
    answers = act in (CaseAct.SUPPLEMENT, CaseAct.DECLINE) and case.state is CaseState.RECEIVED
    return (Caution(code="answered_late", field="act"),) if answers and since is not None else ()


def _second_supplement(case: Case, act: CaseAct) -> tuple[Caution, ...]:
    """一次性告知: everything is to be told at once; a second 补正 is against the rule (domain.md, 3.1)."""
    if act is CaseAct.SUPPLEMENT and any(paper.kind is DocumentKind.SUPPLEMENT for paper in case.documents):
        return (Caution(code="supplement_second", field="act"),)
    return ()

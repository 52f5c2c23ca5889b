"""What papers of later acts say of a case's life, as the short texts that fill the blanks of `resources/receipts`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from app.applicants.names import mask_number_on_paper
from app.cases.details import SELF
from app.cases.life import Life, PromiseKind
from app.cases.model import Case, CaseState, Document
from app.cases.originals import originals_here
from app.cases.waiting import to_follow
from app.catalogue.model import ServiceItem
from app.clock import CHINA, local_date
from app.receipts.model import DocumentKind
from app.receipts.wording import Wording, filled

NAMES: Final = frozenset(
    {
        *("late_materials", "late_until", "late_note", "late_open", "promised", "acted", "answer_by"),
        *("check_until", "check_within", "decided", "decided_by"),
        *("procedure", "pause_days", "paused_from", "paused_until", "hand_over_way", "hand_over_to"),
        *("old_title", "old_papers", "taken_back", "replaced", "replaced_by", "outcome_no"),
        *("delivered_paper", "delivered_copies", "delivered_at", "delivery_mode", "receiver", "receiver_id"),
        *("relation", "authority", "checked", "signed", "tracking_no", "still_here"),
        *("theme", "joint_no", "joint_count"),
        *("outcome", "decision", "outcome_name", "outcome_until", "pickup"),
        *("refused_reason", "refused_basis", "refused_remedies"),
    }
)
"""Every blank that is filled here."""


def life_blanks(case: Case, document: Document, item: ServiceItem, wording: Wording) -> dict[str, str]:
    """The blanks that have something to say, from the case as it stood when the paper was issued."""
    life = case.life
    values = {"acted": _time(document.issued_at)}
    values |= _promises(case, item, wording) | _pause(life) | _hand_over(life, wording) | _delivery(case, wording)
    if document.kind is DocumentKind.ORIGINALS:
        values |= _handed_back(case, item, wording)
    if document.kind is DocumentKind.RESULT:
        values |= _result(case, item, wording)
    if document.kind in (DocumentKind.CORRECTED, DocumentKind.VOIDED):
        values |= _old_papers(case, document.kind, wording)
    if life.answer_until is not None:
        values["answer_by"] = day_words(life.answer_until)
    if "late_until" in values:  # what was told before the acceptance has been answered
        values["answer_by"] = values["late_until"]
    if life.joint is not None:
        values |= {"theme": life.joint.name, "joint_no": life.joint.no, "joint_count": str(life.joint.count)}
    return values


def _promises(case: Case, item: ServiceItem, wording: Wording) -> dict[str, str]:
    """A 容缺 with what is still to follow; a 告知承诺 with its conditions, numbered."""
    values: dict[str, str] = {}
    late = [promise for promise in case.life.promises if promise.kind is PromiseKind.LATE and to_follow(case, promise)]
    if late and late[-1].due_on is not None:
        values["late_materials"] = "、".join(_names(to_follow(case, late[-1]), item))
        values["late_until"] = day_words(late[-1].due_on)
        for name in ("late_note", "late_open"):
            values[name] = filled(wording.common[name], values) or ""
    informed = [promise for promise in case.life.promises if promise.kind is PromiseKind.INFORMED]
    if informed:
        texts = enumerate(_names(informed[-1].about, item), start=1)
        numbered = (filled(wording.common["condition"], {"number": str(at), "text": text}) or "" for at, text in texts)
        values["promised"] = "".join(numbered)
        values["decided"] = _decided(case, older=informed[-1].due_on is None, wording=wording)
        if informed[-1].due_on is not None:
            values["check_until"] = day_words(informed[-1].due_on)
            values["check_within"] = filled(wording.common["check_within"], values) or ""
    return values


def _decided(case: Case, *, older: bool, wording: Wording) -> str:
    """When a 告知承诺 is decided: at once where this window may finish it, else by the department, which central tells.
    An `older` letter, from before there was a last day for the check, says of all that they are decided at once."""
    common = wording.common
    if older or case.state is CaseState.CONCLUDED:
        return common["decided_now"]
    if case.due_on is None or case.pending_online:
        return common["decided_soon"]
    return filled(common["decided_due"], {"decided_by": day_words(case.due_on)}) or ""


def _names(about: Iterable[str], item: ServiceItem) -> list[str]:
    """Materials by their names; conditions are words already."""
    return [material.name if (material := item.material(one)) else one for one in about]


def _pause(life: Life) -> dict[str, str]:
    if not life.pauses:
        return {}
    pause = life.pauses[-1]
    return {
        "procedure": pause.procedure,
        "pause_days": str(pause.expected_days) if pause.expected_days else "",
        "paused_from": day_words(pause.began_on),
        "paused_until": day_words(pause.ended_on) if pause.ended_on else "",
    }


def _hand_over(life: Life, wording: Wording) -> dict[str, str]:
    if not life.hand_overs:
        return {}
    over = life.hand_overs[-1]
    way = wording.common["way_transfer_up" if over.upward else "way_transfer"]
    return {"hand_over_way": way, "hand_over_to": over.to}


def _old_papers(case: Case, kind: DocumentKind, wording: Wording) -> dict[str, str]:
    """The papers that this notice puts out of force: the one that a correction replaces, or all of a void case's."""
    titles = {paper.receipt_no: wording.documents[paper.kind].title for paper in case.documents}
    old = case.life.old_papers if kind is DocumentKind.VOIDED else case.life.old_papers[-1:]
    if not old:
        return {}
    values = {
        "old_title": titles.get(old[-1].receipt_no, ""),
        "old_papers": "、".join(paper.receipt_no for paper in old),
        "taken_back": wording.common["taken_back" if old[-1].taken_back else "not_taken_back"],
        "replaced_by": case.life.replaced_by or "",
    }
    return {**values, "replaced": filled(wording.common["replaced"], values) or ""}


def _delivery(case: Case, wording: Wording) -> dict[str, str]:
    delivered, common = case.life.delivered, wording.common
    if delivered is None:
        return {}
    own = delivered.relation == "self"
    return {
        "delivered_paper": delivered.paper,
        "delivered_copies": filled(common["count"], {"count": str(delivered.copies)}) or "",
        "delivered_at": _time(delivered.at),
        "delivery_mode": common[f"mode_{delivered.mode.value}"],
        "receiver": delivered.receiver,
        "receiver_id": mask_number_on_paper(delivered.id_no) if delivered.id_no else "",
        "relation": common["relation_self"] if own else delivered.relation,
        "authority": delivered.authority or "",
        "checked": delivered.checked,
        "signed": common[f"signed_{delivered.signed.value}"] if delivered.signed else "",
        "tracking_no": delivered.tracking_no or "",
        "outcome_no": (case.life.outcome and case.life.outcome.number) or "",
    }


def _result(case: Case, item: ServiceItem, wording: Wording) -> dict[str, str]:
    """What central decided; a refusal with its reason and what can be done against it."""
    common, found = wording.common, case.life.outcome
    word = common.get(f"outcome_{case.state.value}", common["outcome_concluded"])
    values = {"outcome": word, "pickup": (found and found.pickup) or ""}
    if case.state in (CaseState.APPROVED, CaseState.REJECTED):
        values["decision"] = filled(common["decision"], values) or ""
    if case.state is CaseState.REJECTED:
        against = {"refused_reason": case.reason or "", "refused_basis": "；".join(item.legal_basis)}
        return {
            **values,
            **against,
            "outcome_name": common["refused_paper"],
            "refused_remedies": common["default_remedies"],
        }
    return {
        **values,
        "outcome_name": (found and found.name) or item.result_name or "",
        "outcome_no": (found and found.number) or "",
        "outcome_until": day_words(found.valid_until) if found and found.valid_until else "",
    }


def _handed_back(case: Case, item: ServiceItem, wording: Wording) -> dict[str, str]:
    """To whom originals went, and which are still here."""
    if not case.life.handed_back:
        return {}
    done, common = case.life.handed_back[-1], wording.common
    still = {"still": "、".join(_names(originals_here(case), item))}
    return {
        "acted": _time(done.at),
        "receiver": done.receiver,
        "relation": common["relation_self"] if done.relation == SELF else done.relation,
        "authority": done.authority or "",
        "signed": common[f"signed_{done.signed.value}"] if done.signed else "",
        "still_here": filled(common["still_here"], still) or "",
    }


def day_words(day: date) -> str:
    """A day as papers say it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _time(moment: datetime) -> str:
    return f"{day_words(local_date(moment))} {moment.astimezone(CHINA):%H:%M}"


def all_of(said: Mapping[str, str]) -> dict[str, str]:
    """Every blank, "" where nothing is said."""
    return {name: said.get(name, "") for name in NAMES}

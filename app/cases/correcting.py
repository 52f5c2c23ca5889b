"""更正: what a correction changes, which paper it puts out of force, and where a returned case goes back to."""

from dataclasses import replace
from typing import Any

from app.cases.acts import AT_WINDOW, PLAIN
from app.cases.giving_way import undone
from app.cases.model import Case, CaseAct, CaseState, Document, case_to_json, changed
from app.cases.papers import standing
from app.cases.plain_acts import Doing, out_of_force
from app.cases.story import story
from app.errors import Refused
from app.storage.desk import Desk

_ON_PAPER = frozenset({"applicant", "agent", "materials"})
"""Fields of a case that stand on its papers: corrected, the paper is void and replaced."""
_MENDED = _ON_PAPER | {"answers"}
"""Fields of a case that a correction may mend."""
_BY_WINDOWS = _MENDED | {
    *("accepted_at", "due_on", "due_provisional", "pending_online", "wanted", "documents"),
    *("promises", "pauses", "hand_overs", "answer_until", "delivered", "old_papers", "handed_back"),
}
"""Fields of a case that acts at windows change, besides its state and reason."""


def corrected(doing: Doing, differing: dict[str, Any]) -> dict[str, Any]:
    """The paper that a correction puts out of force. Raises Refused("correction_nothing"): what central returned may go
    there again as it is, with a reason."""
    if doing.case.state is not CaseState.RETURNED and not _MENDED & differing.keys():
        raise Refused("correction_nothing")
    old = replaced_paper(doing.case, differing)
    return {} if old is None else out_of_force(doing, [old])


def replaced_paper(case: Case, change: dict[str, Any]) -> Document | None:
    """The newest paper, when something that stands on it was wrong (更正: void and replace)."""
    return standing(case) if _ON_PAPER & change.keys() else None


def sent_again(desk: Desk, doing: Doing, change: dict[str, Any]) -> dict[str, Any]:
    """`change` of a case that central returned, with everything that acts at windows may have changed: central has none
    of it from an act that it returned. A withdrawal or a pause that came back does not stand, so its paper does not
    either."""
    held = case_to_json(doing.case)
    change = {field: value for field, value in held.items() if field in _BY_WINDOWS} | change
    case = changed(doing.case, change)
    papers, begun = undone(desk, case)
    pauses = [one for one in case_to_json(case).get("pauses", []) if one not in begun]
    return change | out_of_force(replace(doing, case=case), papers) | ({"pauses": pauses} if begun else {})


def state_before_return(desk: Desk, case: Case) -> CaseState:
    """Where the windows had brought it before central returned it. What this desk did behind the act that came back (a
    withdrawal, a pause) still holds; what came back itself does not."""
    entries = desk.journal.of_subject(case.id)
    own = {str(entry.name) for entry in entries}
    steps = story(entries, desk.sync.told(case.id, [entry.name for entry in entries]))
    back = {step.entry for step in steps if step.act is CaseAct.RETURN}
    return [
        step.state
        for step in steps
        if step.state is not None
        and step.state is not CaseState.RETURNED
        and (step.act in AT_WINDOW - PLAIN or (step.act in PLAIN and step.entry not in back and step.entry in own))
    ][-1]

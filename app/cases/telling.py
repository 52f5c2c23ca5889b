"""告知: which papers about what central has done the applicant does not hold yet, from the case alone. Pure.

A case does not say who paused it or handed it on. So each paper that tells of such a thing says in short marks what it
tells (`Document.tells`), a window's own act marks its paper as it issues it, and whatever bears a mark that no paper in
force has is still to be told.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from app.cases.acts import papers
from app.cases.life import FIELDS, Life, life_to_json
from app.cases.model import Case, CaseAct, CaseState, Document, case_to_json
from app.clock import local_date
from app.errors import Refused
from app.receipts.model import DocumentKind

_LENGTH: Final = 12
"""Hex digits of a mark: of the few things that happen to one case no two look alike."""
_FACTS: Final = (FIELDS & {"pauses", "hand_overs", "asked", "asked_until", "outcome"}) | {
    *("state", "reason", "due_on", "due_provisional", "pending_online"),
}
"""Fields of a case that central changes, and that a paper may tell."""


def tells(case: Case, kind: DocumentKind) -> tuple[str, ...]:
    """The marks of what a paper of this kind would tell of the case as it stands; none where there is nothing."""
    found = _OF_KIND.get(kind)
    return () if found is None else tuple(found(case))


def untold(case: Case) -> tuple[DocumentKind, ...]:
    """The papers that are still to be given to the applicant, in the order of issue; none in a state that NOTIFY
    does not suit, or where everything is told."""
    try:
        kinds = papers(case.state, CaseAct.NOTIFY)
    except Refused:
        return ()
    return tuple(kind for kind in kinds if kind is DocumentKind.NOTICE or _is_owed(case, kind))


def facts(case: Case) -> dict[str, Any]:
    """What central has done to the case, as case_to_json writes it: no entry of this desk says so but the one that
    tells the applicant."""
    return {name: value for name, value in case_to_json(case).items() if name in _FACTS}


def _is_owed(case: Case, kind: DocumentKind) -> bool:
    marks, old = tells(case, kind), {paper.receipt_no for paper in case.life.old_papers}
    in_force = [paper for paper in case.documents if paper.kind is kind and paper.receipt_no not in old]
    told = {mark for paper in in_force for mark in paper.tells}
    return not told.issuperset(marks) and not any(_is_of_before(case, paper) for paper in in_force)


def _is_of_before(case: Case, paper: Document) -> bool:
    """Whether a paper without marks (desks before 告知 wrote none) was issued for the newest thing of its kind."""
    day = _day(case, paper.kind)
    return not paper.tells and day is not None and local_date(paper.issued_at) >= day


def _day(case: Case, kind: DocumentKind) -> date | None:
    """When the newest pause began or ended, or the newest hand-over was."""
    life = case.life
    if kind is DocumentKind.TRANSFERRED:
        return life.hand_overs[-1].on if life.hand_overs else None
    if not life.pauses:
        return None
    return life.pauses[-1].ended_on if kind is DocumentKind.RESUMED else life.pauses[-1].began_on


def _pause(case: Case) -> Iterator[str]:
    yield from (_mark(life_to_json(Life(pauses=(one,)))) for one in case.life.pauses[-1:] if one.ended_on is None)


def _end_of_pause(case: Case) -> Iterator[str]:
    yield from (_mark(life_to_json(Life(pauses=(one,)))) for one in case.life.pauses[-1:] if one.ended_on)


def _hand_over(case: Case) -> Iterator[str]:
    yield from (_mark(life_to_json(Life(hand_overs=(one,)))) for one in case.life.hand_overs[-1:])


def _asked(case: Case) -> Iterator[str]:
    """One for each material: what is left of a list that was told is told."""
    until = case.life.asked_until and case.life.asked_until.isoformat()
    yield from (_mark({"asked": [code, words, until]}) for code, words in (case.life.asked or {}).items())


def _result(case: Case) -> Iterator[str]:
    if case.state is CaseState.CONCLUDED and case.life.outcome is None:
        return  # it was handed over at the window that concluded it
    reason = case.reason if case.state is CaseState.REJECTED else None
    yield _mark({"state": case.state.value, "reason": reason, **life_to_json(Life(outcome=case.life.outcome))})


def _mark(told: Mapping[str, Any]) -> str:
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()[:_LENGTH]


_OF_KIND: Final[Mapping[DocumentKind, Callable[[Case], Iterator[str]]]] = {
    DocumentKind.ASKED: _asked,
    DocumentKind.SUSPENDED: _pause,
    DocumentKind.RESUMED: _end_of_pause,
    DocumentKind.TRANSFERRED: _hand_over,
    DocumentKind.RESULT: _result,
}

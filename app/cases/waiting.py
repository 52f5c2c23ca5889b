"""What a case waits for beside its state, so that a store finds it without reading every case."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from app.cases.acts import CHECKED_IN
from app.cases.life import Promise
from app.cases.model import Case, CaseState
from app.cases.telling import untold
from app.catalogue.model import GivenForm

_UNDER_WAY = frozenset({CaseState.ACCEPTED, CaseState.SUSPENDED, CaseState.FORWARDED})
_FALLEN = frozenset({CaseState.DECLINED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.VOID})
"""States in which nobody is held to what they promised."""


class Waiting(StrEnum):
    """Who is waited for."""

    RESULT = "result"  # 出件待领: the applicant, to fetch it
    ASKED = "asked"  # 市级要求补充材料: the applicant, to bring what central asked for
    UNTOLD = "untold"  # 待告知: the clerk, to tell what central changed under way


def waits_for(case: Case) -> Waiting | None:
    """A decision of central waits until it is delivered. What was concluded at the window was handed over there and
    waits only where central named a document for it. An accepted case that central resumed or handed on waits until
    the applicant is told; where it is asked for more that is told with it."""
    decided = case.state in (CaseState.APPROVED, CaseState.REJECTED)
    if decided or (case.state is CaseState.CONCLUDED and case.life.outcome is not None):
        return Waiting.RESULT
    if case.life.asked and case.state in _UNDER_WAY:
        return Waiting.ASKED
    changed = case.state is CaseState.ACCEPTED and (case.life.pauses or case.life.hand_overs)
    return Waiting.UNTOLD if changed and untold(case) else None


def to_follow(case: Case, promise: Promise) -> tuple[str, ...]:
    """The materials of a promise of 容缺 that have not come yet, in the promise's order."""
    late = {given.code for given in case.materials if given.form is GivenForm.LATER}
    return tuple(code for code in promise.about if code in late)


def promised(case: Case) -> Iterator[tuple[Promise, bool]]:
    """The case's promises in order, each with whether it is still to be kept."""
    for promise in case.life.promises:
        yield promise, promise.kept is None and case.state not in _FALLEN


def check_by(case: Case) -> date | None:
    """The last day of the later check that the case waits for (事后核查), None where nothing of it is to be checked."""
    days = (promise.check_by for promise in case.life.to_check)
    return min(days, default=None) if case.state in CHECKED_IN else None

"""How far the cases of one joint number have come: worked out of the cases, never kept, so that it can't disagree."""

from collections.abc import Iterable
from enum import StrEnum

from app.cases.model import ENDED, CaseState


class Standing(StrEnum):
    """A theme's cases together."""

    OPEN = "open"
    ENDED = "ended"
    VOID = "void"


def standing(states: Iterable[CaseState]) -> Standing:
    """Ended when each has ended, whatever came of it; a void one doesn't count, and all void is void."""
    counted = [state for state in states if state is not CaseState.VOID]
    if not counted:
        return Standing.VOID
    return Standing.ENDED if all(state in ENDED for state in counted) else Standing.OPEN

"""Which act is lawful when: the one table of a case's states and acts (domain.md, 3.1 and 3.2).

A row says what an act makes of a state, who may do it, what it needs, and which papers it issues. The picture of it
in the README is made from here (`tests/architecture/acts_picture.py`).

What central may do to a case while an act on it is still unsent follows from the same rows: central's acts on the
state before it. When the entry arrives it is judged on the state that central's act left: it stands if the table has
the act there too, else it is returned as 上级退回 (`meanwhile`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.cases.model import CaseAct, CaseState
from app.errors import Refused
from app.receipts.model import DocumentKind

_S, _A, _D = CaseState, CaseAct, DocumentKind


class By(StrEnum):
    """Who may do an act."""

    WINDOW = "window"
    REVIEWER = "reviewer"


class Need(StrEnum):
    """What an act can't do without."""

    ANSWERS = "answers"  # every answer that the item asks for
    MATERIALS = "materials"  # every material, or what the item allows in its place
    WANTED = "wanted"  # what is missing or wrong
    REASON = "reason"  # in words
    PROCEDURE = "procedure"  # which 特别程序, and how long it will take
    BODY = "body"  # to whom the case goes
    ADDED = "added"  # at least one material that was not there before
    ORIGINALS = "originals"  # an original that was kept and lies here
    RECEIVER = "receiver"  # who took the result, and by which right
    CHECKED = "checked"  # a 告知承诺 that is still open, who checked it, and whether it was kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: `act` on a case in `before` leads to `after`, or to one `instead`: 代收 where the point only takes in,
    and what central returned goes back to where it stood.

    `papers` are issued in this order, the last is the one that the applicant shows; of NOTIFY only what the applicant
    does not hold yet (app/cases/telling.py)."""

    before: CaseState
    act: CaseAct
    after: CaseState
    by: frozenset[By]
    needs: frozenset[Need]
    papers: tuple[DocumentKind, ...]
    instead: frozenset[CaseState] = frozenset()

    @property
    def ways(self) -> frozenset[CaseState]:
        """Every state to which it may lead."""
        return self.instead | {self.after}


_WINDOW, _REVIEWER, _EITHER = frozenset({By.WINDOW}), frozenset({By.REVIEWER}), frozenset(By)
_NEW = (_S.DRAFT, _S.RECEIVED, _S.SUPPLEMENT)
"""Before acceptance, in this point's own hands."""
_WITH_DEPARTMENT = (_S.ACCEPTED, _S.SUSPENDED, _S.FORWARDED)
_AT_POINT = (_S.RECEIVED, _S.SUPPLEMENT, *_WITH_DEPARTMENT)
"""Begun and not ended."""
_CORRECTED = (*_AT_POINT, _S.DECLINED, _S.CONCLUDED)
"""What a correction mends, and where it leads back to."""
_OVER = (
    *(_S.DECLINED, _S.CONCLUDED, _S.APPROVED, _S.REJECTED),
    *(_S.DELIVERED, _S.WITHDRAWN, _S.LAPSED, _S.VOID),
)
"""Ended: originals that were kept still have to go back."""
CHECKED_IN = (_S.ACCEPTED, _S.SUSPENDED, _S.CONCLUDED, _S.APPROVED, _S.DELIVERED)
"""Where a 告知承诺 still counts, so that its later check settles it."""
_COMPLETE = (Need.ANSWERS, Need.MATERIALS)


def _rows(
    act: CaseAct,
    before: tuple[CaseState, ...],
    after: CaseState | None,
    *needs: Need,
    by: frozenset[By] = _WINDOW,
    papers: tuple[DocumentKind, ...] = (),
    instead: tuple[CaseState, ...] = (),
) -> Iterator[Rule]:
    """The same act in several states; `after` None leaves the case where it stands."""
    for state in before:
        yield Rule(
            before=state,
            act=act,
            after=after or state,
            by=by,
            needs=frozenset(needs),
            papers=papers,
            instead=frozenset(instead),
        )


RULES: tuple[Rule, ...] = (
    *_rows(_A.DRAFT, (_S.DRAFT,), None),
    *_rows(
        *(_A.RECEIVE, (_S.DRAFT,), _S.RECEIVED, Need.ANSWERS),
        papers=(_D.RECEIVED,),
        instead=(_S.FORWARDED,),
    ),
    *_rows(_A.RECEIVE, (_S.SUPPLEMENT,), _S.FORWARDED, Need.ANSWERS, papers=(_D.RECEIVED,)),
    *_rows(_A.ACCEPT, _NEW, _S.ACCEPTED, *_COMPLETE, papers=(_D.ACCEPTANCE,)),
    *_rows(_A.ACCEPT_LATE, _NEW, _S.ACCEPTED, *_COMPLETE, papers=(_D.LATE_PROMISE, _D.ACCEPTANCE)),
    *_rows(_A.ACCEPT_PROMISED, _NEW, _S.ACCEPTED, *_COMPLETE, papers=(_D.INFORMED_PROMISE, _D.ACCEPTANCE)),
    *_rows(_A.SUPPLEMENT, _NEW, _S.SUPPLEMENT, Need.WANTED, papers=(_D.SUPPLEMENT,)),
    *_rows(_A.DECLINE, _NEW, _S.DECLINED, Need.REASON, papers=(_D.DECLINED,)),
    *_rows(_A.CONCLUDE, _NEW, _S.CONCLUDED, *_COMPLETE, papers=(_D.ACCEPTANCE,)),
    *_rows(_A.CONCLUDE, (_S.ACCEPTED,), _S.CONCLUDED, *_COMPLETE),
    *_rows(_A.ADD_MATERIAL, _WITH_DEPARTMENT, None, Need.ADDED, papers=(_D.ADDED,)),
    *_rows(_A.SUSPEND, (_S.ACCEPTED,), _S.SUSPENDED, Need.PROCEDURE, Need.REASON, by=_EITHER, papers=(_D.SUSPENDED,)),
    *_rows(_A.RESUME, (_S.SUSPENDED,), _S.ACCEPTED, by=_EITHER, papers=(_D.RESUMED,)),
    *_rows(_A.TRANSFER, (_S.RECEIVED,), _S.FORWARDED, Need.BODY, Need.REASON, papers=(_D.TRANSFERRED,)),
    *_rows(_A.TRANSFER, (_S.ACCEPTED,), None, Need.BODY, Need.REASON, by=_EITHER, papers=(_D.TRANSFERRED,)),
    *_rows(_A.TRANSFER_UP, (_S.ACCEPTED,), None, Need.BODY, Need.REASON, by=_EITHER, papers=(_D.TRANSFERRED,)),
    *_rows(_A.WITHDRAW, _AT_POINT, _S.WITHDRAWN, Need.REASON, papers=(_D.WITHDRAWN,)),
    *_rows(_A.LAPSE, (_S.SUPPLEMENT, _S.ACCEPTED), _S.LAPSED, Need.REASON, papers=(_D.LAPSED,)),
    *_rows(
        *(_A.CORRECT, (_S.RETURNED,), _S.ACCEPTED, Need.REASON),
        papers=(_D.CORRECTED,),
        instead=tuple(state for state in _CORRECTED if state is not _S.ACCEPTED),
    ),
    *_rows(_A.CORRECT, _CORRECTED, None, Need.REASON, papers=(_D.CORRECTED,)),
    *_rows(_A.NOTIFY, (_S.RETURNED,), None, papers=(_D.NOTICE,)),
    *_rows(_A.NOTIFY, (_S.ACCEPTED,), None, papers=(_D.TRANSFERRED, _D.RESUMED, _D.ASKED)),
    *_rows(_A.NOTIFY, (_S.SUSPENDED,), None, papers=(_D.TRANSFERRED, _D.ASKED, _D.SUSPENDED)),
    *_rows(_A.NOTIFY, (_S.APPROVED, _S.REJECTED, _S.CONCLUDED), None, papers=(_D.RESULT,)),
    *_rows(_A.GIVE_WAY, (_S.RETURNED,), None),
    *_rows(_A.VOID, (_S.RETURNED, *_AT_POINT, _S.DECLINED, _S.CONCLUDED), _S.VOID, Need.REASON, papers=(_D.VOIDED,)),
    *_rows(
        *(_A.DELIVER, (_S.APPROVED, _S.REJECTED, _S.CONCLUDED), _S.DELIVERED, Need.RECEIVER), papers=(_D.DELIVERED,)
    ),
    *_rows(*(_A.HAND_BACK, (*_AT_POINT, _S.RETURNED, *_OVER), None, Need.ORIGINALS), papers=(_D.ORIGINALS,)),
    *_rows(_A.CHECK, CHECKED_IN, None, Need.CHECKED, Need.REASON, by=_EITHER),
    *_rows(_A.ASK, (_S.ACCEPTED,), None, Need.WANTED, by=_REVIEWER),
    *_rows(_A.APPROVE, (_S.ACCEPTED, _S.FORWARDED, _S.CONCLUDED), _S.APPROVED, by=_REVIEWER),
    *_rows(_A.REJECT, (_S.ACCEPTED, _S.FORWARDED), _S.REJECTED, Need.REASON, by=_REVIEWER),
    *_rows(
        *(_A.RETURN, (*_AT_POINT[:3], _S.FORWARDED, _S.DECLINED, _S.CONCLUDED), _S.RETURNED, Need.REASON),
        by=_REVIEWER,
    ),
)
"""The table. What is not here is refused with a sentence."""

_BY_PLACE = {(rule.before, rule.act): rule for rule in RULES}
TABLE: dict[tuple[CaseState, CaseAct], CaseState] = {place: rule.after for place, rule in _BY_PLACE.items()}
"""What each act makes of each state."""

ACCEPTING = frozenset(rule.act for rule in RULES if Need.MATERIALS in rule.needs)
"""Acts that accept the application."""

PLAIN = frozenset(
    {
        *(_A.SUSPEND, _A.RESUME, _A.TRANSFER, _A.TRANSFER_UP),
        *(_A.WITHDRAW, _A.LAPSE, _A.NOTIFY, _A.GIVE_WAY, _A.VOID, _A.DELIVER, _A.HAND_BACK, _A.CHECK),
    }
)
"""Acts that leave the application as it is, so that nothing in it is looked at again."""

AT_WINDOW = frozenset(rule.act for rule in RULES if By.WINDOW in rule.by)
"""What a clerk may do; approving, rejecting and returning are central's."""

OF_REVIEWER = frozenset(rule.act for rule in RULES if By.REVIEWER in rule.by)
"""What a reviewer at central may do."""

NEEDS_REASON = frozenset(rule.act for rule in RULES if Need.REASON in rule.needs)
"""Acts that are void without a reason in words."""


def rule(state: CaseState, act: CaseAct) -> Rule:
    """The row. Raises Refused("case_act_unlawful") for an act that the table does not have."""
    try:
        return _BY_PLACE[state, act]
    except KeyError:
        raise _unlawful(state, act) from None


def after(state: CaseState, act: CaseAct) -> CaseState:
    """The state that `act` leads to. Raises as `rule` does."""
    return rule(state, act).after


def papers(state: CaseState, act: CaseAct) -> tuple[DocumentKind, ...]:
    """The papers that `act` issues. Raises as `rule` does."""
    return rule(state, act).papers


def after_at_window(state: CaseState, act: CaseAct) -> CaseState:
    """As `after`, for a clerk: what only central does is unlawful at a window."""
    return _after_by(state, act, By.WINDOW)


def after_by_reviewer(state: CaseState, act: CaseAct) -> CaseState:
    """As `after`, for a reviewer: what only windows do is unlawful at central."""
    return _after_by(state, act, By.REVIEWER)


def _after_by(state: CaseState, act: CaseAct, by: By) -> CaseState:
    found = rule(state, act)
    if by not in found.by:
        raise _unlawful(state, act)
    return found.after


def lawful(state: CaseState, by: By | None = None) -> tuple[CaseAct, ...]:
    """The acts that are possible in `state`, those of everybody unless `by` says whose, in the table's order."""
    return tuple(rule.act for rule in RULES if rule.before is state and (by is None or by in rule.by))


def lawful_at_window(state: CaseState) -> tuple[CaseAct, ...]:
    """The acts that a clerk may do in `state`, in the table's order."""
    return lawful(state, By.WINDOW)


def meanwhile(state: CaseState, act: CaseAct) -> dict[CaseAct, bool]:
    """What central may do to a case in `state` while this act of a window is unsent, and whether the act stands then.

    An act that does not stand is returned, and the clerk sees why.
    """
    return {theirs: (after(state, theirs), act) in _BY_PLACE for theirs in lawful(state, By.REVIEWER)}


def _unlawful(state: CaseState, act: CaseAct) -> Refused:
    return Refused("case_act_unlawful", "act", state=state.value, act=act.value)

"""Which act is lawful when: the one table of states and acts (domain.md, 3.2), and the paper each act issues."""

from app.cases.model import CaseAct, CaseState
from app.errors import Refused
from app.receipts.model import DocumentKind

_S, _A = CaseState, CaseAct

TABLE: dict[tuple[CaseState, CaseAct], CaseState] = {
    (_S.DRAFT, _A.DRAFT): _S.DRAFT,
    (_S.DRAFT, _A.RECEIVE): _S.RECEIVED,
    (_S.DRAFT, _A.ACCEPT): _S.ACCEPTED,
    (_S.DRAFT, _A.SUPPLEMENT): _S.SUPPLEMENT,
    (_S.DRAFT, _A.DECLINE): _S.DECLINED,
    (_S.DRAFT, _A.CONCLUDE): _S.CONCLUDED,
    (_S.RECEIVED, _A.ACCEPT): _S.ACCEPTED,
    (_S.RECEIVED, _A.SUPPLEMENT): _S.SUPPLEMENT,
    (_S.RECEIVED, _A.DECLINE): _S.DECLINED,
    (_S.RECEIVED, _A.CONCLUDE): _S.CONCLUDED,
    (_S.SUPPLEMENT, _A.ACCEPT): _S.ACCEPTED,
    (_S.SUPPLEMENT, _A.SUPPLEMENT): _S.SUPPLEMENT,
    (_S.SUPPLEMENT, _A.DECLINE): _S.DECLINED,
    (_S.SUPPLEMENT, _A.CONCLUDE): _S.CONCLUDED,
    (_S.ACCEPTED, _A.CONCLUDE): _S.CONCLUDED,
    (_S.RETURNED, _A.CORRECT): _S.ACCEPTED,
    (_S.RETURNED, _A.NOTIFY): _S.RETURNED,
    (_S.RETURNED, _A.VOID): _S.VOID,
    (_S.ACCEPTED, _A.APPROVE): _S.APPROVED,
    (_S.ACCEPTED, _A.REJECT): _S.REJECTED,
    (_S.ACCEPTED, _A.RETURN): _S.RETURNED,
    (_S.FORWARDED, _A.APPROVE): _S.APPROVED,
    (_S.FORWARDED, _A.REJECT): _S.REJECTED,
    (_S.FORWARDED, _A.RETURN): _S.RETURNED,
    (_S.RECEIVED, _A.RETURN): _S.RETURNED,
    (_S.SUPPLEMENT, _A.RETURN): _S.RETURNED,
    (_S.DECLINED, _A.RETURN): _S.RETURNED,
    (_S.CONCLUDED, _A.RETURN): _S.RETURNED,
    (_S.CONCLUDED, _A.APPROVE): _S.APPROVED,
}
"""What each act makes of each state; what is not here is refused."""

PAPER: dict[CaseAct, DocumentKind] = {
    _A.RECEIVE: DocumentKind.RECEIVED,
    _A.ACCEPT: DocumentKind.ACCEPTANCE,
    _A.CONCLUDE: DocumentKind.ACCEPTANCE,
    _A.SUPPLEMENT: DocumentKind.SUPPLEMENT,
    _A.DECLINE: DocumentKind.DECLINED,
    _A.NOTIFY: DocumentKind.NOTICE,
}
"""The document that an act issues; acts not named here issue none."""

PLAIN = frozenset({_A.NOTIFY, _A.VOID})
"""Acts that leave the application as it is, so that nothing in it is looked at again."""

AT_WINDOW = PLAIN | {_A.DRAFT, _A.RECEIVE, _A.ACCEPT, _A.SUPPLEMENT, _A.DECLINE, _A.CONCLUDE, _A.CORRECT}
"""What a clerk may do; approving, rejecting and returning are central's."""

NEEDS_REASON = frozenset({_A.DECLINE, _A.CORRECT, _A.RETURN, _A.REJECT, _A.VOID})
"""Acts that are void without a reason in words."""


def after(state: CaseState, act: CaseAct) -> CaseState:
    """The state that `act` leads to. Raises Refused("case_act_unlawful") for an act that the table does not have."""
    try:
        return TABLE[state, act]
    except KeyError:
        raise Refused("case_act_unlawful", "act", state=state.value, act=act.value) from None


def after_at_window(state: CaseState, act: CaseAct) -> CaseState:
    """As `after`, for a clerk: what only central does is unlawful at a window."""
    if act not in AT_WINDOW:
        raise Refused("case_act_unlawful", "act", state=state.value, act=act.value)
    return after(state, act)


def lawful(state: CaseState) -> tuple[CaseAct, ...]:
    """The acts that are possible in `state`, central's too, in the table's order."""
    return tuple(act for before, act in TABLE if before is state)


def lawful_at_window(state: CaseState) -> tuple[CaseAct, ...]:
    """The acts that a clerk may do in `state`, in the table's order."""
    return tuple(act for act in lawful(state) if act in AT_WINDOW)

"""What other devices of the point wrote, as this desk takes it in: their cases, and their acts on any case.

Pure, so that sync and `sidao verify` can't disagree. Central has taken these in already: nothing is judged again, but
what contradicts this desk's own case is not forced on it.
"""

from collections.abc import Iterable

from app.cases.acts import TABLE
from app.cases.merging import FACTS, together
from app.cases.model import (
    Case,
    CaseAct,
    CaseState,
    case_from_json,
    case_to_json,
    changed,
    entry_name,
    recorded,
)
from app.errors import Refused
from app.sync.model import FeedItem, FeedKind

BEGINS = frozenset({FeedKind.CASE_RECORDED, FeedKind.CASE_TOLD})
OF_OTHERS = BEGINS | {FeedKind.CASE_ACTED, FeedKind.CASE_STANDS}
"""The kinds that pass on what another device wrote."""


def begun(item: FeedItem) -> Case | None:
    """The case that an item of BEGINS tells, None for any other kind. Raises Refused("feed_malformed")."""
    if item.kind not in BEGINS:
        return None
    try:
        if item.kind == FeedKind.CASE_RECORDED:
            return recorded(item.body["body"], entry_name(item.body["entry"]))
        return case_from_json(item.body["case"], entry_name(item.body["last"]))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise Refused("feed_malformed") from error


def gone_on(case: Case, item: FeedItem, *, judged: bool = False) -> Case:
    """The case after another device's act. `judged`: central had it before acts that are here already, so where these
    led says nothing about it. Raises Refused: feed_malformed, feed_act_unlawful."""
    try:
        name, body = entry_name(item.body["entry"]), item.body["body"]
        act, change = CaseAct(body["act"]), dict(body["change"])
        state = CaseState(change.get("state", case.state.value))
        lawful = state in (case.state, TABLE.get((case.state, act))) or act is CaseAct.CORRECT
        if not (lawful or judged):
            raise Refused("feed_act_unlawful", state=case.state.value, act=act.value)
        return changed(case, together(case, change, act), name)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise Refused("feed_malformed") from error


def as_it_stands(case: Case, item: FeedItem) -> Case:
    """The case as central has it, whatever it is here; only what happened at the counter stays (FACTS). Raises
    Refused("feed_malformed")."""
    try:
        stands = case_from_json(item.body["case"], entry_name(item.body["last"]), case.applicant.id)
        here = case_to_json(case)
        facts = {name: here[name] for name in FACTS & here.keys()}
        stands = changed(stands, together(stands, facts, CaseAct.NOTIFY))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise Refused("feed_malformed") from error
    if stands.id != case.id:
        raise Refused("feed_malformed")
    return stands


def is_covered(item: FeedItem, told: Iterable[FeedItem]) -> bool:
    """Whether a whole case among `told` held this item's effect when it was read."""
    return item.kind != FeedKind.CASE_TOLD and any(
        other.kind == FeedKind.CASE_TOLD and other.number >= item.number for other in told
    )

"""What a feed item or a verdict of central makes of a case: pure, so that sync and `sidao verify` can't disagree."""

from datetime import date

import msgspec

from app.cases.acts import RULES, TABLE, By
from app.cases.life import HandOver, Outcome, Pause, Promise
from app.cases.merging import together
from app.cases.model import Case, CaseAct, CaseState, case_to_json, changed
from app.errors import Refused
from app.ids import CaseId
from app.sync.model import FeedItem, FeedKind, Verdict, VerdictKind
from app.sync.ordering import ALONE, Placed, once_more
from app.sync.others import as_it_stands, gone_on

CASE_KINDS = frozenset({FeedKind.CASE_REGISTERED, FeedKind.CASE_DECIDED, FeedKind.CASE_RETURNED})
"""The kinds by which central changes a case."""


class _Change(msgspec.Struct, forbid_unknown_fields=True):
    """The fields of a case that are central's to change, as case_to_json writes them."""

    state: CaseState | msgspec.UnsetType = msgspec.UNSET
    reason: str | msgspec.UnsetType | None = msgspec.UNSET
    central_no: str | msgspec.UnsetType = msgspec.UNSET
    pending_online: bool | msgspec.UnsetType = msgspec.UNSET
    due_on: date | msgspec.UnsetType = msgspec.UNSET
    due_provisional: bool | msgspec.UnsetType = msgspec.UNSET
    pauses: list[Pause] | msgspec.UnsetType = msgspec.UNSET
    hand_overs: list[HandOver] | msgspec.UnsetType = msgspec.UNSET
    asked: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    asked_until: date | msgspec.UnsetType | None = msgspec.UNSET
    outcome: Outcome | msgspec.UnsetType = msgspec.UNSET
    promises: list[Promise] | msgspec.UnsetType = msgspec.UNSET


class _Told(msgspec.Struct):
    act: CaseAct
    change: _Change


def after_item(case: Case, item: FeedItem, place: Placed = ALONE) -> Case:
    """The case after what central tells, or passes on from another device. What has already happened changes nothing,
    nor does any other kind. This desk's acts that central takes in later stay on top, whether they stand then is
    central's to judge; and a case of which an act came back stays 上级退回 until that is settled.

    Raises Refused when this desk's case contradicts it: feed_act_unlawful, feed_central_no, feed_malformed.
    """
    after = _after(case, item, judged=bool(place.later) or place.returned)
    try:
        after = once_more(after, place.later)
        back = {"state": CaseState.RETURNED.value, "reason": case.reason}
        return changed(after, back) if place.returned and case.state is CaseState.RETURNED else after
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused("feed_malformed") from error


def _after(case: Case, item: FeedItem, *, judged: bool) -> Case:
    if item.kind == FeedKind.CASE_ACTED:
        return gone_on(case, item, judged=judged)
    if item.kind == FeedKind.CASE_TOLD:
        return _as_told(case, item)
    if item.kind == FeedKind.CASE_STANDS:
        return as_it_stands(case, item)
    if item.kind not in CASE_KINDS:
        return case
    try:
        told = msgspec.convert(item.body, _Told)
    except msgspec.ValidationError as error:
        raise Refused("feed_malformed") from error
    change = told.change
    if change.central_no and case.central_no and change.central_no != case.central_no:
        raise Refused("feed_central_no", here=case.central_no, there=change.central_no)
    if not judged and change.state not in (msgspec.UNSET, case.state, TABLE.get((case.state, told.act))):
        raise Refused("feed_act_unlawful", state=case.state.value, act=told.act.value)
    return changed(case, together(case, msgspec.to_builtins(change), told.act))


class _Registered(msgspec.Struct):
    cases: list[tuple[str, str]]


for _kind in (_Told, _Registered):
    msgspec.json.Decoder(_kind)  # learns its fields while one thread imports this: see packing.decoded


def registered(item: FeedItem) -> list[tuple[CaseId, str]]:
    """The cases of a `cases.registered` with their numbers. Raises Refused("feed_malformed")."""
    try:
        told = msgspec.convert(item.body, _Registered)
    except msgspec.ValidationError as error:
        raise Refused("feed_malformed") from error
    return [(CaseId(case), number) for case, number in told.cases]


def _as_told(case: Case, item: FeedItem) -> Case:
    """A case that this device recorded once more and that central had: its number, and what was decided meanwhile."""
    try:
        told = item.body["case"]
        change = {} if case.central_no else {"central_no": told["central_no"]}
        if told["state"] in _BY_CENTRAL and told["state"] != case.state.value:
            change |= {"state": told["state"], "reason": told["reason"], "pending_online": told["pending_online"]}
        here = case_to_json(case)
        change |= {name: told[name] for name in _BESIDE if name in told and told[name] != here.get(name)}
        if "pauses" in change:
            change |= {"due_on": told["due_on"], "due_provisional": told["due_provisional"]}
        return changed(case, together(case, change, CaseAct.REGISTER)) if change else case
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused("feed_malformed") from error


_BY_CENTRAL = frozenset(
    row.after.value
    for row in RULES
    if By.REVIEWER in row.by and row.after is not row.before and row.act is not CaseAct.RESUME
)
"""Where only central, or central too, can have brought a case."""
_BESIDE = ("pauses", "hand_overs", "asked", "asked_until", "outcome", "promises")
"""What central changes beside the state."""


def after_verdict(case: Case, verdict: Verdict) -> Case:
    """A returned entry makes its case 上级退回, whatever became of it here since; other verdicts leave it alone."""
    if verdict.kind is not VerdictKind.RETURNED:
        return case
    return changed(case, {"state": CaseState.RETURNED.value, "reason": verdict.text or verdict.reason})

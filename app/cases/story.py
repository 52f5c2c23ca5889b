"""A case's story, told from its entries and central's feed items: steps for the screen, the case itself for verify."""

from collections.abc import Iterable

from app.cases.model import ACTED, RECORDED, CaseAct, CaseState, Step
from app.journal import Entry
from app.sync.model import FeedItem


def story(entries: Iterable[Entry], decisions: Iterable[FeedItem]) -> list[Step]:
    """The steps in the order of their times: acts at windows, reprints, decisions of central."""
    steps = [step for entry in entries if (step := _of_entry(entry)) is not None]
    steps += [step for item in decisions if (step := _of_decision(item)) is not None]
    return sorted(steps, key=lambda step: step.at)


def _of_entry(entry: Entry) -> Step | None:
    if entry.payload is None:
        return None
    body = entry.body()
    if entry.kind == RECORDED:
        act, state, reason = body["act"], body["case"]["state"], body["case"]["reason"]
    elif entry.kind == ACTED:
        act, state, reason = body["act"], body["state"], body.get("reason")
    elif "receipt_no" in body:
        act, state, reason = CaseAct.REPRINT.value, None, body["receipt_no"]
    else:
        return None
    return Step(
        at=entry.at,
        act=CaseAct(act),
        state=CaseState(state) if state else None,
        by=body["by"],
        window=body.get("window"),
        reason=reason,
        entry=str(entry.name),
    )


def _of_decision(item: FeedItem) -> Step | None:
    act = item.body.get("act")
    if act not in set(CaseAct):
        return None
    change = item.body.get("change", {})
    return Step(
        at=item.at,
        act=CaseAct(act),
        state=CaseState(change["state"]) if "state" in change else None,
        by=item.body.get("by") or "",
        window=None,
        reason=change.get("central_no") or item.body.get("text") or change.get("reason"),
        entry=f"{item.feed.value}/{item.number}",
    )

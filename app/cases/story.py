"""A case's story, told from its entries and central's words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.cases.model import ACTED, BEGINNING, CaseAct, CaseState, Step, entry_name
from app.journal import Entry, EntryName
from app.sync.model import FeedItem, FeedKind, Verdict, VerdictKind


def story(entries: Sequence[Entry], told: Iterable[tuple[int, FeedItem | Verdict]]) -> list[Step]:
    """The steps in the order in which this desk learned of them: acts at windows, reprints, decisions of central.

    `told` gives central's words with the desk's entry that each followed. Clocks may differ, so times don't order.
    """
    places: list[tuple[int, int, Step | None]] = [(entry.name.number, 0, _of_entry(entry)) for entry in entries]
    when = {entry.name: entry.at for entry in entries}
    for after, word in told:
        if isinstance(word, FeedItem):
            places += [(after, 1, step) for step in _of_item(word)]
        else:
            places.append((after, 1, _of_verdict(word, when)))
    return [step for _, _, step in sorted(places, key=lambda place: place[:2]) if step is not None]


def _of_entry(entry: Entry) -> Step | None:
    return None if entry.payload is None else _of_body(entry.kind, entry.body(), entry.at, str(entry.name))


def _of_body(kind: str, body: Mapping[str, Any], at: datetime, name: str) -> Step | None:
    if kind in BEGINNING:
        act, state, reason = body["act"], body["case"]["state"], body["case"]["reason"]
    elif kind == ACTED:
        act, state, reason = body["act"], body["state"], body.get("reason")
    elif "receipt_no" in body:
        act, state, reason = CaseAct.REPRINT.value, None, body["receipt_no"]
    else:
        return None
    return Step(
        at=at,
        act=CaseAct(act),
        state=CaseState(state) if state else None,
        by=body["by"],
        window=body.get("window"),
        reason=reason,
        entry=name,
        unanchored=body.get("unanchored") is True,
    )


def _of_item(item: FeedItem) -> list[Step | None]:
    """Central's decision, what another device of the point wrote, or the whole story that came with a first pull."""
    if item.kind == FeedKind.CASE_TOLD:
        return [_told(step) for step in item.body["steps"]]
    if item.kind in (FeedKind.CASE_RECORDED, FeedKind.CASE_ACTED):
        return [_of_body(item.kind, item.body["body"], item.at, str(entry_name(item.body["entry"])))]
    return [_of_decision(item)]


def _told(step: Mapping[str, Any]) -> Step:
    return Step(
        at=datetime.fromisoformat(step["at"]),
        act=CaseAct(step["act"]),
        state=CaseState(step["state"]) if step["state"] else None,
        by=step["by"],
        window=step["window"],
        reason=step["reason"],
        entry=step["entry"],
        unanchored=step.get("unanchored") is True,
    )


def _of_verdict(verdict: Verdict, when: Mapping[EntryName, datetime]) -> Step | None:
    """A returned entry; central's word has no time of its own, so it stands at the entry's."""
    if verdict.kind is not VerdictKind.RETURNED:
        return None
    return Step(
        at=when[verdict.entry],
        act=CaseAct.RETURN,
        state=CaseState.RETURNED,
        by="",
        window=None,
        reason=verdict.text or verdict.reason,
        entry=str(verdict.entry),
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

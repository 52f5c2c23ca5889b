"""A case's story, told from its entries and central's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.cases.changes import differences
from app.cases.model import ACTED, BEGINNING, CaseAct, CaseState, FieldChange, Step, entry_name
from app.journal import Entry, EntryName
from app.sync.model import FeedItem, FeedKind, Verdict, VerdictKind


def story(entries: Sequence[Entry], told: Iterable[tuple[int, FeedItem | Verdict]]) -> list[Step]:
    """The steps in the order in which this desk learned of them: acts at windows, reprints, decisions of central.

    `told` gives central's words with the desk's entry that each followed. Clocks may differ, so times don't order.
    """
    places: list[tuple[int, int, Entry | FeedItem | Verdict]] = [(entry.name.number, 0, entry) for entry in entries]
    places += [(after, 1, word) for after, word in told]
    when = {entry.name: entry.at for entry in entries}
    versions = _Versions()
    steps: list[Step | None] = []
    for _, _, happened in sorted(places, key=lambda place: place[:2]):
        if isinstance(happened, Verdict):
            steps.append(_of_verdict(happened, when))
        else:
            made = [_of_entry(happened)] if isinstance(happened, Entry) else _of_item(happened)
            changes = versions.go_on(happened)
            steps += [replace(step, changes=changes) if step and changes else step for step in made]
    return [step for step in steps if step is not None]


class _Versions:
    """The case's own fields as they stood from step to step."""

    def __init__(self) -> None:
        self._held: dict[str, Any] = {}

    def go_on(self, happened: Entry | FeedItem) -> tuple[FieldChange, ...]:
        """What a correction made different; nothing for any other step, which is only taken in."""
        if isinstance(happened, FeedItem):
            body = happened.body.get("body", happened.body)
        elif happened.payload is None:
            return ()
        else:
            body = happened.body()
        if isinstance(body.get("case"), dict):
            self._held = dict(body["case"])
            return ()
        change = body.get("change")
        if not isinstance(change, dict):
            return ()
        found = differences(self._held, change) if body.get("act") == CaseAct.CORRECT and self._held else ()
        self._held |= change
        return found


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

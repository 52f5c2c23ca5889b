"""What becomes of entries that were returned, and of what was held behind them, when a correction or a void comes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.cases.merging import FACTS, together
from app.cases.model import RECORDED, Case, CaseAct, CaseState, changed, recorded
from app.central.batches import read_again
from app.central.case_rules import acted, step_of
from app.central.docket import Docket
from app.central.model import Arrived
from app.central.rulings import Returned
from app.errors import SidaoError
from app.ids import CaseId
from app.journal import Entry, EntryName
from app.sync.model import Reason, VerdictKind

_MOOT = frozenset({Reason.CASE_RETURNED.value, Reason.PREDECESSOR_MISSING.value})
"""Why entries were held that a void, or their author's correction, makes pointless."""
_BEGUN_BY = {
    CaseState.RECEIVED: "receive",
    CaseState.FORWARDED: "receive",
    CaseState.ACCEPTED: "accept",
    CaseState.SUPPLEMENT: "supplement",
    CaseState.DECLINED: "decline",
    CaseState.CONCLUDED: "conclude",
}
"""The act that leads a new case to a state."""


class Mending:
    """The open entries of a point's cases. `keep` stores a verdict that became another, and tells it."""

    def __init__(self, docket: Docket, keep: Callable[[Arrived], None]) -> None:
        self._docket = docket
        self._keep = keep
        self.settled: list[EntryName] = []
        """What the newest correction or void settled without effect."""

    def settle(self, returned: list[Arrived], fresh: dict[EntryName, Arrived]) -> None:
        """The returned entries keep their verdict, and no longer hold anything back."""
        self.settled = [one.entry.name for one in returned]
        for one in returned:
            self._docket.open[one.entry.subject].remove(one)
            place = fresh if one.entry.name in fresh else self._docket.settled
            place[one.entry.name] = replace(one, open=False)

    def went_on_to(self, entry: Entry) -> str | None:
        """The state to which the entry's author had gone on behind what came back; None when there was nothing."""
        held = self._own_held(entry)
        body = read_again(held[-1].entry).body if held else None
        return None if body is None else body.get("state")

    def take_in(self, entry: Entry, returned: list[Arrived], *, falls_away: bool) -> None:
        """What the author of a correction had done before it is in it, as that says everything as it stood there, and
        only gets its place in the story; where the correction gave way, that falls away with what came back. Of
        whatever falls away the papers stay: applicants hold them."""
        own = self._own_held(entry)
        case = CaseId(entry.subject)
        for one in [*returned, *own]:
            self._keep_facts(case, one.entry)
        for one in own:
            self._docket.open[entry.subject].remove(one)
            body = read_again(one.entry).body
            if case in self._docket.files and body is not None and not falls_away:
                held = self._docket.files[case].case
                self._docket.go_on(held, replace(step_of(held, one.entry, body), state=None))
            self._moot(one)

    def _keep_facts(self, case: CaseId, entry: Entry) -> None:
        """What happened at the counter, whatever becomes of the act: papers were handed out, originals went back."""
        file, body = self._docket.files.get(case), read_again(entry).body
        change = None if body is None else body.get("change")
        if file is None or not isinstance(change, dict) or FACTS.isdisjoint(change):
            return
        try:
            facts = {name: change[name] for name in FACTS & change.keys()}
            kept = changed(file.case, together(file.case, facts, CaseAct.NOTIFY))
        except (KeyError, ValueError, TypeError, AttributeError, SidaoError):
            return  # it came back for just that: there is nothing to be read
        self._docket.files[case] = replace(file, case=kept, written=None)
        self._docket.touched.add(case)

    def end(self, subject: str) -> None:
        """A void case has no use for what was held behind the returned entry: taken in, without effect."""
        waiting = self._docket.open.get(subject, [])
        for one in [one for one in waiting if _is_moot(one)]:
            self._keep_facts(CaseId(subject), one.entry)
            waiting.remove(one)
            self._moot(one)

    def _moot(self, one: Arrived) -> None:
        self.settled.append(one.entry.name)
        self._keep(replace(one, verdict=VerdictKind.ACCEPTED, reason=None, text=None, open=False))

    def _own_held(self, entry: Entry) -> list[Arrived]:
        name = entry.name
        return [
            one
            for one in self._docket.open.get(entry.subject, [])
            if _is_moot(one) and one.entry.name.device == name.device and one.entry.name.number < name.number
        ]


def _is_moot(one: Arrived) -> bool:
    return one.verdict is VerdictKind.HELD and one.reason in _MOOT


def begun_by(
    entry: Entry, body: Mapping[str, Any], seen: EntryName | None, returned: list[Arrived], went_on_to: str | None
) -> tuple[Entry, Mapping[str, Any], Case]:
    """The case that a correction begins, as its first entry was returned: that entry, its body mended, and where the
    case stands behind all that its author has done. Raises Returned."""
    first = next((read_again(one.entry) for one in returned if one.entry.kind == RECORDED), None)
    if first is None or first.body is None:
        raise Returned(Reason.CASE_MISSING, "市级平台没有该办件的登记记录")
    try:
        draft = recorded(first.body, first.entry.name)
    except (KeyError, ValueError, TypeError, AttributeError, SidaoError) as error:
        raise Returned(Reason.BAD_PAYLOAD, "该办件的登记记录无法读取，请作废后重新登记") from error
    mended = acted(draft, entry, body, seen, mending=True, went_on_to=went_on_to)
    begun = mended.state if mended.state in _BEGUN_BY else draft.state
    case = {**first.body["case"], **body["change"], "state": begun.value}
    return first.entry, {**first.body, "case": case, "act": _BEGUN_BY[begun]}, mended

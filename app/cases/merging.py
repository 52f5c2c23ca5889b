"""What two windows did to a case without seeing each other: nothing that either wrote down is lost.

Papers, promises, pauses, hand-overs and papers out of force only ever become more, or are settled; so an act's list is
put together with the one that is there, and the desks and central come to the same list in whichever order the acts
reach them. Of all other fields the act that central takes in last stands (app/sync/ordering.py).
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.cases.life import FIELDS, PromiseKind
from app.cases.model import Case, CaseAct, case_to_json
from app.catalogue.model import GivenForm
from app.clock import local_date

FACTS = frozenset({"documents", "handed_back"})
"""What happened at the counter and stays, whatever becomes of the act that says so."""
_One = Mapping[str, Any]
_NEVER = "9999-12-31"


def together(case: Case, change: Mapping[str, Any], act: CaseAct) -> dict[str, Any]:
    """The change that `act` makes, with its lists put together with the case's own. Raises KeyError, TypeError or
    ValueError when it is not one of ours."""
    lists = _SAME.keys() & change.keys()
    adds = act is CaseAct.ADD_MATERIAL
    if not lists and not adds:
        return dict(change)
    held = json.loads(json.dumps(case_to_json(case)))
    both = {**change, **{name: _merged(name, held.get(name) or [], change[name]) for name in lists}}
    return _added(held, both) if adds else both


def _added(held: _One, change: dict[str, Any]) -> dict[str, Any]:
    """补充材料 at two windows: each brought something, neither takes away what the other brought; central still waits
    only for what neither did, and a promise is kept once nothing of it is to follow."""
    if "materials" in change:
        brought = {one["code"]: one for one in change["materials"]}
        ours = [_fuller(one, brought.pop(one["code"], one)) for one in held["materials"]]
        change["materials"] = [*ours, *brought.values()]
    if "asked" in change:
        left = {code: words for code, words in (change["asked"] or {}).items() if code in (held.get("asked") or {})}
        change |= {"asked": left} if left else {"asked": None, "asked_until": None}
    materials: list[_One] = change.get("materials") or held["materials"]
    to_follow = {one["code"] for one in materials if one["form"] == GivenForm.LATER.value}
    promises: list[_One] = change.get("promises") or held.get("promises") or []
    open_ones = [one for one in promises if _is_open(one) and to_follow.isdisjoint(one["about"])]
    papers: list[_One] = change.get("documents") or held["documents"]
    if open_ones and papers:
        day = str(local_date(max(datetime.fromisoformat(one["issued_at"]) for one in papers)))
        change["promises"] = [_kept(one, day) if one in open_ones else one for one in promises]
    return change


def _fuller(ours: _One, theirs: _One) -> _One:
    """Of a material that both name, theirs, unless it is still to follow or has no scan where ours has."""

    def rank(one: _One) -> tuple[bool, bool]:
        return one["form"] != GivenForm.LATER.value, one["file"] is not None

    return ours if rank(ours) > rank(theirs) else theirs


def _is_open(promise: _One) -> bool:
    return promise["kind"] == PromiseKind.LATE.value and promise.get("kept") is None


def _kept(promise: _One, day: str) -> _One:
    return {**promise, "settled_on": day, "kept": promise.get("due_on") is None or day <= promise["due_on"]}


def _merged(name: str, ours: list[_One], theirs: list[_One]) -> list[_One]:
    """Theirs, if it knows all of ours; else both in the order of their times."""
    same, settled = _SAME[name], _SETTLED[name]
    known = {same(one): one for one in ours}
    both = known | {same(one): min(one, known.get(same(one), one), key=settled) for one in theirs}
    if known.keys() <= {same(one) for one in theirs}:
        return list({same(one): both[same(one)] for one in theirs}.values())
    when = _WHEN[name]
    return sorted(both.values(), key=lambda one: (when(one), _text(one) if name in FIELDS else ""))


def _text(one: _One) -> str:
    return json.dumps(one, sort_keys=True)


def _of(*names: str) -> Callable[[_One], str]:
    return lambda one: json.dumps([one[name] for name in names])


_SAME: Mapping[str, Callable[[_One], str]] = MappingProxyType(
    {
        "documents": _of("receipt_no"),
        "promises": _of("kind", "about", "made_on"),
        "pauses": _of("procedure", "reason", "began_on"),
        "hand_overs": _of("to", "upward", "on", "reason"),
        "old_papers": _of("receipt_no"),
        "handed_back": _of("materials", "at"),
    }
)
"""What makes an entry of a list the same one."""
_SETTLED: Mapping[str, Callable[[_One], Any]] = MappingProxyType(
    {
        "documents": lambda one: 0,
        "promises": lambda one: (one.get("settled_on") or _NEVER, bool(one.get("kept")), _text(one)),
        "pauses": lambda one: one.get("ended_on") or _NEVER,
        "hand_overs": lambda one: 0,
        "old_papers": lambda one: not one["taken_back"],
        "handed_back": lambda one: 0,
    }
)
"""Of two tellings of the same one the least stands: what was settled first."""
_WHEN: Mapping[str, Callable[[_One], Any]] = MappingProxyType(
    {
        "documents": lambda one: datetime.fromisoformat(one["issued_at"]),
        "promises": lambda one: one["made_on"],
        "pauses": lambda one: one["began_on"],
        "hand_overs": lambda one: one["on"],
        "old_papers": lambda one: "",
        "handed_back": lambda one: datetime.fromisoformat(one["at"]),
    }
)

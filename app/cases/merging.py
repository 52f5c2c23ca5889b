"""What two windows did to a case without seeing each other: nothing that either wrote down is lost.

Papers, promises, pauses, hand-overs and papers out of force only ever become more, or are settled; so an act's list is
put together with the one that is there, and the desks and central come to the same list in whichever order the acts
reach them. Of all other fields the act that is taken in last stands.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.cases.life import FIELDS
from app.cases.model import Case, case_to_json

_One = Mapping[str, Any]
_NEVER = "9999-12-31"


def together(case: Case, change: Mapping[str, Any]) -> dict[str, Any]:
    """The change with its lists put together with the case's own. Raises KeyError, TypeError or ValueError when it is
    not one of ours."""
    lists = _SAME.keys() & change.keys()
    if not lists:
        return dict(change)
    held = json.loads(json.dumps(case_to_json(case)))
    return {**change, **{name: _merged(name, held.get(name) or [], change[name]) for name in lists}}


def _merged(name: str, ours: list[_One], theirs: list[_One]) -> list[_One]:
    """Theirs, if it knows all of ours; else both in the order of their times."""
    same, settled = _SAME[name], _SETTLED[name]
    known = {same(one): one for one in ours}
    both = known | {same(one): min(one, known.get(same(one), one), key=settled) for one in theirs}
    if known.keys() <= {same(one) for one in theirs}:
        return [both[same(one)] for one in theirs]
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
    }
)
"""What makes an entry of a list the same one."""
_SETTLED: Mapping[str, Callable[[_One], Any]] = MappingProxyType(
    {
        "documents": lambda one: 0,
        "promises": lambda one: (one.get("settled_on") or _NEVER, bool(one.get("kept"))),
        "pauses": lambda one: one.get("ended_on") or _NEVER,
        "hand_overs": lambda one: 0,
        "old_papers": lambda one: not one["taken_back"],
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
    }
)

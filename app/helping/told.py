"""What an entry of 帮代办 says, read strictly, for central and for other desks; and a value as an entry says it."""

from collections.abc import Mapping
from typing import Any, Final

from app.helping.hand_over import MOST_LINES
from app.helping.helping_json import (
    batch_from_json,
    batch_to_json,
    helper_from_json,
    helper_to_json,
    visit_from_json,
    visit_to_json,
)
from app.helping.model import (
    BATCH_OPENED,
    HANDED_OVER,
    HELPER_KEPT,
    RECEIVED,
    SETTLED,
    VISITED,
    BatchState,
    Helper,
    Value,
    Visit,
)

_LONGEST: Final = 500
_LONGEST_ID: Final = 36
_MOST_ARRIVALS: Final = 200
_OF_STATE: Final = {
    BatchState.OPEN: BATCH_OPENED,
    BatchState.HANDED_OVER: HANDED_OVER,
    BatchState.RECEIVED: RECEIVED,
    BatchState.SETTLED: SETTLED,
}


def told(kind: str, subject: str, body: Mapping[str, Any]) -> Value:
    """The value that the entry's body holds. Raises ValueError for what none of our desks wrote."""
    try:
        found = _read(kind, body)
        _check(found, subject)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("not of 帮代办") from error
    return found


def said(value: Value) -> tuple[str, dict[str, Any]]:
    """The kind and the body from which `told` reads this value."""
    if isinstance(value, Helper):
        return HELPER_KEPT, {"helper": helper_to_json(value)}
    if isinstance(value, Visit):
        return VISITED, {"visit": visit_to_json(value)}
    return _OF_STATE[value.state], {"batch": batch_to_json(value)}


def _read(kind: str, body: Mapping[str, Any]) -> Value:
    if kind == HELPER_KEPT:
        return helper_from_json(body["helper"])
    if kind == VISITED:
        return visit_from_json(body["visit"])
    return batch_from_json(body["batch"])


def _check(value: Value, subject: str) -> None:
    """Types and sizes: what comes may have been written by anybody who holds a device's key."""
    texts: list[object] = [value.id, subject]
    numbers: list[object] = []
    times = []
    if isinstance(value, Helper):
        texts += [value.number, value.name, value.village, value.place, value.phone or ""]
        numbers.append(value.revision)
    elif isinstance(value, Visit):
        texts += [value.helper, value.name, value.purpose, value.id_no or "", value.item or "", value.result or ""]
    else:
        texts += [value.number, value.point, value.device, value.from_place, value.to_place, value.helper_name or ""]
        texts += [text for line in value.lines for text in (line.case_no, line.name, line.item_name)]
        texts += [text for came in value.arrivals for text in (came.name, *came.scanned, *sum(came.lacking, ()))]
        numbers += [value.revision, *(count for line in value.lines for count in (line.papers, line.materials))]
        times = [value.made_at, *(came.at for came in value.arrivals)]
        if len(value.lines) > MOST_LINES or len(value.arrivals) > _MOST_ARRIVALS:
            raise ValueError("too long")
        if value.to_point not in (None, value.target.point_over(value.point)):
            raise ValueError("to another's point")
    sound = (
        all(isinstance(text, str) and len(text) <= _LONGEST for text in texts)
        and all(type(number) is int and 0 <= number < 2**31 for number in numbers)
        and all(time.tzinfo is not None for time in times)
        and value.id == subject
        and len(subject) <= _LONGEST_ID
    )
    if not sound:
        raise ValueError("out of form")

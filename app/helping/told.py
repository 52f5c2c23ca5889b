"""What an entry of 帮代办 says, read strictly: for central, and for the other windows of a point."""

from collections.abc import Mapping
from typing import Any, Final

from app.helping.hand_over import MOST_LINES
from app.helping.helping_json import batch_from_json, helper_from_json, visit_from_json
from app.helping.model import HELPER_KEPT, VISITED, Batch, Helper, Visit

_LONGEST: Final = 500
_MOST_ARRIVALS: Final = 200


def told(kind: str, subject: str, body: Mapping[str, Any]) -> Helper | Visit | Batch:
    """The value that the entry's body holds. Raises ValueError for what none of our desks wrote."""
    try:
        found = _read(kind, body)
        _check(found, subject)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("not of 帮代办") from error
    return found


def _read(kind: str, body: Mapping[str, Any]) -> Helper | Visit | Batch:
    if kind == HELPER_KEPT:
        return helper_from_json(body["helper"])
    if kind == VISITED:
        return visit_from_json(body["visit"])
    return batch_from_json(body["batch"])


def _check(value: Helper | Visit | Batch, subject: str) -> None:
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
    )
    if not sound:
        raise ValueError("out of form")

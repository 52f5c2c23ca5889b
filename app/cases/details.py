"""What a later act says besides the application: the `details` of an input line, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from app.cases.life import DeliveryMode, Signed
from app.cases.line_reading import day_of
from app.errors import Refused

SELF: Final = "self"
"""The `relation` of a receiver who is the applicant."""
LONGEST_PAUSE: Final = 366
"""Days: no 特别程序 is announced for longer."""
LONGEST_REASON: Final = 1000
_LONGEST: Final = 200
_MOST_COPIES: Final = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Who takes the result; see `app.cases.life.Delivered`."""

    mode: DeliveryMode
    paper: str | None
    copies: int
    receiver: str | None
    id_no: str | None
    relation: str
    authority: str | None
    checked: str | None
    signed: Signed | None
    tracking_no: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingBack:
    """Which originals go back, all that are here where none is named, and to whom; see `app.cases.life.HandedBack`."""

    materials: tuple[str, ...] = ()
    receiver: str | None = None
    relation: str = SELF
    authority: str | None = None
    signed: Signed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """事后核查: whether the promise was kept, and who found that out; see `app.cases.life.Promise`."""

    kept: bool | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All that acts may need; each act looks at its own. `to` is the body that a case is handed to, or to which an
    applicant has to turn who is declined.

    `conditions` are those that were ticked, counted from 1 in the item's order; `late_until` is the day until which
    what is late will be brought; `days` the natural days of a 补正; `taken_back`: the old paper came back. `replaces`
    is the number of a case in whose place this one is recorded, `void_reason` why that one is void; `replaced_by` and
    `moved`, the codes of its kept originals that lie with the other one now, are said by the service alone; `helper` is
    the number of the 代办员 who brought it.
    """

    procedure: str | None = None
    days: int | None = None
    to: str | None = None
    taken_back: bool = False
    conditions: tuple[int, ...] = ()
    late_until: date | None = None
    receiving: Receiving | None = None
    replaces: str | None = None
    void_reason: str | None = None
    replaced_by: str | None = None
    moved: tuple[str, ...] = ()
    helper: str | None = None
    handing_back: HandingBack | None = None
    check: Check | None = None


NONE: Final = Details()
_T = TypeVar("_T", DeliveryMode, Signed)
_KEYS: Final = frozenset(
    {
        *("procedure", "days", "to", "taken_back", "conditions", "late_until"),
        *("delivery", "replaces", "void_reason", "helper", "handing_back", "check"),
    }
)
_CHECK_KEYS: Final = frozenset({"kept", "by"})
_BACK_KEYS: Final = frozenset({"materials", "receiver", "relation", "authority", "signed"})
_DELIVERY_KEYS: Final = frozenset(
    {
        *("mode", "paper", "copies", "receiver", "id_no", "relation"),
        *("authority", "checked", "signed", "tracking_no"),
    }
)


def read_details(value: object) -> Details:
    """The details in a line's object; None has none. Raises Refused with the path of the first wrong field."""
    if value is None:
        return NONE
    found = _object(value, "details", _KEYS)
    delivery, back, check = found.get("delivery"), found.get("handing_back"), found.get("check")
    return Details(
        procedure=_text(found, "procedure"),
        days=_count(found, "days", LONGEST_PAUSE),
        to=_text(found, "to"),
        taken_back=_flag(found, "taken_back"),
        conditions=_conditions(found.get("conditions")),
        late_until=_day(found, "late_until"),
        replaces=_text(found, "replaces"),
        void_reason=_text(found, "void_reason", longest=LONGEST_REASON),
        helper=_text(found, "helper"),
        receiving=None if delivery is None else _receiving(_object(delivery, "details.delivery", _DELIVERY_KEYS)),
        handing_back=None if back is None else _handing_back(_object(back, "details.handing_back", _BACK_KEYS)),
        check=None if check is None else _check(_object(check, "details.check", _CHECK_KEYS)),
    )


def _receiving(value: Mapping[str, Any]) -> Receiving:
    place = "details.delivery"
    return Receiving(
        mode=_one_of(DeliveryMode, value.get("mode", DeliveryMode.COUNTER.value), f"{place}.mode"),
        paper=_text(value, "paper", place),
        copies=_count(value, "copies", _MOST_COPIES, place) or 1,
        receiver=_text(value, "receiver", place),
        id_no=_text(value, "id_no", place),
        relation=_text(value, "relation", place) or SELF,
        authority=_text(value, "authority", place),
        checked=_text(value, "checked", place),
        signed=None if value.get("signed") is None else _one_of(Signed, value["signed"], f"{place}.signed"),
        tracking_no=_text(value, "tracking_no", place),
    )


def _handing_back(value: Mapping[str, Any]) -> HandingBack:
    place, named = "details.handing_back", value.get("materials")
    if named is not None and not (isinstance(named, list) and all(isinstance(code, str) for code in named)):
        raise Refused("line_not_list", f"{place}.materials")
    return HandingBack(
        materials=tuple(named or ()),
        receiver=_text(value, "receiver", place),
        relation=_text(value, "relation", place) or SELF,
        authority=_text(value, "authority", place),
        signed=None if value.get("signed") is None else _one_of(Signed, value["signed"], f"{place}.signed"),
    )


def _check(value: Mapping[str, Any]) -> Check:
    kept, place = value.get("kept"), "details.check"
    if kept is not None and not isinstance(kept, bool):
        raise Refused("detail_flag", f"{place}.kept")
    return Check(kept=kept, by=_text(value, "by", place))


def _object(value: object, place: str, keys: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused("line_not_object", place)
    if not value.keys() <= keys:
        unknown = next(key for key in value if key not in keys)
        raise Refused("line_key_unknown", f"{place}.{unknown}", key=unknown)
    return value


def _text(value: Mapping[str, Any], key: str, place: str = "details", longest: int = _LONGEST) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str):
        raise Refused("line_not_text", f"{place}.{key}")
    if len(found) > longest:
        raise Refused("text_long", f"{place}.{key}", longest=longest)
    return found.strip() or None


def _count(value: Mapping[str, Any], key: str, most: int, place: str = "details") -> int | None:
    found = value.get(key)
    if found is None:
        return None
    if type(found) is not int or not 1 <= found <= most:
        raise Refused("detail_count", f"{place}.{key}", most=most)
    return found


def _flag(value: Mapping[str, Any], key: str) -> bool:
    found = value.get(key, False)
    if not isinstance(found, bool):
        raise Refused("detail_flag", f"details.{key}")
    return found


def _day(value: Mapping[str, Any], key: str) -> date | None:
    text = _text(value, key)
    return None if text is None else day_of(text, f"details.{key}")


def _conditions(value: object) -> tuple[int, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(type(one) is not int for one in value):
        raise Refused("line_not_list", "details.conditions")
    return tuple(sorted({*value}))


def _one_of(kind: type[_T], value: object, place: str) -> _T:
    try:
        return kind(str(value))
    except ValueError:
        raise Refused("detail_unknown", place, given=str(value)) from None

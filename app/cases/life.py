"""What happens to a case after its application: promises, pauses, hand-overs, its result, and how that was delivered.

In JSON these are fields of the case beside the others; what has not happened is left out of an entry (`life_to_json`)
and stands as its empty value in a listing (`WHOLE`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

CHECK_DAYS: Final = 60
"""Natural days within which a 告知承诺 is checked later where nobody sets another term [K]."""


class PromiseKind(StrEnum):
    """What an applicant promised in writing."""

    LATE = "late"  # 容缺受理: to bring a material later
    INFORMED = "informed"  # 告知承诺: to meet the item's conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise, as the ledger lists it. `about` names materials by code (容缺) or conditions in words (告知承诺).

    `due_on` is the last day to keep it, of 告知承诺 that of its later check (None in older ones); `kept` is None while
    it is open. `checked_by` and `finding` say who made the later check and what was found.
    """

    kind: PromiseKind
    about: tuple[str, ...]
    made_on: date
    due_on: date | None = None
    settled_on: date | None = None
    kept: bool | None = None
    checked_by: str | None = None
    finding: str | None = None

    @property
    def check_by(self) -> date:
        """The last day of the later check, of older promises too."""
        return self.due_on or self.made_on + timedelta(days=CHECK_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """特别程序: its days after `began_on` up to and with `ended_on` don't count (domain.md, 3.5)."""

    procedure: str
    reason: str
    began_on: date
    expected_days: int | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """转办 or 转报 (`upward`): to which body, when and why."""

    to: str
    upward: bool
    on: date
    reason: str


class DeliveryMode(StrEnum):
    """How a result reached the applicant (domain.md, 3.4)."""

    COUNTER = "counter"  # 窗口领取
    POST = "post"  # 邮寄
    ON_BEHALF = "on_behalf"  # 代领
    LEFT = "left"  # 留置


class Signed(StrEnum):
    """How the receiver confirmed it."""

    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"  # 按手印


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """送达: what was handed over, to whom, and by which right another person took it.

    `relation` is "self" for the applicant; anybody else has an `authority` (授权委托书, 户口簿…), as the paper receipt
    alone entitles nobody else. `checked` says what showed who it was. A posted one has a tracking number.
    """

    at: datetime
    mode: DeliveryMode
    paper: str
    copies: int
    receiver: str
    relation: str
    checked: str
    id_no: str | None = None
    authority: str | None = None
    signed: Signed | None = None
    tracking_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What central decided on: the document or licence, its number and validity, and where to fetch it."""

    name: str
    number: str | None = None
    valid_until: date | None = None
    pickup: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPaper:
    """A paper that a correction or a void put out of force: taken back, or still with the applicant."""

    receipt_no: str
    taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """一件事: what the case was recorded with. `no` is the number of all of them together, `count` how many they are;
    the theme by its code, version and name, as central keeps no themes."""

    no: str
    theme: str
    version: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack:
    """退还原件: the originals (codes of materials) that went back, when, to whom, and by which right if to another."""

    materials: tuple[str, ...]
    at: datetime
    receiver: str
    relation: str
    authority: str | None = None
    signed: Signed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All of it. `asked` says what central wants added (material or heading → what about it), `asked_until` by when;
    `answer_until` is the last day of a 补正. `replaces` and `replaced_by` link a case and the one in its place,
    `joint` names the theme that it was recorded with; `competent_body` is where an application that was declined is
    to go, in the clerk's words."""

    promises: tuple[Promise, ...] = ()
    pauses: tuple[Pause, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    asked: Mapping[str, str] | None = None
    asked_until: date | None = None
    answer_until: date | None = None
    outcome: Outcome | None = None
    delivered: Delivered | None = None
    old_papers: tuple[OldPaper, ...] = ()
    replaces: str | None = None
    replaced_by: str | None = None
    joint: Joint | None = None
    handed_back: tuple[HandedBack, ...] = ()
    competent_body: str | None = None

    @property
    def to_check(self) -> tuple[Promise, ...]:
        """告知承诺 that nobody has checked yet."""
        return tuple(promise for promise in self.open_promises if promise.kind is PromiseKind.INFORMED)

    @property
    def open_promises(self) -> tuple[Promise, ...]:
        """Those that nobody has settled yet."""
        return tuple(promise for promise in self.promises if promise.kept is None)


_LISTS: Final = frozenset({"promises", "pauses", "hand_overs", "old_papers", "handed_back"})
FIELDS: Final = frozenset(field.name for field in fields(Life))
WHOLE: Final[Mapping[str, Any]] = {name: [] if name in _LISTS else None for name in sorted(FIELDS)}
"""A case to which nothing of this has happened, as a listing shows it."""


def life_to_json(life: Life) -> dict[str, Any]:
    """What has happened, by field; nothing for what has not."""
    if life == NOTHING_YET:
        return {}
    values = {name: getattr(life, name) for name in WHOLE}
    return {name: _plain(value) for name, value in values.items() if value != getattr(NOTHING_YET, name)}


def life_from_json(value: Mapping[str, Any]) -> Life:
    """The inverse of `life_to_json`, from a case's object. Raises KeyError, ValueError or TypeError for another's."""
    if FIELDS.isdisjoint(value):
        return NOTHING_YET
    asked = value.get("asked")
    outcome, delivered, joint = value.get("outcome"), value.get("delivered"), value.get("joint")
    return Life(
        promises=tuple(_promise(one) for one in value.get("promises") or ()),
        pauses=tuple(_pause(one) for one in value.get("pauses") or ()),
        hand_overs=tuple(HandOver(**{**one, "on": _day(one["on"])}) for one in value.get("hand_overs") or ()),
        asked=None if asked is None else dict(asked),
        asked_until=_day(value.get("asked_until")),
        answer_until=_day(value.get("answer_until")),
        outcome=None if outcome is None else Outcome(**{**outcome, "valid_until": _day(outcome.get("valid_until"))}),
        delivered=None if delivered is None else _delivered(delivered),
        old_papers=tuple(OldPaper(**one) for one in value.get("old_papers") or ()),
        replaces=value.get("replaces"),
        replaced_by=value.get("replaced_by"),
        joint=None if joint is None else Joint(**joint),
        handed_back=tuple(_handed_back(one) for one in value.get("handed_back") or ()),
        competent_body=value.get("competent_body"),
    )


NOTHING_YET: Final = Life()


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        values = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in values.items() if one is not None}
    return dict(value) if isinstance(value, Mapping) else value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _promise(value: Mapping[str, Any]) -> Promise:
    return Promise(
        kind=PromiseKind(value["kind"]),
        about=tuple(value["about"]),
        made_on=date.fromisoformat(value["made_on"]),
        due_on=_day(value.get("due_on")),
        settled_on=_day(value.get("settled_on")),
        kept=value.get("kept"),
        checked_by=value.get("checked_by"),
        finding=value.get("finding"),
    )


def _pause(value: Mapping[str, Any]) -> Pause:
    return Pause(
        procedure=value["procedure"],
        reason=value["reason"],
        began_on=date.fromisoformat(value["began_on"]),
        expected_days=value.get("expected_days"),
        ended_on=_day(value.get("ended_on")),
    )


def _handed_back(value: Mapping[str, Any]) -> HandedBack:
    signed = value.get("signed")
    return HandedBack(
        **{
            **value,
            "materials": tuple(value["materials"]),
            "at": datetime.fromisoformat(value["at"]),
            "signed": None if signed is None else Signed(signed),
        }
    )


def _delivered(value: Mapping[str, Any]) -> Delivered:
    signed = value.get("signed")
    return Delivered(
        **{
            **value,
            "at": datetime.fromisoformat(value["at"]),
            "mode": DeliveryMode(value["mode"]),
            "signed": None if signed is None else Signed(signed),
        }
    )

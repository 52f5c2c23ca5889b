"""What central demands of a case entry before it takes it in. Pure: values in, a case or a ruling out."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from app.cases.acts import rule
from app.cases.given import is_sound
from app.cases.life import NOTHING_YET, Life, life_to_json
from app.cases.merging import FACTS, together
from app.cases.model import ENDED, Case, CaseAct, CaseState, Step, changed
from app.cases.numbers import read_case_number
from app.central.case_reading import read_recorded
from app.central.joint_rules import check_joint
from app.central.model import CaseFile
from app.central.rulings import Returned
from app.errors import Refused
from app.ids import DeviceId
from app.journal import Entry, EntryName, Stream
from app.sync.model import Reason

_FIXED = frozenset(
    {
        "id",
        "case_no",
        "point",
        "device",
        "token",
        "central_no",
        "received_at",
        "former_nos",
        "helper",
        "outcome",
        "joint",
    }
)
"""No act at a window may change these."""

_DECIDED = frozenset({CaseState.APPROVED, CaseState.REJECTED})
_BY_CENTRAL = _DECIDED | {CaseState.RETURNED}
_CORRECTED = rule(CaseState.RETURNED, CaseAct.CORRECT).ways
"""A case that was returned and corrected goes back to where it stood."""

_ISSUED = FACTS | {"old_papers"}
_OVER = "该办件在市级平台已经办结或终止，这次办理没有生效；请向申请人说明，然后更正上报，按市级平台的结果继续"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TOKEN = re.compile(r"[0-9A-Za-z]{10,32}")
_MOST = 2**31 - 1
_LONGEST = 200
_LARGEST_LIFE = 64 << 10
"""Bytes of what happened to a case after its application."""
_FORMER = 20
"""Numbers that a case may have had: one for each time that its desk was copied."""
msgspec.json.Decoder(Life)  # learns its fields while one thread imports this: see app.sync.packing.decoded
_MALFORMED = (KeyError, ValueError, TypeError, AttributeError, Refused)


def new_case(entry: Entry, body: Mapping[str, Any], point: str, device_number: int, central_no: str) -> Case:
    """The case that a `case.recorded` entry begins, with its central number. Raises Returned."""
    try:
        case = read_recorded(body, entry.name, central_no)
    except _MALFORMED as error:
        raise Returned(Reason.BAD_PAYLOAD, "办件内容不完整或格式不对") from error
    if case.point != point:
        raise Returned(Reason.POINT_MISMATCH, f"该办件属于服务点{case.point}，不能由服务点{point}上传")
    if body["case"].get("central_no") is not None or case.former_nos:
        raise Returned(Reason.BAD_PAYLOAD, "办件与登记它的设备不符")
    _check_identity(case, entry, device_number)
    _check_shape(case)
    check_joint(case)
    act = act_of(body)
    if case.state not in _allowed(CaseState.DRAFT, act):
        raise Returned(Reason.UNLAWFUL_ACT, "登记环节与办件状态不符")
    return case


def again(entry: Entry, body: Mapping[str, Any], point: str, number_of: Callable[[DeviceId], int]) -> Case:
    """The case that a `case.rerecorded` entry tells of a desk that is not continued. Raises Returned.

    It is the former device's case: its number is that device's, or a new one of the device that records it once more.
    """
    try:
        case = replace(read_recorded(body, entry.name), central_no=None)
    except _MALFORMED as error:
        raise Returned(Reason.BAD_PAYLOAD, "办件内容不完整或格式不对") from error
    if case.point != point:
        raise Returned(Reason.POINT_MISMATCH, f"该办件属于服务点{case.point}，不能由服务点{point}上传")
    if case.id != entry.subject or of_of(body) is None or not isinstance(case.device, str) or len(case.device) != 36:
        raise Returned(Reason.BAD_PAYLOAD, "没有写明原来的记录")
    act_of(body)
    owners = {number_of(case.device), number_of(entry.name.device)} - {0}
    _check_number(case, {f"{number:02d}" for number in owners} if number_of(case.device) else {""})
    _check_shape(case)
    check_joint(case)
    return case


def _check_number(case: Case, devices: Collection[str]) -> None:
    try:
        number = read_case_number(case.case_no)
    except Refused as error:
        raise Returned(Reason.BAD_PAYLOAD, "办件编号的校验位不对") from error
    if number != case.case_no or not number.startswith(tuple(f"{case.point}{device}" for device in devices)):
        raise Returned(Reason.BAD_PAYLOAD, "办件编号不是本设备的编号")


def _check_identity(case: Case, entry: Entry, device_number: int) -> None:
    if case.id != entry.subject or case.device != entry.name.device:
        raise Returned(Reason.BAD_PAYLOAD, "办件与登记它的设备不符")
    if case.received_at != entry.at and (case.life.replaces is None or case.received_at > entry.at):
        raise Returned(Reason.BAD_PAYLOAD, "收件时间与登记时间不一致")
    _check_number(case, {f"{device_number:02d}"})


def check_replaced(case: Case, old: CaseFile | None) -> None:
    """A case in the place of another keeps that one's time of receipt (更正) and its theme, as far as that one is
    known. Raises Returned."""
    if old is not None and old.case.received_at != case.received_at:
        raise Returned(Reason.BAD_PAYLOAD, "收件时间与被替代的办件不一致")
    if old is not None and old.case.life.joint != case.life.joint:
        raise Returned(Reason.BAD_PAYLOAD, "联办编号与被替代的办件不一致")


def _check_shape(case: Case) -> None:
    """The limits of what central's database keeps."""
    texts = (case.case_no, case.item, case.item_name, case.clerk, case.clerk_name, case.token, *case.former_nos)
    numbers = (case.item_version, case.window, *(material.count for material in case.materials))
    ok = (
        {str}.issuperset(map(type, texts))
        and max(map(len, texts)) <= _LONGEST
        and len(case.former_nos) <= _FORMER
        and {int}.issuperset(map(type, numbers))
        and all(map(is_sound, case.materials))
        and min(numbers) >= 0
        and max(numbers) <= _MOST
        and _UUID.fullmatch(case.id) is not None
        and _TOKEN.fullmatch(case.token) is not None
        and isinstance(case.answers, dict)
        and (case.reason is None or isinstance(case.reason, str))
        and isinstance(case.due_provisional, bool)
        and isinstance(case.pending_online, bool)
        and case.received_at.tzinfo is not None
        and (case.accepted_at is None or case.accepted_at.tzinfo is not None)
    )
    if not ok or not _is_life(case.life):
        raise Returned(Reason.BAD_PAYLOAD, "办件内容格式不对")


def _is_life(life: Life) -> bool:
    """Whether each of its fields is of its type, and the whole no larger than people write."""
    if life is NOTHING_YET:
        return True
    told = life_to_json(life)
    try:
        msgspec.convert(told, Life)
        return len(msgspec.json.encode(told)) <= _LARGEST_LIFE
    except (msgspec.ValidationError, ValueError, TypeError):
        return False


def act_of(body: Mapping[str, Any]) -> CaseAct:
    """Which act the entry says it is. Raises Returned."""
    try:
        return CaseAct(body["act"])
    except (KeyError, ValueError, TypeError) as error:
        raise Returned(Reason.BAD_PAYLOAD, "没有写明办理动作") from error


def of_of(body: Mapping[str, Any]) -> EntryName | None:
    """The entry of a former device that this one records once more, None when it says none. Raises Returned."""
    return _entry_at(body, "of", "没有写明原来的记录")


def seen_of(body: Mapping[str, Any]) -> EntryName | None:
    """The last entry of the case that the author had seen. Raises Returned."""
    return _entry_at(body, "seen", "没有写明所依据的上一步")


def _entry_at(body: Mapping[str, Any], key: str, missing: str) -> EntryName | None:
    match body.get(key):
        case None:
            return None
        case [str(device), ("desk" | "queue") as stream, int(number)] if 0 < number < 2**53:
            return EntryName(device=device, stream=Stream(stream), number=number)  # type: ignore[arg-type]
    raise Returned(Reason.BAD_PAYLOAD, missing)


def acted(
    case: Case,
    entry: Entry,
    body: Mapping[str, Any],
    seen: EntryName | None,
    *,
    mending: bool,
    went_on_to: str | None = None,
) -> Case:
    """The case after a later act. `mending`: an earlier entry about it was returned, which a correction settles;
    `went_on_to` is the state to which its author's own acts had led since.

    Raises Returned: what is wrong with the payload, unlawful_act, or stale when the author could not know better.
    """
    act, change = act_of(body), body.get("change")
    if not isinstance(change, dict) or _FIXED & change.keys():
        raise Returned(Reason.BAD_PAYLOAD, "办理内容不完整或改动了不能改动的内容")
    falls_away = gives_way(case.state, body) if mending else act is CaseAct.GIVE_WAY
    if falls_away:
        change = {name: change[name] for name in _ISSUED & change.keys()}
    try:
        result = changed(case, together(case, change, act), entry.name)
    except _MALFORMED as error:
        raise Returned(Reason.BAD_PAYLOAD, "办理内容不完整或格式不对") from error
    _check_shape(result)
    if falls_away:
        return result
    went_on = mending and act is CaseAct.CORRECT and result.state.value == went_on_to
    if not (went_on or _is_lawful(case.state, act, result.state, mending=mending)):
        behind = seen != case.last or case.state in _BY_CENTRAL
        if behind and case.state in ENDED:
            raise Returned(Reason.STALE, _OVER)
        text = "办理时尚不知道该办件在市级平台已有变化" if behind else "该办件目前的状态不能这样办理"
        raise Returned(Reason.STALE if behind else Reason.UNLAWFUL_ACT, text)
    return result


def gives_way(before: CaseState, body: Mapping[str, Any]) -> bool:
    """Whether what came back falls away: as its window says (以市级为准), or as a correction of it meets a case that
    has ended meanwhile. The case stays as it is, only papers are added, and the window is told the whole case."""
    act = act_of(body)
    if act is CaseAct.GIVE_WAY:
        return True
    if act is not CaseAct.CORRECT or before not in ENDED:
        return False
    state = body["change"].get("state") if isinstance(body.get("change"), dict) else None
    return not (before in _CORRECTED and state in (None, before.value))


def _is_lawful(before: CaseState, act: CaseAct, result: CaseState, *, mending: bool) -> bool:
    if act in (CaseAct.REPRINT, CaseAct.NOTIFY):
        return result is before
    if act is CaseAct.VOID and mending:
        return result is CaseState.VOID and before not in _DECIDED
    if act is CaseAct.CORRECT and (before is CaseState.RETURNED or (mending and before not in _DECIDED)):
        return result in _CORRECTED
    return result in _allowed(before, act)


def _allowed(before: CaseState, act: CaseAct) -> frozenset[CaseState]:
    try:
        return rule(before, act).ways
    except Refused:
        return frozenset()


def step_of(case: Case, entry: Entry, body: Mapping[str, Any]) -> Step:
    """The line that the entry adds to the case's story."""
    window, by, reason = body.get("window"), body.get("by"), body.get("reason", case.reason)
    return Step(
        at=entry.at,
        act=act_of(body),
        state=case.state,
        by=by if isinstance(by, str) else case.clerk_name,
        window=window if type(window) is int and 0 <= window <= _MOST else None,
        reason=reason if isinstance(reason, str) else None,
        entry=str(entry.name),
    )

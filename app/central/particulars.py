"""What a reviewer's act says besides its reason, and what it makes of the case. Pure: values in, a change out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from app.cases.acts import after_by_reviewer
from app.cases.details import LONGEST_PAUSE
from app.cases.life import Life, Outcome, life_to_json
from app.cases.model import Case, CaseAct, Step
from app.cases.shared_acts import Change, check_words, checked, handed_over, resumed, suspended
from app.cases.waiting import to_follow
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ServiceItem
from app.central.scans import coming
from app.errors import Refused

LONGEST_WORD = 200
_MOST_ASKED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """All that acts may need; each act looks at its own.

    `asked` names materials by code, or headings, and says what about each, `until` by when. `anyway`: the reviewer has
    read what speaks against asking. An outcome without a name is called as the item says. `kept`: whether a later check
    found the promise true.
    """

    procedure: str | None = None
    days: int | None = None
    to: str | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    until: date | None = None
    anyway: bool = False
    document: str | None = None
    number: str | None = None
    valid_until: date | None = None
    pickup: str | None = None
    kept: bool | None = None


NONE: Final = Particulars()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """What an act is done to, by whom, and with what. `item` is None where central lacks the version; `here` are the
    attachments that have arrived."""

    case: Case
    item: ServiceItem | None
    calendar: WorkingCalendar
    steps: Collection[Step]
    here: Collection[str]
    today: date
    text: str | None
    by: str
    particulars: Particulars


def change_of(reviewing: Reviewing, act: CaseAct) -> Change:
    """The fields of the case that the act makes different.

    Raises Refused: case_act_unlawful, what `app.cases.shared_acts` raises, item_version_unknown where the rule stands
    in an item that central lacks, detail_count, text_long, day_past, approve_late, ask_nothing, ask_day_missing, and
    unless `anyway` ask_again, ask_on_its_way.
    """
    case = reviewing.case
    after = after_by_reviewer(case.state, act)
    _check(reviewing.particulars, reviewing.today)
    found = _CHANGES.get(act)
    change: Change = {} if after is case.state else {"state": after.value}
    return change | (_decided(reviewing, act) if found is None else found(reviewing, act))


def words_of(reviewing: Reviewing, act: CaseAct) -> str | None:
    """The act in the case's story: its particulars and the reviewer's words."""
    said, about = reviewing.particulars, reviewing.text
    match act:
        case CaseAct.ASK:
            asked = [f"{_name(reviewing.item, code)}：{what}" for code, what in said.asked.items()]
            return "；".join([*asked, f"请在{said.until}前补充", *([about] if about else [])])
        case CaseAct.SUSPEND:
            long = f"，预计{said.days}日" if said.days else ""
            return f"{said.procedure}{long}：{about}"
        case CaseAct.TRANSFER | CaseAct.TRANSFER_UP:
            return f"{said.to}：{about}"
        case CaseAct.APPROVE if (outcome := _outcome(reviewing)) is not None:
            until = f"有效期至{outcome.valid_until}" if outcome.valid_until else None
            pickup = f"领取：{outcome.pickup}" if outcome.pickup else None
            named = " ".join(part for part in (outcome.name, outcome.number) if part)
            return "；".join(part for part in (named, until, pickup, about) if part)
        case CaseAct.CHECK:
            return check_words(said.kept, about or "")
    return about


def _check(said: Particulars, today: date) -> None:
    texts = {"procedure": said.procedure, "to": said.to, "document": said.document, "number": said.number}
    texts |= {"pickup": said.pickup, **dict(said.asked)}
    for name, text in texts.items():
        if max(len(text or ""), len(name)) > LONGEST_WORD or "\x00" in f"{name}{text}":
            raise Refused("text_long", name[:LONGEST_WORD], longest=LONGEST_WORD)
    if said.days is not None and not 1 <= said.days <= LONGEST_PAUSE:
        raise Refused("detail_count", "days", most=LONGEST_PAUSE)
    for name, day in {"until": said.until, "valid_until": said.valid_until}.items():
        if day is not None and day < today:
            raise Refused("day_past", name, day=day.isoformat())


def _decided(reviewing: Reviewing, act: CaseAct) -> Change:
    """准予, 不予许可 and 退回 end what the case waits for. Raises Refused("approve_late") while material is to follow:
    no result is given out before it is here (domain.md, 3.5)."""
    case = reviewing.case
    late = [code for promise in case.life.open_promises for code in to_follow(case, promise)]
    if act is CaseAct.APPROVE and late:
        raise Refused("approve_late", "act", materials="、".join(_name(reviewing.item, code) for code in late))
    change: Change = {"reason": reviewing.text}
    if act is not CaseAct.RETURN:
        change["pending_online"] = False
    outcome = _outcome(reviewing) if act is CaseAct.APPROVE else None
    return change | (life_to_json(Life(outcome=outcome)) if outcome else {})


def _outcome(reviewing: Reviewing) -> Outcome | None:
    said, item = reviewing.particulars, reviewing.item
    if not (said.document or said.number or said.valid_until or said.pickup):
        return None
    name = said.document or (item.result_name if item else None) or reviewing.case.item_name
    return Outcome(name=name, number=said.number, valid_until=said.valid_until, pickup=said.pickup)


def _asked(reviewing: Reviewing, _: CaseAct) -> Change:
    said, case = reviewing.particulars, reviewing.case
    if not said.asked or not all(code and about for code, about in said.asked.items()):
        raise Refused("ask_nothing", "asked")
    if len(said.asked) > _MOST_ASKED:
        raise Refused("detail_count", "asked", most=_MOST_ASKED)
    if said.until is None:
        raise Refused("ask_day_missing", "until")
    if not said.anyway:
        _check_need(reviewing)
    return life_to_json(Life(asked={**(case.life.asked or {}), **said.asked}, asked_until=said.until))


def _check_need(reviewing: Reviewing) -> None:
    """Everything is to be asked for at once, and nothing that comes by itself."""
    case, asked = reviewing.case, reviewing.particulars.asked
    waiting = [_name(reviewing.item, code) for code in coming(case, reviewing.here) if code in asked]
    if waiting:
        raise Refused("ask_on_its_way", "asked", materials="、".join(waiting))
    if any(step.act is CaseAct.ASK for step in reviewing.steps):
        raise Refused("ask_again", "asked")


def _suspended(reviewing: Reviewing, _: CaseAct) -> Change:
    said, case = reviewing.particulars, reviewing.case
    item, reason = _known(reviewing), reviewing.text or ""
    return suspended(case, item, reviewing.today, procedure=said.procedure, days=said.days, reason=reason)


def _resumed(reviewing: Reviewing, _: CaseAct) -> Change:
    return resumed(reviewing.case, _known(reviewing), reviewing.today, reviewing.calendar)


def _transferred(reviewing: Reviewing, act: CaseAct) -> Change:
    upward, to, reason = act is CaseAct.TRANSFER_UP, reviewing.particulars.to, reviewing.text or ""
    return handed_over(reviewing.case, reviewing.today, to=to, upward=upward, reason=reason)


def _checked(reviewing: Reviewing, _: CaseAct) -> Change:
    kept, finding = reviewing.particulars.kept, reviewing.text or ""
    return checked(reviewing.case, reviewing.today, kept=kept, by=reviewing.by, finding=finding)


def _known(reviewing: Reviewing) -> ServiceItem:
    case = reviewing.case
    if reviewing.item is None:
        raise Refused("item_version_unknown", "item", name=case.item_name, version=case.item_version)
    return reviewing.item


def _name(item: ServiceItem | None, code: str) -> str:
    """The material as the guide calls it; a heading is its own name."""
    material = None if item is None else item.material(code)
    return code if material is None else material.name


_CHANGES: Final[Mapping[CaseAct, Callable[[Reviewing, CaseAct], dict[str, Any]]]] = {
    CaseAct.ASK: _asked,
    CaseAct.SUSPEND: _suspended,
    CaseAct.RESUME: _resumed,
    CaseAct.TRANSFER: _transferred,
    CaseAct.TRANSFER_UP: _transferred,
    CaseAct.CHECK: _checked,
}

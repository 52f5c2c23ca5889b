"""Acts that a window and a reviewer do alike: what each changes in the case (domain.md, 3.2 and 3.5)."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.cases.life import HandOver, Life, Pause, life_to_json
from app.cases.model import Case
from app.cases.timing import paused
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ServiceItem
from app.errors import Refused

Change = dict[str, Any]
_USUAL = ("公示", "鉴定", "专家评审", "现场勘查")
"""Named as examples where the item lists no special procedure."""


def suspended(
    case: Case, item: ServiceItem, today: date, *, procedure: str | None, days: int | None, reason: str
) -> Change:
    """特别程序 begins today. Raises Refused: procedure_missing, pause_again for one that began and ended today."""
    if not procedure:
        raise Refused("procedure_missing", "details.procedure", allowed="、".join(item.special_procedures or _USUAL))
    if any((one.procedure, one.reason, one.began_on) == (procedure, reason, today) for one in case.life.pauses):
        raise Refused("pause_again", "reason", procedure=procedure)
    pause = Pause(procedure=procedure, reason=reason, began_on=today, expected_days=days)
    return life_to_json(Life(pauses=(*case.life.pauses, pause)))


def resumed(case: Case, item: ServiceItem, today: date, calendar: WorkingCalendar) -> Change:
    """特别程序 ends today: the days of the pause are added to the promised ones."""
    pauses = tuple(
        replace(pause, ended_on=max(today, pause.began_on)) if pause.ended_on is None else pause
        for pause in case.life.pauses
    )
    change = life_to_json(Life(pauses=pauses))
    due = paused(case, item, pauses, calendar)
    if due is not None:
        change |= {"due_on": due.on.isoformat(), "due_provisional": due.provisional}
    return change


def handed_over(case: Case, today: date, *, to: str | None, upward: bool, reason: str) -> Change:
    """转办 or 转报. Raises Refused: transfer_body_missing, transfer_again when that was said today already."""
    if not to:
        raise Refused("transfer_body_missing", "details.to")
    over = HandOver(to=to, upward=upward, on=today, reason=reason)
    if over in case.life.hand_overs:
        raise Refused("transfer_again", "details.to", to=to)
    return life_to_json(Life(hand_overs=(*case.life.hand_overs, over)))


def checked(case: Case, today: date, *, kept: bool | None, by: str | None, finding: str) -> Change:
    """事后核查: every 告知承诺 of the case that is still open is settled today. Raises Refused: check_nothing,
    check_result_missing, checker_missing."""
    found = case.life.to_check
    if not found:
        raise Refused("check_nothing", "act")
    if kept is None:
        raise Refused("check_result_missing", "details.check.kept")
    if not by:
        raise Refused("checker_missing", "details.check.by")
    promises = tuple(
        replace(promise, settled_on=today, kept=kept, checked_by=by, finding=finding) if promise in found else promise
        for promise in case.life.promises
    )
    return life_to_json(Life(promises=promises))


def check_words(kept: bool | None, finding: str, by: str | None = None) -> str:
    """What a later check found, as the case's story says it; `by` is who checked, where the entry is another's."""
    said = "承诺属实" if kept else "承诺不实"
    return f"{said}（{by}）：{finding}" if by else f"{said}：{finding}"

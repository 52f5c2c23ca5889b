"""A ticket: one visitor's place in the queue, from taking a number to leaving (domain.md §5).

It names nobody: a number, times, a priority group and the ids of cases. What may happen to it
stands in `steps.py`; who is next in `fairness.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.catalogue.model import ItemCode
from app.ids import CaseId, TicketId


class TicketState(StrEnum):
    """Where a ticket stands. CALLED and SERVING are a window's current one."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SKIPPED = "skipped"  # 过号
    PARKED = "parked"  # 暂挂
    FINISHED = "finished"


CURRENT = frozenset({TicketState.CALLED, TicketState.SERVING})
"""The states of a visitor who is at a window."""


class PriorityGroup(StrEnum):
    """Who may go first, as the number machine asks it (domain.md §5)."""

    ELDERLY = "elderly"  # 老年人
    DISABLED = "disabled"  # 残疾人
    PREGNANT = "pregnant"  # 孕妇、带婴幼儿
    MILITARY = "military"  # 现役军人、军属、退役军人、优待证持有人
    RESCUE = "rescue"  # 消防救援人员
    APPOINTMENT = "appointment"  # 预约号
    OTHER = "other"  # 窗口认定的其他优先对象


class Line(StrEnum):
    """In which of the two lines of its letter a ticket stands. One who returns after a skip stands in NORMAL."""

    PRIORITY = "priority"
    NORMAL = "normal"


class Outcome(StrEnum):
    """What came of a visit."""

    CASE = "case"  # 办件
    ENQUIRY = "enquiry"  # 咨询
    SUPPLEMENT = "supplement"  # 补正
    COLLECT = "collect"  # 领取
    INCOMPLETE = "incomplete"  # 材料不齐
    TRANSFER = "transfer"  # 转窗口
    LEFT = "left"  # 离开


WITHOUT_CASE = frozenset({Outcome.ENQUIRY, Outcome.INCOMPLETE})
"""Outcomes that may name the item that was asked about; no case came of the visit, and none is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket after its latest act; `revision` counts its acts, the first being 1.

    `place` orders a line: microseconds since 1970 at which the visitor joined, or just behind another's place
    after a return; equal places go by `queued_at`. `waited` is the seconds from taking the number to the first call.
    `item` is what an enquiry was about (`WITHOUT_CASE`).
    """

    id: TicketId
    number: str
    category: str
    serial: int
    day: date
    priority: PriorityGroup | None
    line: Line
    state: TicketState = TicketState.WAITING
    window: int | None = None
    target_window: int | None = None
    place: int
    queued_at: datetime
    taken_at: datetime
    called_at: datetime | None = None
    recalled_at: datetime | None = None
    started_at: datetime | None = None
    skipped_at: datetime | None = None
    parked_at: datetime | None = None
    finished_at: datetime | None = None
    recalls: int = 0
    skips: int = 0
    transfers: int = 0
    waited: int | None = None
    outcome: Outcome | None = None
    item: ItemCode | None = None
    reason: str | None = None
    cases: tuple[CaseId, ...] = ()
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The first of one line of one letter that a window may call; `place` and `queued_at` as in Ticket."""

    id: TicketId
    number: str
    category: str
    line: Line
    target_window: int | None
    place: int
    queued_at: datetime


def number_of(category: str, serial: int) -> str:
    """A001 … A999, then A1000."""
    return f"{category}{serial:03d}"

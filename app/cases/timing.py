"""When a case was taken in and accepted, and when it is due (domain.md, 3.5)."""

from dataclasses import dataclass
from datetime import date, datetime

from app.cases.model import CaseAct
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ServiceItem
from app.clock import local_date

_ACCEPTING = frozenset({CaseAct.ACCEPT, CaseAct.CONCLUDE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The accept time is the entry's own; the due date counts from the day after it."""

    accepted_at: datetime | None = None
    due_on: date | None = None
    due_provisional: bool = False


def timing(item: ServiceItem, act: CaseAct, now: datetime, calendar: WorkingCalendar) -> Timing:
    """What `act` fixes. An item without a promised limit has no due date."""
    if act not in _ACCEPTING:
        return Timing()
    if item.promised_limit is None:
        return Timing(accepted_at=now)
    due = calendar.due(local_date(now), item.promised_limit)
    return Timing(accepted_at=now, due_on=due.on, due_provisional=due.provisional)

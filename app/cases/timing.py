"""When a case was taken in and accepted, and when it is due (domain.md, 3.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.cases.acts import ACCEPTING
from app.cases.life import CHECK_DAYS, Pause
from app.cases.model import Case, CaseAct, CaseState
from app.catalogue.calendar import DueDate, Suspension, WorkingCalendar
from app.catalogue.model import ServiceItem, TimeLimit, TimeUnit
from app.clock import local_date
from app.errors import Refused
from app.receipts.model import DocumentKind

ANSWER_WITHIN = 5
"""Working days within which a received case must be accepted or told what it lacks; after them it counts as
accepted from the day of receipt (行政许可法 art. 32, domain.md 3.1)."""
ANSWER_DAYS = 30
"""Natural days for 补正 where the authority sets no other period [K]."""
CHECK_LIMIT = TimeLimit(amount=CHECK_DAYS, unit=TimeUnit.NATURAL_DAY)
"""Within what a 告知承诺 is checked later where the item says nothing else."""
LATE_DAYS = 3
"""Working days for it where nothing is promised for a day: 即办件 [K]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The accept time is the entry's own; the due date counts from the day after it."""

    accepted_at: datetime | None = None
    due_on: date | None = None
    due_provisional: bool = False


def timing(
    item: ServiceItem, act: CaseAct, now: datetime, calendar: WorkingCalendar, since: date | None = None
) -> Timing:
    """What `act` fixes. An item without a promised limit has no due date; `since` is the day from which it counts,
    where that is not today (`deemed_since`)."""
    if act not in ACCEPTING:
        return Timing()
    if item.promised_limit is None:
        return Timing(accepted_at=now)
    due = calendar.due(since or local_date(now), item.promised_limit)
    return Timing(accepted_at=now, due_on=due.on, due_provisional=due.provisional)


def deemed_since(case: Case, now: datetime, calendar: WorkingCalendar) -> date | None:
    """The day of receipt, where an application that was neither accepted nor answered in time counts as accepted from
    then on (行政许可法 art. 32; domain.md, 3.1); else None. A 一次性告知 that came too late answers nothing; one in the
    place of a void case was not late, as that had its own answer."""
    told_instead = case.state is CaseState.SUPPLEMENT and case.life.replaces is not None
    if case.state not in (CaseState.RECEIVED, CaseState.SUPPLEMENT) or told_instead:
        return None
    told = [local_date(paper.issued_at) for paper in case.documents if paper.kind is DocumentKind.SUPPLEMENT]
    received, answered = local_date(case.received_at), min(told, default=local_date(now))
    return received if calendar.working_days_left(received, answered) > ANSWER_WITHIN else None


def paused(case: Case, item: ServiceItem, pauses: Iterable[Pause], calendar: WorkingCalendar) -> DueDate | None:
    """The due date with the ended pauses in it; None where no day is promised (domain.md, 3.5)."""
    if case.accepted_at is None or case.due_on is None or item.promised_limit is None:
        return None
    start = _counts_from(case, case.accepted_at, item.promised_limit, calendar)
    return calendar.due(start, item.promised_limit, _ended(pauses))


def _counts_from(case: Case, accepted_at: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> date:
    """The day whose limit gave the due date so far: that of the acceptance, or of the receipt (`deemed_since`)."""
    accepted, received = local_date(accepted_at), local_date(case.received_at)
    ended = _ended(case.life.pauses)
    gave = [start for start in (accepted, received) if calendar.due(start, limit, ended).on == case.due_on]
    return gave[0] if gave else accepted


def _ended(pauses: Iterable[Pause]) -> list[Suspension]:
    return [Suspension(start=pause.began_on, end=pause.ended_on) for pause in pauses if pause.ended_on is not None]


def answer_until(now: datetime, days: int | None, calendar: WorkingCalendar) -> date:
    """The last day of a 补正 that is given now: of natural days one that is worked (domain.md, 3.5)."""
    return calendar.next_working_day(local_date(now) + timedelta(days=days or ANSWER_DAYS))


def late_last(item: ServiceItem, today: date, calendar: WorkingCalendar) -> date:
    """The last day for what 容缺受理 lets follow: the promised limit's (domain.md, 3.4)."""
    promised = item.promised_limit
    limit = promised if promised is not None and promised.amount else TimeLimit(amount=LATE_DAYS)
    return calendar.due(today, limit).on


def check_last(item: ServiceItem, today: date, calendar: WorkingCalendar) -> date:
    """The last day of the later check of what is promised today (事后核查; domain.md, §A 7 and 3.4)."""
    return calendar.due(today, item.check_limit or CHECK_LIMIT).on


def late_until(item: ServiceItem, today: date, wished: date | None, calendar: WorkingCalendar) -> date:
    """The day by which an applicant promises it. Raises Refused("late_day_refused") for a wish that is past or lies
    beyond the last day."""
    last = late_last(item, today, calendar)
    if wished is not None and not today <= wished <= last:
        raise Refused("late_day_refused", "details.late_until", first=today.isoformat(), last=last.isoformat())
    return wished or last

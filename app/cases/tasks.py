"""待办: what waits for a clerk, found by kind without reading every case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.applicants.model import Applicant
from app.cases.life import Outcome
from app.cases.limits import NEAR, Limit, limit
from app.cases.model import ENDED, Case, CaseState
from app.cases.originals import originals_here
from app.cases.telling import untold
from app.cases.timing import ANSWER_WITHIN
from app.cases.waiting import Waiting, to_follow
from app.catalogue.model import ItemCode
from app.catalogue.shelf import View
from app.clock import local_date
from app.helping.model import Arrival
from app.storage.cases import CaseRow, Draft
from app.storage.desk import Desk

UNSENT_AFTER = timedelta(days=1)
"""How long a case may lie here without reaching central before somebody should look [K]."""
MOST_RESULTS = 500
"""Results to be fetched that are listed, the newest: a point that never notes 送达 has them by the thousand."""
_MOST = 5000
_MOST_SHOWN = 100


class TaskKind(StrEnum):
    """Why something waits for a clerk, the most pressing first."""

    RETURNED = "returned"  # 上级退回
    ASKED = "asked"  # 市级要求补充材料
    UNTOLD = "untold"  # 待告知
    DUE = "due"  # 将到期
    UNANSWERED = "unanswered"  # 五日未告知
    PROMISE = "promise"  # 容缺到期
    CHECK = "check"  # 告知承诺待核查
    BATCH = "batch"  # 材料交接：待接收, 有缺件
    RECEIVED = "received"  # 已收件，待受理
    SUPPLEMENT = "supplement"  # 等补正
    RESULT = "result"  # 出件待领
    ORIGINALS = "originals"  # 原件待退
    SUSPENDED = "suspended"  # 特别程序
    UNSENT = "unsent"  # 未上传过久
    DRAFT = "draft"  # 未完成的受理


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `id` is the case's, the draft's or the batch's (whose number is its `item_name`); `reason` is
    central's or the clerk's own words, the materials that are wanted, what was promised, the document to be fetched,
    the 特别程序, or what a hand-over lacks; `applicant` whom to ask about them; `untold`: no paper has told them yet.
    `receipt`: a batch was received like that; `elsewhere`: at another point.

    `since` is when the case was received, the draft saved or the batch handed over. The `reason` of a draft is the
    number of the case that it replaces, if it does.
    """

    kind: TaskKind
    id: str
    case_no: str | None
    name: str
    item_name: str
    since: datetime
    limit: Limit | None = None
    reason: str | None = None
    applicant: Applicant | None = None
    untold: bool = False
    receipt: Arrival | None = None
    elsewhere: bool = False


def tasks(desk: Desk, view: View, now: datetime) -> tuple[Task, ...]:
    """What waits, the most pressing kind first. A case may wait for two reasons and then is two tasks."""
    today = local_date(now)
    unanswered, received = _received(desk, view, today)
    return (
        *(_told(TaskKind.RETURNED, case) for case in desk.cases.whole((CaseState.RETURNED,))),
        *(_asked(case, view, today) for case in desk.cases.waiting(Waiting.ASKED, _MOST)),
        *(_told(TaskKind.UNTOLD, case) for case in desk.cases.waiting(Waiting.UNTOLD, _MOST)),
        *_due(desk, view, today),
        *unanswered,
        *_promises(desk, view, today),
        *_checks(desk, view, today),
        *_batches(desk, view, today),
        *received,
        *(_supplement(case, view, today) for case in desk.cases.whole((CaseState.SUPPLEMENT,))),
        *(_result(case) for case in desk.cases.waiting(Waiting.RESULT, MOST_RESULTS)),
        *(_originals(case, view) for case in desk.cases.with_originals(MOST_RESULTS) if case.ended),
        *(_suspended(case, view, today) for case in desk.cases.whole((CaseState.SUSPENDED,))),
        *_unsent(desk, now),
        *(_draft(view, draft) for draft in desk.drafts.all()),
    )


def task_counts(desk: Desk, view: View, now: datetime) -> dict[TaskKind, int]:
    """How many tasks of each kind there are that a clerk can press on with, for the rail: no case is read for it but
    those near their end, and of them no more than the rail can show. RECEIVED has the unanswered ones in it; what
    waits in peace (results, 特别程序) or for the link is not counted."""
    states = desk.cases.counts()
    near = view.calendar.add_working_days(local_date(now), NEAR).on
    waiting = desk.cases.count_waiting()
    found = {
        TaskKind.RETURNED: states.get(CaseState.RETURNED, 0),
        TaskKind.ASKED: waiting.get(Waiting.ASKED, 0),
        TaskKind.UNTOLD: waiting.get(Waiting.UNTOLD, 0),
        TaskKind.DUE: len(desk.cases.due_until(near, _MOST_SHOWN)),
        TaskKind.PROMISE: desk.promises.count_to_follow(near),
        TaskKind.CHECK: desk.promises.count_to_check(near),
        TaskKind.BATCH: desk.helping.count_waiting(near),
        TaskKind.RECEIVED: states.get(CaseState.RECEIVED, 0),
        TaskKind.SUPPLEMENT: states.get(CaseState.SUPPLEMENT, 0),
        TaskKind.ORIGINALS: desk.cases.count_originals(ENDED),
        TaskKind.DRAFT: len(desk.drafts.all()),
    }
    return {kind: count for kind, count in found.items() if count}


def material_names(case: Case, view: View) -> Mapping[str, str]:
    """The materials of the case's item, code to name."""
    item = view.version(case.item, case.item_version)
    return {material.code: material.name for material in item.materials} if item else {}


def _asked(case: Case, view: View, today: date) -> Task:
    names, asked = material_names(case, view), case.life.asked or {}
    words = "；".join(f"{names.get(code, code)}：{said}" for code, said in asked.items())
    return _by(case.life.asked_until, replace(_told(TaskKind.ASKED, case), reason=words), view, today)


def _due(desk: Desk, view: View, today: date) -> Iterator[Task]:
    """Accepted cases that are overdue or near their end. Whatever waits for central alone is not the clerk's."""
    for row in desk.cases.due_until(view.calendar.add_working_days(today, NEAR).on, _MOST):
        if row.due_on is not None:
            yield _of_row(TaskKind.DUE, row, limit(view.calendar, today, row.due_on))


def _received(desk: Desk, view: View, today: date) -> tuple[list[Task], list[Task]]:
    """Cases with neither notice nor acceptance: those from the third working day on, and the younger ones."""
    unanswered, young = [], []
    for row in reversed(desk.cases.listed((CaseState.RECEIVED,), limit=_MOST)):
        last = view.calendar.add_working_days(local_date(row.received_at), ANSWER_WITHIN).on
        left = limit(view.calendar, today, last)
        if left.left <= NEAR:
            unanswered.append(_of_row(TaskKind.UNANSWERED, row, left))
        else:
            young.append(_of_row(TaskKind.RECEIVED, row, left))
    return unanswered, young


def _promises(desk: Desk, view: View, today: date) -> Iterator[Task]:
    """容缺 whose last day is near or past."""
    for found in desk.promises.to_follow(view.calendar.add_working_days(today, NEAR).on, _MOST):
        names = material_names(found.case, view)
        missing = "、".join(names.get(code, code) for code in to_follow(found.case, found.promise))
        task = replace(_told(TaskKind.PROMISE, found.case), reason=missing)
        yield _by(found.promise.due_on, task, view, today)


def _checks(desk: Desk, view: View, today: date) -> Iterator[Task]:
    """告知承诺 whose later check is near its last day or past it."""
    for found in desk.promises.to_check(view.calendar.add_working_days(today, NEAR).on, _MOST):
        names = material_names(found.case, view)
        about = "；".join(names.get(one, one) for one in found.promise.about)
        task = replace(_told(TaskKind.CHECK, found.case), reason=about)
        yield _by(found.promise.check_by, task, view, today)


def _supplement(case: Case, view: View, today: date) -> Task:
    return _by(case.life.answer_until, _told(TaskKind.SUPPLEMENT, case), view, today)


def _result(case: Case) -> Task:
    return replace(_told(TaskKind.RESULT, case), reason=_document(case.life.outcome))


def _document(outcome: Outcome | None) -> str | None:
    if outcome is None:
        return None
    return " ".join(part for part in (outcome.name, outcome.number, outcome.pickup) if part)


def _originals(case: Case, view: View) -> Task:
    """What was kept is to go back now that the case is over."""
    names = material_names(case, view)
    return replace(
        _told(TaskKind.ORIGINALS, case), reason="、".join(names.get(one, one) for one in originals_here(case))
    )


def _suspended(case: Case, view: View, today: date) -> Task:
    """Its days don't count; the light is blue whether or not the procedure should have ended by now."""
    task = _told(TaskKind.SUSPENDED, case)
    pause = case.life.pauses[-1] if case.life.pauses else None
    if pause is None:
        return task
    ends = today if pause.expected_days is None else pause.began_on + timedelta(days=pause.expected_days)
    stopped = limit(view.calendar, today, ends, stopped=True)
    return replace(task, reason=pause.procedure, limit=stopped)


def _unsent(desk: Desk, now: datetime) -> Iterator[Task]:
    for row in reversed(desk.cases.listed(pending=True, limit=_MOST)):
        if now - row.received_at >= UNSENT_AFTER:
            yield _of_row(TaskKind.UNSENT, row, None)


def _batches(desk: Desk, view: View, today: date) -> Iterator[Task]:
    """Lists that were handed over and wait to be received, and those of which something is missing."""
    for batch in desk.helping.waiting():
        given = batch.given.at if batch.given else batch.made_at
        elsewhere = batch.received_elsewhere(view.rules.point)
        task = Task(
            kind=TaskKind.BATCH,
            id=batch.id,
            case_no=None,
            name=batch.to_place if elsewhere else batch.from_place,
            item_name=batch.number,
            since=given,
            reason="、".join((*batch.missing, *batch.lacking, *batch.foreign)) or None,
            receipt=batch.taken,
            elsewhere=elsewhere,
        )
        yield _by(batch.due_on if batch.taken is None else None, task, view, today)


def _draft(view: View, draft: Draft) -> Task:
    applicant, code = draft.body.get("applicant"), draft.body.get("item")
    details = draft.body.get("details")
    item = view.known(ItemCode(code)) if isinstance(code, str) and code else None
    return Task(
        kind=TaskKind.DRAFT,
        id=draft.id,
        case_no=None,
        name=str(applicant.get("name") or "") if isinstance(applicant, dict) else "",
        item_name=item.name if item else "",
        since=draft.saved_at,
        reason=details.get("replaces") if isinstance(details, dict) else None,
    )


def _by(day: date | None, task: Task, view: View, today: date) -> Task:
    """The task with its last day, if it has one."""
    return task if day is None else replace(task, limit=limit(view.calendar, today, day))


def _of_row(kind: TaskKind, row: CaseRow, by: Limit | None) -> Task:
    return Task(
        kind=kind,
        id=row.id,
        case_no=row.case_no,
        name=row.name,
        item_name=row.item_name,
        since=row.received_at,
        limit=by,
    )


def _told(kind: TaskKind, case: Case) -> Task:
    """A case with the words that came with its state."""
    return Task(
        kind=kind,
        id=case.id,
        case_no=case.case_no,
        name=case.applicant.name,
        item_name=case.item_name,
        since=case.received_at,
        reason=case.reason,
        applicant=case.applicant,
        untold=bool(untold(case)),
    )

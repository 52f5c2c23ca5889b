"""The cases as screens list them: searched, by state, and what waits for somebody (待办)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.applicants.model import Applicant
from app.cases.model import Case, CaseState, StoredFile
from app.cases.timing import ANSWER_WITHIN
from app.catalogue.calendar import WorkingCalendar
from app.catalogue.model import ItemCode
from app.catalogue.shelf import Shelf
from app.clock import Clock, local_date
from app.errors import NotFound
from app.storage.cases import CaseRow, Draft
from app.storage.desk import Desk, DeskStore
from app.sync.model import Arrival, Delivery, KeptProof

NEAR = 2
"""Working days left from which a case is shown as near its end (domain.md 3.5, [K])."""
UNSENT_AFTER = timedelta(days=1)
"""How long a case may lie here without reaching central before somebody should look [K]."""

_TOKEN = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")
_GAPS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])")
_MOST = 5000
_MOST_SHOWN = 100


class Light(StrEnum):
    """亮灯 of a time limit (domain.md 3.5): more than NEAR working days left, NEAR or less, overdue."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class TaskKind(StrEnum):
    """Why something waits for a clerk."""

    RETURNED = "returned"  # 上级退回
    DUE = "due"  # 将到期
    RECEIVED = "received"  # 已收件，待受理
    SUPPLEMENT = "supplement"  # 等补正
    UNSENT = "unsent"  # 未上传过久
    DRAFT = "draft"  # 未完成的受理


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A last day and the working days left until it: 0 is today, below 0 is overdue."""

    on: date
    left: int

    @property
    def light(self) -> Light:
        if self.left < 0:
            return Light.RED
        return Light.YELLOW if self.left <= NEAR else Light.GREEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `id` is the case's or the draft's; `reason` is central's or the clerk's own words,
    `applicant` whom to ask about them.

    `since` is when the case was received or the draft saved.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The cases received today, by the state in which they stand now."""

    states: Mapping[CaseState, int]

    @property
    def received(self) -> int:
        return sum(self.states.values())

    def standing(self, *states: CaseState) -> int:
        return sum(self.states.get(state, 0) for state in states)


class CaseLists:
    """Reads only; called on the storage lane. Every method raises Trouble when the store can't be used."""

    def __init__(self, store: DeskStore, clock: Clock, point: str) -> None:
        self._store = store
        self._clock = clock
        self._shelf = Shelf(point)

    def search(self, text: str, limit: int = 50) -> list[CaseRow]:
        """By case, central or receipt number (blanks and dashes don't matter), identity number, phone, name,
        initials, or the token of the paper's link; newest first."""
        wanted = _GAPS.sub("", text.strip())
        with self._store.reading() as desk:
            if _TOKEN.fullmatch(wanted.upper()) and (case := desk.cases.by_token(wanted.upper())):
                wanted = case.case_no
            return desk.cases.search(wanted, limit)

    def listed(self, states: Sequence[CaseState] = (), *, pending: bool = False, limit: int = 500) -> list[CaseRow]:
        """Newest first; `pending` those that central has not acknowledged."""
        with self._store.reading() as desk:
            return desk.cases.listed(states, pending=pending, limit=limit)

    def received_today(self) -> list[CaseRow]:
        """Today's cases, newest first."""
        with self._store.reading() as desk:
            return desk.cases.listed(since=self._today(), limit=_MOST)

    def row(self, case: Case) -> CaseRow | None:
        """One case as lists show it."""
        with self._store.reading() as desk:
            return next((row for row in desk.cases.search(case.case_no) if row.id == case.id), None)

    def delivery(self, case: Case) -> tuple[Delivery, KeptProof | None]:
        """How far the case has come on its way to central, and the proof of its newest entry if there is one."""
        with self._store.reading() as desk:
            delivery = desk.cases.delivery(case)
            signed = delivery.arrival in (Arrival.RECORDS, Arrival.RECEIVED)
            return delivery, desk.sync.proof_of(case.last) if signed else None

    def attachment(self, file: StoredFile) -> bytes:
        """A file's content. Raises NotFound("attachment_missing") when this desk doesn't keep it."""
        with self._store.reading() as desk:
            content = desk.files.read(file.digest)
        if content is None:
            raise NotFound("attachment_missing", "materials", name=file.name)
        return content

    def counts(self) -> dict[CaseState, int]:
        """How many cases stand in each state."""
        with self._store.reading() as desk:
            return desk.cases.counts()

    def today(self) -> Today:
        """Today's own numbers."""
        with self._store.reading() as desk:
            return Today(states=desk.cases.recorded_on(self._today()))

    def limits(self, rows: Iterable[CaseRow]) -> dict[str, Limit]:
        """The limits of accepted cases that have a due date, by case id."""
        with self._store.reading() as desk:
            calendar = self._shelf.renew(desk.catalogue).calendar
        today = self._today()
        return {
            row.id: _limit(calendar, today, row.due_on)
            for row in rows
            if row.due_on is not None and row.state is CaseState.ACCEPTED
        }

    def todo(self) -> tuple[Task, ...]:
        """What waits, the most pressing kind first. A case may wait for two reasons and then is two tasks."""
        now, today = self._clock.now(), self._today()
        with self._store.reading() as desk:
            calendar = self._shelf.renew(desk.catalogue).calendar
            return (
                *(_told(TaskKind.RETURNED, case) for case in desk.cases.whole((CaseState.RETURNED,))),
                *_due(desk, calendar, today),
                *_received(desk, calendar, today),
                *(_told(TaskKind.SUPPLEMENT, case) for case in desk.cases.whole((CaseState.SUPPLEMENT,))),
                *_unsent(desk, now),
                *(self._draft(desk, draft) for draft in desk.drafts.all()),
            )

    def todo_counts(self) -> dict[TaskKind, int]:
        """How many tasks of each kind, for the rail, which is drawn again and again: no case is read for it but those
        near their end, and of them no more than the rail can show. What is merely unsent the status line counts."""
        with self._store.reading() as desk:
            states = desk.cases.counts()
            near = self._shelf.renew(desk.catalogue).calendar.add_working_days(self._today(), NEAR).on
            found = {
                TaskKind.RETURNED: states.get(CaseState.RETURNED, 0),
                TaskKind.DUE: len(desk.cases.due_until(near, _MOST_SHOWN)),
                TaskKind.RECEIVED: states.get(CaseState.RECEIVED, 0),
                TaskKind.SUPPLEMENT: states.get(CaseState.SUPPLEMENT, 0),
                TaskKind.DRAFT: len(desk.drafts.all()),
            }
        return {kind: count for kind, count in found.items() if count}

    def _draft(self, desk: Desk, draft: Draft) -> Task:
        applicant = draft.body.get("applicant")
        code = draft.body.get("item")
        item = self._shelf.renew(desk.catalogue).known(ItemCode(code)) if isinstance(code, str) and code else None
        return Task(
            kind=TaskKind.DRAFT,
            id=draft.id,
            case_no=None,
            name=str(applicant.get("name") or "") if isinstance(applicant, dict) else "",
            item_name=item.name if item else "",
            since=draft.saved_at,
        )

    def _today(self) -> date:
        return local_date(self._clock.now())


def _limit(calendar: WorkingCalendar, today: date, on: date) -> Limit:
    return Limit(on=on, left=calendar.working_days_left(today, on))


def _due(desk: Desk, calendar: WorkingCalendar, today: date) -> Iterator[Task]:
    """Accepted cases that are overdue or near their end. Whatever waits for central alone is not the clerk's."""
    for row in desk.cases.due_until(calendar.add_working_days(today, NEAR).on, _MOST):
        if row.due_on is not None:
            yield _of_row(TaskKind.DUE, row, _limit(calendar, today, row.due_on))


def _received(desk: Desk, calendar: WorkingCalendar, today: date) -> Iterator[Task]:
    for row in reversed(desk.cases.listed((CaseState.RECEIVED,), limit=_MOST)):
        last = calendar.add_working_days(local_date(row.received_at), ANSWER_WITHIN).on
        yield _of_row(TaskKind.RECEIVED, row, _limit(calendar, today, last))


def _unsent(desk: Desk, now: datetime) -> Iterator[Task]:
    for row in reversed(desk.cases.listed(pending=True, limit=_MOST)):
        if now - row.received_at >= UNSENT_AFTER:
            yield _of_row(TaskKind.UNSENT, row, None)


def _of_row(kind: TaskKind, row: CaseRow, limit: Limit | None) -> Task:
    return Task(
        kind=kind,
        id=row.id,
        case_no=row.case_no,
        name=row.name,
        item_name=row.item_name,
        since=row.received_at,
        limit=limit,
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
    )

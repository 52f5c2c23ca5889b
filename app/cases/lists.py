"""The cases as screens list them: searched, by state, and what waits for somebody (待办)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.cases.given import StoredFile
from app.cases.limits import Limit, limit
from app.cases.model import Case, CaseState
from app.cases.tasks import Task, TaskKind, task_counts, tasks
from app.catalogue.shelf import Shelf
from app.clock import Clock, local_date
from app.errors import NotFound
from app.helping.model import Batch
from app.storage.cases import CaseRow
from app.storage.desk import DeskStore
from app.sync.model import Arrival, Delivery, KeptProof

_TOKEN = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")
_GAPS = re.compile(r"(?<=\d)[\s-]+(?=[\dXx])")
_MOST = 5000


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

    def batches(self, case: Case) -> list[Batch]:
        """The lists on which its papers went up, the newest first."""
        with self._store.reading() as desk:
            return desk.helping.of_case(case.case_no)

    def counts(self) -> dict[CaseState, int]:
        """How many cases stand in each state."""
        with self._store.reading() as desk:
            return desk.cases.counts()

    def today(self) -> Today:
        """Today's own numbers."""
        with self._store.reading() as desk:
            return Today(states=desk.cases.recorded_on(self._today()))

    def limits(self, rows: Iterable[CaseRow]) -> dict[str, Limit]:
        """The limits of accepted and suspended cases that have a due date, by case id."""
        with self._store.reading() as desk:
            calendar = self._shelf.renew(desk.catalogue).calendar
        today = self._today()
        return {
            row.id: limit(calendar, today, row.due_on, stopped=row.state is CaseState.SUSPENDED)
            for row in rows
            if row.due_on is not None and row.state in (CaseState.ACCEPTED, CaseState.SUSPENDED)
        }

    def todo(self) -> tuple[Task, ...]:
        """What waits, the most pressing kind first. A case may wait for two reasons and then is two tasks."""
        with self._store.reading() as desk:
            return tasks(desk, self._shelf.renew(desk.catalogue), self._clock.now())

    def todo_counts(self) -> dict[TaskKind, int]:
        """How many tasks of each kind a clerk can press on with, for the rail, which is drawn again and again. What is
        merely unsent the status line counts."""
        with self._store.reading() as desk:
            return task_counts(desk, self._shelf.renew(desk.catalogue), self._clock.now())

    def _today(self) -> date:
        return local_date(self._clock.now())

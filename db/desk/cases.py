"""Cases in desk.db."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Connection, Row, Select, bindparam, delete, func, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.applicants.search_text import bigrams, initials
from app.cases.model import Case, CaseState, case_from_json, case_to_json
from app.cases.originals import originals_here
from app.cases.waiting import Waiting, promised, waits_for
from app.clock import CHINA
from app.ids import ApplicantId, CaseId, DeviceId
from app.journal import EntryName, Stream
from app.storage import cases as page
from app.sync.model import Delivery
from db.desk import case_search, search
from db.desk.case_lines import LINE, lines
from db.desk.helping_models import BroughtRow
from db.desk.models import (
    CaseFileRow,
    CaseRow,
    FormerNumberRow,
    PromiseRow,
)
from db.desk.sync_proofs import Deliveries
from db.prepared import Prepared

COLUMNS = (CaseRow.row, CaseRow.applicant, CaseRow.last_device, CaseRow.last_number, CaseRow.body)

_ADD = Prepared(
    insert(CaseRow),
    columns=(
        *("id", "case_no", "central_no", "token", "state", "applicant", "received_at", "due_on"),
        *("last_device", "last_number", "body", "waits", "joint", "originals"),
    ),
)
_NAME_FILE = Prepared(upsert(CaseFileRow).on_conflict_do_nothing(), columns=("digest", "case_row"))
_KEEP_PROMISE = Prepared(insert(PromiseRow))
_SAVE = update(CaseRow).where(CaseRow.id == bindparam("of_id"))
_BY_ID = select(*COLUMNS).where(CaseRow.id == bindparam("key"))
_BY_NUMBER = select(*COLUMNS).where(CaseRow.case_no == bindparam("key"))
_BY_CENTRAL_NUMBER = select(*COLUMNS).where(CaseRow.central_no == bindparam("key"))
_BY_FORMER_NUMBER = (
    select(*COLUMNS)
    .join(FormerNumberRow, FormerNumberRow.case_row == CaseRow.row)
    .where(FormerNumberRow.number == bindparam("key"))
    .order_by(CaseRow.row.desc())
)
_OF_JOINT = select(*COLUMNS).where(CaseRow.joint == bindparam("key")).order_by(CaseRow.case_no)
_BY_TOKEN = select(*COLUMNS).where(CaseRow.token == bindparam("key"))
_ROWS: Any = func.json_each(bindparam("rows", type_=JSON)).table_valued("value")
_OF_ROWS = Prepared(select(*LINE).where(CaseRow.row.in_(select(_ROWS.c.value))).order_by(CaseRow.row.desc()))
_OF_APPLICANT = (
    select(*COLUMNS).where(CaseRow.applicant == bindparam("key")).order_by(CaseRow.row.desc()).limit(bindparam("most"))
)


class CaseStore:
    """See app.storage.cases.CaseStore."""

    def __init__(
        self, connection: Connection, device: DeviceId, acknowledged: "Acknowledged", deliveries: Deliveries
    ) -> None:
        self._connection = connection
        self._device = device
        self._acknowledged = acknowledged
        self._deliveries = deliveries

    def add(self, case: Case, body: Mapping[str, Any] | None = None) -> None:
        row = _ADD.run(self._connection, id=case.id, **_columns(case, case_to_json(case) if body is None else body))
        search.add(self._connection, row, bigrams(case.applicant.name), initials(case.applicant.name))
        self._name_files(row, case)
        self._keep_promises(row, case)
        for place, number in enumerate(case.former_nos):
            self._connection.execute(insert(FormerNumberRow).values(case_row=row, place=place, number=number))
        if case.helper is not None:
            self._connection.execute(insert(BroughtRow).values(case_row=row, helper=case.helper.id))

    def save(self, case: Case) -> None:
        before = self._connection.execute(_BY_ID, {"key": case.id}).one()
        self._connection.execute(_SAVE, {"of_id": case.id, **_columns(case, case_to_json(case))})
        if before.body["applicant"]["name"] != case.applicant.name:
            search.remove(self._connection, before.row)
            search.add(self._connection, before.row, bigrams(case.applicant.name), initials(case.applicant.name))
        self._name_files(before.row, case)
        if before.body.get("promises"):
            self._connection.execute(delete(PromiseRow).where(PromiseRow.case_row == before.row))
        self._keep_promises(before.row, case)

    def _name_files(self, row: int, case: Case) -> None:
        for file in (file for material in case.materials for file in material.files):
            _NAME_FILE.run(self._connection, digest=file.digest, case_row=row)

    def _keep_promises(self, row: int, case: Case) -> None:
        for place, (promise, still_open) in enumerate(promised(case)):
            _KEEP_PROMISE.run(
                self._connection,
                case_row=row,
                place=place,
                open=still_open,
                kind=promise.kind.value,
                made_on=promise.made_on,
                due_on=promise.due_on,
            )

    def get(self, case_id: CaseId) -> Case | None:
        return self._one(_BY_ID, case_id)

    def ids(self) -> list[CaseId]:
        return [CaseId(found) for found in self._connection.execute(select(CaseRow.id).order_by(CaseRow.row)).scalars()]

    def findable_by(self, case_id: CaseId) -> dict[str, object]:
        columns = (
            CaseRow.case_no,
            CaseRow.central_no,
            CaseRow.token,
            CaseRow.state,
            CaseRow.received_at,
            CaseRow.due_on,
            CaseRow.waits,
            CaseRow.joint,
            CaseRow.originals,
        )
        row = self._connection.execute(select(*columns, CaseRow.row).where(CaseRow.id == case_id)).one()
        found = dict(row._mapping)
        of_row = found.pop("row")
        former = select(FormerNumberRow.number).where(FormerNumberRow.case_row == of_row)
        numbers = self._connection.execute(former.order_by(FormerNumberRow.place)).scalars()
        days = (
            select(PromiseRow.due_on, PromiseRow.open).where(PromiseRow.case_row == of_row).order_by(PromiseRow.place)
        )
        promises = tuple(tuple(promise) for promise in self._connection.execute(days))
        return {**found, "former_nos": tuple(numbers), "promises": promises}

    def by_number(self, number: str) -> Case | None:
        ways = (_BY_NUMBER, _BY_CENTRAL_NUMBER, _BY_ID, _BY_FORMER_NUMBER)
        return next((case for way in ways if (case := self._one(way, number)) is not None), None)

    def formerly(self, number: str) -> list[Case]:
        return [case_of(row) for row in self._connection.execute(_BY_FORMER_NUMBER, {"key": number})]

    def by_token(self, token: str) -> Case | None:
        return self._one(_BY_TOKEN, token)

    def of_joint(self, number: str) -> list[Case]:
        return [case_of(row) for row in self._connection.execute(_OF_JOINT, {"key": number})]

    def search(self, text: str, limit: int = 50) -> list[page.CaseRow]:
        typed = text.strip()
        if not typed:
            return []
        found = case_search.found(self._connection, typed, limit)
        return lines(_OF_ROWS.all(self._connection, rows=found), self._deliveries) if found else []

    def delivery(self, case: Case) -> Delivery:
        digests = {file.digest for material in case.materials for file in material.files}
        return self._deliveries.timed(case.last.device, case.last.number, digests)

    def listed(
        self, states: Sequence[CaseState] = (), since: date | None = None, pending: bool = False, limit: int = 500
    ) -> list[page.CaseRow]:
        return self._listed(self._chosen(LINE, states, since, pending).order_by(CaseRow.row.desc()).limit(limit))

    def whole(
        self, states: Sequence[CaseState] = (), since: date | None = None, pending: bool = False
    ) -> Iterator[Case]:
        statement = self._chosen(COLUMNS, states, since, pending).order_by(CaseRow.row).execution_options(yield_per=500)
        for row in self._connection.execute(statement):
            yield case_of(row)

    def waiting(self, what: Waiting, limit: int) -> list[Case]:
        statement = select(*COLUMNS).where(CaseRow.waits == what.value).order_by(CaseRow.row.desc()).limit(limit)
        return [case_of(row) for row in self._connection.execute(statement)]

    def with_originals(self, limit: int) -> list[Case]:
        statement = select(*COLUMNS).where(CaseRow.originals == true()).order_by(CaseRow.row.desc()).limit(limit)
        return [case_of(row) for row in self._connection.execute(statement)]

    def count_originals(self, states: Collection[CaseState]) -> int:
        ended = CaseRow.state.in_([state.value for state in states])
        statement = select(func.count()).select_from(CaseRow).where(CaseRow.originals == true(), ended)
        return self._connection.execute(statement).scalar_one()

    def count_waiting(self) -> dict[Waiting, int]:
        statement = select(CaseRow.waits, func.count()).where(CaseRow.waits.is_not(None)).group_by(CaseRow.waits)
        return {Waiting(str(waits)): count for waits, count in self._connection.execute(statement)}

    def of_applicant(self, applicant: ApplicantId, limit: int = 20) -> list[Case]:
        return [case_of(row) for row in self._connection.execute(_OF_APPLICANT, {"key": applicant, "most": limit})]

    def counts(self) -> dict[CaseState, int]:
        statement = select(CaseRow.state, func.count()).group_by(CaseRow.state)
        return {CaseState(state): count for state, count in self._connection.execute(statement)}

    def recorded_on(self, day: date) -> dict[CaseState, int]:
        begin, end = _day(day)
        statement = (
            select(CaseRow.state, func.count())
            .where(CaseRow.received_at >= begin, CaseRow.received_at <= end, CaseRow.state != CaseState.VOID.value)
            .where(func.json_extract(CaseRow.body, "$.device") == self._device)
            .group_by(CaseRow.state)
        )
        return {CaseState(state): count for state, count in self._connection.execute(statement)}

    def due_until(self, day: date, limit: int = 200) -> list[page.CaseRow]:
        statement = (
            select(*LINE)
            .where(
                CaseRow.state == CaseState.ACCEPTED.value,
                CaseRow.due_on <= day,
                func.json_extract(CaseRow.body, "$.pending_online") == 0,
            )
            .order_by(CaseRow.due_on)
            .limit(limit)
        )
        return self._listed(statement)

    def _chosen(
        self, columns: Sequence[Any], states: Sequence[CaseState], since: date | None, pending: bool
    ) -> Select[Any]:
        statement: Select[Any] = select(*columns)
        if states:
            statement = statement.where(CaseRow.state.in_([state.value for state in states]))
        if since is not None:
            statement = statement.where(CaseRow.received_at >= _day(since)[0])
        if pending:
            statement = statement.where(
                CaseRow.last_device == self._device, CaseRow.last_number > self._acknowledged.number()
            )
        return statement

    def _listed(self, statement: Select[Any]) -> list[page.CaseRow]:
        return lines(self._connection.execute(statement).all(), self._deliveries)

    def _one(self, statement: Select[Any], key: str) -> Case | None:
        row = self._connection.execute(statement, {"key": key}).first()
        return None if row is None else case_of(row)


class Acknowledged:
    """The last number of the desk stream that central holds, asked once a transaction."""

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._number: int | None = None

    def number(self) -> int:
        if self._number is None:
            self._number = self._ask()
        return self._number


def _columns(case: Case, body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "case_no": case.case_no,
        "central_no": case.central_no,
        "token": case.token,
        "state": case.state.value,
        "applicant": case.applicant.id,
        "received_at": case.received_at,
        "due_on": case.due_on,
        "last_device": case.last.device,
        "last_number": case.last.number,
        "body": body,
        "waits": waits_for(case),
        "joint": case.life.joint and case.life.joint.no,
        "originals": True if originals_here(case) else None,
    }


def case_of(row: Row[Any]) -> Case:
    """The case of a row that has `COLUMNS`."""
    last = EntryName(device=DeviceId(row.last_device), stream=Stream.DESK, number=row.last_number)
    return case_from_json(row.body, last, ApplicantId(row.applicant))


def _day(day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day in China."""
    return datetime.combine(day, time.min, CHINA), datetime.combine(day, time.max, CHINA)

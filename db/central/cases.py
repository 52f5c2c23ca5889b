"""The cases' page: one row a case with its whole body, and the lines of its story."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, Table, select

from app.cases.model import ENDED, CaseAct, CaseState, Step, case_from_json, case_to_json
from app.cases.waiting import check_by
from app.central.model import CaseFile, CasePlace, NewStep
from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream
from db.central.bulk import add_rows, among, given, put_rows
from db.central.case_list import CaseListRows
from db.central.point_tables import CaseFileRow, CaseStepRow

_TABLE = cast(Table, CaseFileRow.__table__)
_STEPS = cast(Table, CaseStepRow.__table__)
_PAGE = 500
_ENDED = sorted(state.value for state in ENDED)


class CaseRows(CaseListRows):
    """See app.central.case_storage.CasePage."""

    def get_many(self, point: str, ids: Sequence[CaseId]) -> dict[CaseId, CaseFile]:
        if not ids:
            return {}
        rows = select(_TABLE).where(CaseFileRow.point == point, among(self._connection, CaseFileRow.id))
        return {CaseId(row.id): _file(row) for row in self._connection.execute(rows, given(ids))}

    def get(self, point: str, case: CaseId) -> CaseFile | None:
        return self.get_many(point, [case]).get(case)

    def owners(self, point: str, case_numbers: Sequence[str]) -> dict[str, CaseId]:
        if not case_numbers:
            return {}
        mine = (CaseFileRow.point == point) & among(self._connection, CaseFileRow.case_no)
        rows = self._connection.execute(select(CaseFileRow.case_no, CaseFileRow.id).where(mine), given(case_numbers))
        return {row.case_no: CaseId(row.id) for row in rows}

    def save(self, point: str, new: Sequence[CaseFile], changed: Sequence[CaseFile]) -> None:
        if new:
            add_rows(self._connection, _TABLE, (_row(point, file) for file in new))
        if changed:
            put_rows(self._connection, _TABLE, [_row(point, file) for file in changed])

    def add_steps(self, point: str, steps: Sequence[NewStep]) -> None:
        if steps:
            add_rows(self._connection, _STEPS, [_step_row(point, step) for step in steps])

    def by_number(self, number: str) -> CaseFile | None:
        by = CaseFileRow.case_no if number[:1].isdigit() else CaseFileRow.central_no
        row = self._connection.execute(select(_TABLE).where(by == number)).first()
        return None if row is None else _file(row)

    def by_token(self, token: str) -> CaseFile | None:
        row = self._connection.execute(select(_TABLE).where(CaseFileRow.token == token).limit(1)).first()
        return None if row is None else _file(row)

    def of_joint(self, point: str, number: str) -> list[CaseFile]:
        mine = (CaseFileRow.point == point) & (CaseFileRow.joint == number)
        rows = select(_TABLE).where(mine).order_by(CaseFileRow.case_no)
        return [_file(row) for row in self._connection.execute(rows)]

    def steps(self, point: str, case: CaseId) -> list[Step]:
        mine = (CaseStepRow.point == point) & (CaseStepRow.case_id == case)
        rows = select(CaseStepRow.__table__).where(mine).order_by(CaseStepRow.number)
        return [_step(row) for row in self._connection.execute(rows)]

    def told(self, point: str, after: CasePlace | None, limit: int) -> list[CaseFile]:
        row, ended = CaseFileRow, CaseFileRow.state.in_(_ENDED)
        order = (ended, row.received_at.desc(), row.id.desc())
        rows = select(_TABLE).where(row.point == point).order_by(*order).limit(limit)
        if after is not None:
            older = (row.received_at < after.received_at) | (
                (row.received_at == after.received_at) & (row.id < after.case)
            )
            rows = rows.where(ended & older if after.ended else ended | older)
        return [_file(found) for found in self._connection.execute(rows)]

    def stories(self, point: str, cases: Sequence[CaseId]) -> dict[CaseId, list[Step]]:
        of_cases = (CaseStepRow.point == point) & CaseStepRow.case_id.in_(cases)
        order = (CaseStepRow.case_id, CaseStepRow.number)
        stories: dict[CaseId, list[Step]] = {}
        for row in self._connection.execute(select(CaseStepRow.__table__).where(of_cases).order_by(*order)):
            stories.setdefault(CaseId(row.case_id), []).append(_step(row))
        return stories

    def steps_from(self, point: str, cases: Sequence[tuple[CaseId, int]]) -> list[NewStep]:
        wanted = dict(cases)
        mine = (CaseStepRow.point == point) & among(self._connection, CaseStepRow.case_id)
        rows = select(CaseStepRow.__table__).where(mine).order_by(CaseStepRow.case_id, CaseStepRow.number)
        return [
            NewStep(case=CaseId(row.case_id), number=row.number, step=_step(row))
            for row in self._connection.execute(rows, given(wanted))
            if row.number >= wanted[CaseId(row.case_id)]
        ]

    def recorded_between(
        self, point: str, device: DeviceId, begin: datetime, end: datetime
    ) -> list[tuple[CaseId, datetime]]:
        standing = CaseFileRow.state != CaseState.VOID.value
        mine = (CaseFileRow.point == point) & (CaseFileRow.device == device) & standing
        rows = select(CaseFileRow.id, CaseFileRow.received_at).where(mine, CaseFileRow.received_at.between(begin, end))
        return [(CaseId(row.id), row.received_at) for row in self._connection.execute(rows)]

    def all(self, point: str | None = None) -> Iterator[CaseFile]:
        after: tuple[datetime, str] | None = None
        while rows := self._connection.execute(_page_after(point, after)).all():
            yield from map(_file, rows)
            after = (rows[-1].received_at, rows[-1].id)


def _page_after(point: str | None, after: tuple[datetime, str] | None) -> Select[Any]:
    """The next `_PAGE` cases in the order of receipt: memory stays flat however many there are."""
    rows = select(_TABLE).order_by(CaseFileRow.received_at, CaseFileRow.id).limit(_PAGE)
    if point is not None:
        rows = rows.where(CaseFileRow.point == point)
    if after is not None:
        at, case = after
        rows = rows.where((CaseFileRow.received_at > at) | ((CaseFileRow.received_at == at) & (CaseFileRow.id > case)))
    return rows


def _step(row: Any) -> Step:
    return Step(
        at=row.at,
        act=CaseAct(row.act),
        state=CaseState(row.state) if row.state else None,
        by=row.by,
        window=row.window,
        reason=row.reason,
        entry=row.entry or "",
    )


def _file(row: Any) -> CaseFile:
    last = EntryName(device=DeviceId(row.last_device), stream=Stream(row.last_stream), number=row.last_number)
    return CaseFile(
        case=case_from_json(row.body, last),
        department=row.department,
        registered_at=row.registered_at,
        mark=row.mark,
        steps=row.steps,
    )


def _row(point: str, file: CaseFile) -> list[Any]:
    """In the order of the columns."""
    case, last = file.case, file.case.last
    return [
        point,
        case.id,
        case.device,
        case.case_no,
        case.central_no,
        case.state.value,
        case.item,
        case.item_version,
        case.item_name,
        file.department,
        case.applicant.name,
        _search_text(file),
        case.token,
        case.received_at,
        case.due_on,
        case.life.asked_until if case.life.asked else None,
        check_by(case),
        case.life.joint and case.life.joint.no,
        file.mark,
        file.steps,
        last.device,
        last.stream.value,
        last.number,
        file.registered_at,
        case_to_json(case) if file.written is None else {**file.written, "central_no": case.central_no},
    ]


def _search_text(file: CaseFile) -> str:
    """What a reviewer may type: numbers, name, identity number, phone, item. In capitals."""
    case = file.case
    words = (
        case.case_no,
        case.central_no,
        *case.former_nos,
        case.applicant.name,
        case.applicant.id_no,
        case.applicant.phone,
        case.item_name,
        case.life.joint and case.life.joint.no,
        *(document.receipt_no for document in case.documents),
    )
    return " ".join(word for word in words if word).upper()


def _step_row(point: str, new: NewStep) -> list[Any]:
    """In the order of the columns."""
    step = new.step
    return [
        point,
        new.case,
        new.number,
        step.at,
        step.act.value,
        step.state and step.state.value,
        step.by,
        step.window,
        step.reason,
        step.entry or None,
    ]

"""帮代办 in desk.db."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from app.cases.model import CaseState
from app.clock import local_date
from app.helping.helping_json import (
    batch_from_json,
    batch_to_json,
    helper_from_json,
    helper_to_json,
    visit_from_json,
    visit_to_json,
)
from app.helping.model import Batch, BatchId, Helper, HelperId, Level, Visit
from db.desk.helping_models import BatchCaseRow, BatchRow, BroughtRow, HelperRow, HelperVisitRow
from db.desk.models import CaseRow
from db.upsert import upsert

_AT_ONCE = 500


class HelpingStore:
    """See app.storage.helping.HelpingStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def helper(self, helper: HelperId) -> Helper | None:
        return self._helper(select(HelperRow.body).where(HelperRow.id == helper))

    def helper_by_number(self, number: str) -> Helper | None:
        return self._helper(
            select(HelperRow.body).where(HelperRow.number == number).order_by(HelperRow.row.desc()).limit(1)
        )

    def helpers(self) -> list[Helper]:
        rows = select(HelperRow.body).order_by(HelperRow.village, HelperRow.number, HelperRow.row)
        return [helper_from_json(body) for body in self._connection.execute(rows).scalars()]

    def keep_helper(self, helper: Helper) -> None:
        row = {"id": helper.id, "number": helper.number, "village": helper.village, "body": helper_to_json(helper)}
        upsert(self._connection, HelperRow, [row], key=["id"])

    def keep_visit(self, visit: Visit) -> None:
        row = {"id": visit.id, "helper": visit.helper, "on": visit.on, "body": visit_to_json(visit)}
        upsert(self._connection, HelperVisitRow, [row])

    def visits(self, helper: HelperId | None = None, limit: int = 500) -> list[Visit]:
        rows = select(HelperVisitRow.body).order_by(HelperVisitRow.on.desc(), HelperVisitRow.id.desc()).limit(limit)
        if helper is not None:
            rows = rows.where(HelperVisitRow.helper == helper)
        return [visit_from_json(body) for body in self._connection.execute(rows).scalars()]

    def visit_counts(self) -> dict[HelperId, int]:
        return self._counts(select(HelperVisitRow.helper, func.count()).group_by(HelperVisitRow.helper))

    def case_counts(self) -> dict[HelperId, int]:
        stands = (CaseRow.row == BroughtRow.case_row) & (CaseRow.state != CaseState.VOID.value)
        return self._counts(select(BroughtRow.helper, func.count()).join(CaseRow, stands).group_by(BroughtRow.helper))

    def batch(self, batch: BatchId) -> Batch | None:
        return self._batch(select(BatchRow.body).where(BatchRow.id == batch))

    def batch_by_number(self, number: str) -> Batch | None:
        return self._batch(select(BatchRow.body).where(BatchRow.number == number))

    def keep_batch(self, batch: Batch) -> None:
        row = {
            "id": batch.id,
            "number": batch.number,
            "made_at": batch.made_at,
            "waits": batch.waits,
            "due_on": batch.due_on if batch.taken is None else local_date(batch.taken.at),
            "body": batch_to_json(batch),
        }
        upsert(self._connection, BatchRow, [row])
        self._connection.execute(delete(BatchCaseRow).where(BatchCaseRow.batch == batch.id))
        rows = [{"case_no": number, "batch": batch.id, "source": batch.source.value} for number in batch.case_nos]
        if rows:
            self._connection.execute(insert(BatchCaseRow), rows)

    def batches(self, limit: int = 200) -> list[Batch]:
        return self._batches(select(BatchRow.body).order_by(BatchRow.made_at.desc(), BatchRow.id.desc()).limit(limit))

    def of_case(self, case_no: str) -> list[Batch]:
        mine = select(BatchCaseRow.batch).where(BatchCaseRow.case_no == case_no)
        return self._batches(select(BatchRow.body).where(BatchRow.id.in_(mine)).order_by(BatchRow.made_at.desc()))

    def waiting(self) -> list[Batch]:
        rows = select(BatchRow.body).where(BatchRow.waits.is_(True)).order_by(BatchRow.due_on, BatchRow.id)
        return self._batches(rows)

    def count_waiting(self, until: date) -> int:
        mine = (BatchRow.waits.is_(True), BatchRow.due_on <= until)
        return self._connection.execute(select(func.count()).select_from(BatchRow).where(*mine)).scalar_one()

    def listed(self, case_nos: Iterable[str], source: Level) -> dict[str, str]:
        numbers = list(case_nos)
        found: dict[str, str] = {}
        for begin in range(0, len(numbers), _AT_ONCE):
            rows = (
                select(BatchCaseRow.case_no, BatchRow.number)
                .join(BatchRow, BatchRow.id == BatchCaseRow.batch)
                .where(BatchCaseRow.case_no.in_(numbers[begin : begin + _AT_ONCE]))
                .where(BatchCaseRow.source == source.value)
            )
            found.update((row.case_no, row.number) for row in self._connection.execute(rows))
        return found

    def _helper(self, statement: Select[Any]) -> Helper | None:
        body = self._connection.execute(statement).scalar()
        return None if body is None else helper_from_json(body)

    def _batch(self, statement: Select[Any]) -> Batch | None:
        body = self._connection.execute(statement).scalar()
        return None if body is None else batch_from_json(body)

    def _batches(self, statement: Select[Any]) -> list[Batch]:
        return [batch_from_json(body) for body in self._connection.execute(statement).scalars()]

    def _counts(self, statement: Select[str, int]) -> dict[HelperId, int]:
        return {HelperId(helper): count for helper, count in self._connection.execute(statement)}

"""Promises in desk.db: each row finds one by its days, its words stand in the case."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from app.cases.life import PromiseKind
from app.storage.promises import Promised
from db.desk.cases import COLUMNS, case_of
from db.desk.models import CaseRow, PromiseRow

A_PAGE = 500
_CHOSEN = select(PromiseRow.place, PromiseRow.open, *COLUMNS).join(CaseRow, CaseRow.row == PromiseRow.case_row)
_TO_FOLLOW = (PromiseRow.open.is_(True), PromiseRow.kind == PromiseKind.LATE.value)


class PromiseStore:
    """See app.storage.promises.PromiseStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ledger(self, since: date | None = None) -> Iterator[Promised]:
        statement = _CHOSEN if since is None else _CHOSEN.where(PromiseRow.made_on >= since)
        return self._found(statement.order_by(PromiseRow.made_on, PromiseRow.case_row, PromiseRow.place))

    def to_follow(self, until: date | None = None, limit: int | None = None) -> Iterator[Promised]:
        statement = _CHOSEN.where(*_TO_FOLLOW)
        if until is not None:
            statement = statement.where(PromiseRow.due_on <= until)
        return self._found(statement.order_by(PromiseRow.due_on, PromiseRow.case_row, PromiseRow.place).limit(limit))

    def count_to_follow(self, until: date) -> int:
        statement = select(func.count()).select_from(PromiseRow).where(*_TO_FOLLOW, PromiseRow.due_on <= until)
        return self._connection.execute(statement).scalar_one()

    def _found(self, statement: Select[Any]) -> Iterator[Promised]:
        for row in self._connection.execute(statement.execution_options(yield_per=A_PAGE)):
            case = case_of(row)
            yield Promised(case=case, promise=case.life.promises[row.place], open=row.open)

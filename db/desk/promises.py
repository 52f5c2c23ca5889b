"""Promises in desk.db: each row finds one by its days, its words stand in the case."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from app.cases.acts import CHECKED_IN
from app.cases.life import CHECK_DAYS, PromiseKind
from app.storage.promises import Promised
from db.desk.cases import COLUMNS, case_of
from db.desk.models import CaseRow, PromiseRow

A_PAGE = 500
_CHOSEN = select(PromiseRow.place, PromiseRow.open, *COLUMNS).join(CaseRow, CaseRow.row == PromiseRow.case_row)
_TO_FOLLOW = (PromiseRow.open.is_(True), PromiseRow.kind == PromiseKind.LATE.value)
_TO_CHECK = (
    PromiseRow.open.is_(True),
    PromiseRow.kind == PromiseKind.INFORMED.value,
    CaseRow.state.in_([state.value for state in CHECKED_IN]),
)


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

    def to_check(self, until: date | None = None, limit: int | None = None) -> Iterator[Promised]:
        statement = _CHOSEN.where(*_TO_CHECK)
        if until is not None:
            statement = statement.where(_check_by(until))
        return self._found(statement.order_by(PromiseRow.due_on, PromiseRow.case_row, PromiseRow.place).limit(limit))

    def count_to_check(self, until: date) -> int:
        joined = select(func.count()).select_from(PromiseRow).join(CaseRow, CaseRow.row == PromiseRow.case_row)
        return self._connection.execute(joined.where(*_TO_CHECK, _check_by(until))).scalar_one()

    def _found(self, statement: Select[Any]) -> Iterator[Promised]:
        for row in self._connection.execute(statement.execution_options(yield_per=A_PAGE)):
            case = case_of(row)
            yield Promised(case=case, promise=case.life.promises[row.place], open=row.open)


def _check_by(until: date) -> ColumnElement[bool]:
    """As `Promise.check_by` says, which counts from the promise where it has no day of its own."""
    made = until - timedelta(days=CHECK_DAYS)
    return or_(PromiseRow.due_on <= until, and_(PromiseRow.due_on.is_(None), PromiseRow.made_on <= made))

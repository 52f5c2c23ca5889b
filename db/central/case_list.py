"""The reviewers' list: which cases a query asks for, in which order, and what stands beside one of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, select, tuple_

from app.cases.model import CaseState
from app.cases.waiting import check_by
from app.catalogue.model import GivenForm, ItemCode
from app.central.model import CaseFile, CaseLine, CaseQuery, Order, Tally
from app.ids import CaseId
from db.central.point_tables import CaseFileRow, ClaimRow

_LINE = (
    CaseFileRow.point,
    CaseFileRow.id,
    CaseFileRow.case_no,
    CaseFileRow.central_no,
    CaseFileRow.state,
    CaseFileRow.item,
    CaseFileRow.item_name,
    CaseFileRow.department,
    CaseFileRow.name,
    CaseFileRow.received_at,
    CaseFileRow.registered_at,
    CaseFileRow.due_on,
    CaseFileRow.asked_until,
    CaseFileRow.check_by,
    CaseFileRow.mark,
    CaseFileRow.body,
)
_PAPER = frozenset({GivenForm.ORIGINAL.value, GivenForm.COPY.value})
_FAR = date(9999, 12, 31)
"""What is due on no day comes last."""


class CaseListRows:
    """The part of app.central.case_storage.CasePage that lists."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, query: CaseQuery) -> list[CaseLine]:
        """First the page's keys, then its rows: a body is read for those alone, however many were sorted."""
        row, order = CaseFileRow, _order(query.order)
        page = select(row.point, row.id).where(_condition(query)).order_by(*order)
        keys = page.offset(query.offset).limit(query.limit).subquery()
        here = (row.point == keys.c.point) & (row.id == keys.c.id)
        rows: Select[*tuple[Any, ...]] = select(*_LINE).join(keys, here).order_by(*order)
        return [_line(found) for found in self._connection.execute(rows)]

    def count(self, query: CaseQuery) -> int:
        counted = select(func.count()).select_from(CaseFileRow).where(_condition(query))
        return self._connection.execute(counted).scalar_one()

    def tally(self, query: CaseQuery, login: str, today: date) -> Tally:
        row, runs = CaseFileRow, CaseFileRow.state != CaseState.SUSPENDED.value
        parts: dict[str, ColumnElement[bool]] = {
            "mine": ClaimRow.login == login,
            "free": ClaimRow.login.is_(None),
            "asked": row.asked_until.is_not(None),
            "suspended": ~runs,
            "overdue": runs & (row.due_on < today),
            "due_today": runs & (row.due_on == today),
        }
        sums = [func.coalesce(func.sum(case((part, 1), else_=0)), 0).label(name) for name, part in parts.items()]
        claimed = (ClaimRow.point == row.point) & (ClaimRow.case_id == row.id)
        counted = select(func.count().label("all"), *sums).select_from(row).outerjoin(ClaimRow, claimed)
        return Tally(**self._connection.execute(counted.where(_condition(query))).one()._mapping)

    def beside(self, query: CaseQuery, file: CaseFile) -> tuple[str | None, str | None]:
        return self._next(query, file, onward=False), self._next(query, file, onward=True)

    def departments(self) -> list[str]:
        rows = select(CaseFileRow.department).distinct().order_by(CaseFileRow.department)
        return list(self._connection.execute(rows).scalars())

    def _next(self, query: CaseQuery, file: CaseFile, *, onward: bool) -> str | None:
        keys, ascending = _keys(query.order), query.order is not Order.NEWEST
        here = tuple_(*map(literal, _place(query.order, file), [key.type for key in keys]))
        rises = ascending is onward
        further = tuple_(*keys) > here if rises else tuple_(*keys) < here
        order = [key if rises else key.desc() for key in keys]
        found = select(CaseFileRow.case_no).where(_condition(query), further).order_by(*order).limit(1)
        return self._connection.execute(found).scalar()


def _keys(order: Order) -> Sequence[ColumnElement[Any]]:
    """What is sorted by; no two cases have all alike."""
    row = CaseFileRow
    if order is Order.DUE:
        due = func.coalesce(row.due_on, literal(_FAR, row.due_on.type))
        return due, row.received_at.expression, row.id.expression
    if order is Order.CHECK:
        check = func.coalesce(row.check_by, literal(_FAR, row.check_by.type))
        return check, row.received_at.expression, row.id.expression
    return row.registered_at.expression, row.received_at.expression, row.id.expression


def _place(order: Order, file: CaseFile) -> tuple[date | datetime, datetime, str]:
    """Where a case stands by these keys."""
    case = file.case
    first: date | datetime = file.registered_at
    if order is not Order.NEWEST:
        first = (case.due_on if order is Order.DUE else check_by(case)) or _FAR
    return first, case.received_at, case.id


def _order(order: Order) -> list[ColumnElement[Any]]:
    return [key.desc() if order is Order.NEWEST else key for key in _keys(order)]


def _condition(query: CaseQuery) -> ColumnElement[bool]:
    row = CaseFileRow
    wanted: list[ColumnElement[bool]] = [row.id != ""]
    if query.states:
        wanted.append(row.state.in_([state.value for state in query.states]))
    if query.department:
        wanted.append(row.department == query.department)
    if query.point:
        wanted.append(row.point == query.point)
    if query.asked:
        wanted.append(row.asked_until.is_not(None))
    if query.checks:
        wanted.append(row.check_by.is_not(None))
    claimed = (ClaimRow.point == row.point) & (ClaimRow.case_id == row.id)
    if query.holder:
        wanted.append(exists().where(claimed, ClaimRow.login == query.holder))
    if query.free:
        wanted.append(~exists().where(claimed))
    wanted.extend(row.search.contains(word, autoescape=True) for word in query.text.upper().split())
    return and_(*wanted)


def _line(row: Any) -> CaseLine:
    values = dict(row._mapping)
    body = values.pop("body")
    accepted, given = body["accepted_at"], body["materials"]
    return CaseLine(
        **{**values, "id": CaseId(row.id), "state": CaseState(row.state), "item": ItemCode(row.item)},
        accepted_at=datetime.fromisoformat(accepted) if accepted else None,
        files=tuple(dict.fromkeys(one["digest"] for material in given for one in _pages(material))),
        follows=sum(one["form"] == GivenForm.LATER.value for one in given),
        on_paper=any(one["form"] in _PAPER and not _pages(one) for one in given),
    )


def _pages(material: dict[str, Any]) -> list[dict[str, Any]]:
    """A material's attachments, in order."""
    return [one for one in (material["file"], *material.get("pages", ())) if one]

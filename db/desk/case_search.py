"""Which cases are meant by what somebody types: a number of any kind, a name, initials."""

from typing import Any

from sqlalchemy import JSON, Connection, Select, bindparam, func, or_, select

from app.applicants.identity import search_keys
from app.applicants.phone import phone_key
from app.applicants.search_text import bigram_query, fold
from db.desk import search
from db.desk.models import ApplicantRow, CaseRow, FormerNumberRow, IdentityRow, ReceiptRow
from db.prepared import Prepared

_TYPED: Any = bindparam("typed")
_MOST: Any = bindparam("most")
_KEYS: Any = func.json_each(bindparam("keys", type_=JSON)).table_valued("value")
_FORMERLY = select(FormerNumberRow.case_row).where(FormerNumberRow.number == _TYPED)
_PAPERS = select(ReceiptRow.case_id).where(ReceiptRow.receipt_no == _TYPED)


def _newest_of(people: Select[Any]) -> Prepared:
    chosen = select(CaseRow.row).where(CaseRow.applicant.in_(people))
    return Prepared(chosen.order_by(CaseRow.row.desc()).limit(_MOST))


_OF_NUMBER = Prepared(
    select(CaseRow.row).where(or_(CaseRow.case_no == _TYPED, CaseRow.row.in_(_FORMERLY))).limit(_MOST)
)
"""Those that have the number or had it: after a copy these are two, and the paper doesn't say which is meant."""
_OF_JOINT = Prepared(select(CaseRow.row).where(CaseRow.joint == _TYPED).order_by(CaseRow.row.desc()).limit(_MOST))
_OF_CENTRAL = Prepared(select(CaseRow.row).where(CaseRow.central_no == _TYPED).limit(_MOST))
_OF_PAPER = Prepared(select(CaseRow.row).where(CaseRow.id.in_(_PAPERS)).limit(_MOST))
_OF_PHONE = _newest_of(select(ApplicantRow.id).where(ApplicantRow.phone == _TYPED))
_OF_IDENTITY = _newest_of(select(IdentityRow.applicant).where(IdentityRow.number.in_(select(_KEYS.c.value))))
_BEGINNING = Prepared(
    select(CaseRow.row)
    .where(CaseRow.case_no >= _TYPED, CaseRow.case_no < bindparam("beyond"))
    .order_by(CaseRow.case_no.desc())
    .limit(_MOST)
)


def found(connection: Connection, typed: str, limit: int) -> list[int]:
    """The rows of the cases, at most `limit`. What has a digit in it may still be a name."""
    numbered = _of_numbers(connection, typed, limit) if any(sign.isdigit() for sign in typed) else []
    return numbered or _of_names(connection, typed, limit)


def _of_numbers(connection: Connection, typed: str, limit: int) -> list[int]:
    """By whole case, former, joint, central, paper, identity or phone number; else by how a case number begins."""
    code = typed.upper()
    exact: list[tuple[Prepared, dict[str, object]]] = [
        (_OF_NUMBER, {"typed": code}),
        (_OF_JOINT, {"typed": code}),
        (_OF_CENTRAL, {"typed": typed}),
        (_OF_PAPER, {"typed": typed}),
        (_OF_PHONE, {"typed": phone_key(typed)}),
        (_OF_IDENTITY, {"keys": search_keys(typed)}),
        (_BEGINNING, {"typed": typed, "beyond": typed + "Z"}),
    ]
    for statement, values in exact:
        if rows := statement.all(connection, most=limit, **values):
            return [int(row) for (row,) in rows]
    return []


def _of_names(connection: Connection, typed: str, limit: int) -> list[int]:
    folded = fold(typed)
    if not folded:
        return []
    rows = search.rows(connection, f"name : ({bigram_query(typed)})", limit)
    if not rows and folded.isascii() and folded.isalpha():
        rows = search.rows(connection, f'initials : "{folded[:6]}"', limit)
    return rows

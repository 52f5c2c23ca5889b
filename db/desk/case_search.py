"""Which cases are meant by what somebody types: a number of any kind, a name, initials."""

from typing import Any

from sqlalchemy import Connection, Select, or_, select

from app.applicants.identity import search_keys
from app.applicants.phone import phone_key
from app.applicants.search_text import bigram_query, fold
from db.desk import search
from db.desk.models import ApplicantRow, CaseRow, FormerNumberRow, IdentityRow, ReceiptRow


def found(connection: Connection, typed: str, limit: int) -> list[int]:
    """The rows of the cases, at most `limit`. What has a digit in it may still be a name."""
    numbered = _of_numbers(connection, typed, limit) if any(sign.isdigit() for sign in typed) else []
    return numbered or _of_names(connection, typed, limit)


def _of_numbers(connection: Connection, typed: str, limit: int) -> list[int]:
    """By whole case, former, joint, central, paper, identity or phone number; else by how a case number begins."""
    exact: list[Select[Any]] = [
        _of_number(typed.upper()),
        select(CaseRow.row).where(CaseRow.joint == typed.upper()).order_by(CaseRow.row.desc()),
        select(CaseRow.row).where(CaseRow.central_no == typed),
        _of_papers(typed),
        _of_people(select(ApplicantRow.id).where(ApplicantRow.phone == phone_key(typed))),
        _of_people(select(IdentityRow.applicant).where(IdentityRow.number.in_(search_keys(typed)))),
        select(CaseRow.row)
        .where(CaseRow.case_no >= typed, CaseRow.case_no < typed + "Z")
        .order_by(CaseRow.case_no.desc()),
    ]
    for statement in exact:
        rows = list(connection.execute(statement.limit(limit)).scalars())
        if rows:
            return rows
    return []


def _of_number(case_no: str) -> Select[Any]:
    """Those that have the number or had it: after a copy these are two, and the paper doesn't say which is meant."""
    formerly = select(FormerNumberRow.case_row).where(FormerNumberRow.number == case_no)
    return select(CaseRow.row).where(or_(CaseRow.case_no == case_no, CaseRow.row.in_(formerly)))


def _of_papers(receipt_no: str) -> Select[Any]:
    papers = select(ReceiptRow.case_id).where(ReceiptRow.receipt_no == receipt_no)
    return select(CaseRow.row).where(CaseRow.id.in_(papers))


def _of_people(people: Select[Any]) -> Select[Any]:
    return select(CaseRow.row).where(CaseRow.applicant.in_(people)).order_by(CaseRow.row.desc())


def _of_names(connection: Connection, typed: str, limit: int) -> list[int]:
    folded = fold(typed)
    if not folded:
        return []
    rows = search.rows(connection, f"name : ({bigram_query(typed)})", limit)
    if not rows and folded.isascii() and folded.isalpha():
        rows = search.rows(connection, f'initials : "{folded[:6]}"', limit)
    return rows

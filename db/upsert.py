"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps in two dialects."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.orm import DeclarativeBase


def insert_of(dialect: str) -> Any:
    """The dialect's own INSERT; PostgreSQL's takes a twentieth of a second to load, so only where it is used."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert


def upsert(
    connection: Connection,
    into: type[DeclarativeBase] | Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str] = (),
    keep: Sequence[str] = (),
    newer: str | None = None,
) -> None:
    """Writes all rows; where a row's key (the primary one unless another is named) is there already, its other columns
    are replaced, but for those in `keep`.

    With `newer`, only a row whose column of that name is greater replaces the former one.
    """
    if not rows:
        return
    table = into if isinstance(into, Table) else cast(Table, into.__table__)
    insert = insert_of(connection.dialect.name)(table)
    key = key or [column.name for column in table.primary_key]
    given = [name for name in rows[0] if name not in key and name not in keep]
    where: ColumnElement[bool] | None = None
    if newer is not None:
        where = table.c[newer] < insert.excluded[newer]
    statement = insert.on_conflict_do_update(
        index_elements=key, set_={name: insert.excluded[name] for name in given}, where=where
    )
    connection.execute(statement, [dict(row) for row in rows])

"""Many rows at once, straight on the driver: COPY in PostgreSQL's binary form, prepared rows in SQLite.

SQLAlchemy's own way costs 20 to 40 microseconds a row, mostly for what rows of one table never need again; a
batch of 2,000 entries is some 5,000 rows. The models stay the source: columns and their types are read from them.
"""

import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast

import msgspec
from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    func,
    select,
)

from app.errors import Trouble
from app.journal import microseconds
from db.types import Instant
from db.upsert import upsert

Row = Sequence[Any]
"""A row's values in the order of the table's columns."""

_Pack = Callable[[Any], bytes]
_NULL = b"\xff\xff\xff\xff"
_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_EPOCH_OF_POSTGRES = microseconds(datetime(2000, 1, 1, tzinfo=UTC))
_DAY_OF_POSTGRES = date(2000, 1, 1).toordinal()
_PIECE = 1 << 18
_AMONG = "among"
_FEW = 20
"""Fewer rows than this are not worth a table of their own to arrive in."""
_length = struct.Struct("!i").pack
_long = struct.Struct("!iq").pack
_int = struct.Struct("!ii").pack


def add_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Inserts them all. Raises Trouble when the database went away, the driver's error for what no row may be."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        _copy(driver, table.name, table, rows)
    else:
        sql, converted = _for_sqlite(table, rows)
        driver.executemany(sql, converted)


def put_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts them, or replaces those whose key is there. No key may come twice."""
    if not rows:
        return
    if len(rows) < _FEW and connection.dialect.name == "postgresql":
        names = [column.name for column in table.columns]
        upsert(connection, table, [dict(zip(names, row, strict=True)) for row in rows])
        return
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        arrivals = f"arriving_{table.name}"
        with _database_away():
            driver.execute(f"CREATE TEMP TABLE {arrivals} (LIKE {table.name}) ON COMMIT DROP")
        _copy(driver, arrivals, table, rows)
        with _database_away():
            driver.execute(_merge(table, arrivals))
            driver.execute(f"DROP TABLE {arrivals}")
    else:
        sql, converted = _for_sqlite(table, rows)
        driver.executemany(f"{sql} {_on_conflict(table)}", converted)


def among(connection: Connection, column: Any) -> ColumnElement[bool]:
    """`column IN (values)`; the values come as `given(values)` when the statement is executed.

    In one parameter, so that the statement's text is always the same, and not in the statement: SQLAlchemy's refer to
    themselves, and would keep a batch's thousand ids until the collector looks, which in a server is seldom.
    """
    if connection.dialect.name == "postgresql":
        values = bindparam(_AMONG, type_=ARRAY(String))
        return cast(ColumnElement[bool], column == func.any(values))
    values = bindparam(_AMONG, type_=JSON)
    return cast(ColumnElement[bool], column.in_(select(func.json_each(values).table_valued("value").c.value)))


def given(values: Collection[str]) -> dict[str, list[str]]:
    """The parameter of a statement that asks `among`."""
    return {_AMONG: list(values)}


def row_of(table: Table, values: Mapping[str, Any]) -> list[Any]:
    """The values in the order of the columns."""
    return [values[column.name] for column in table.columns]


def _copy(driver: Any, target: str, table: Table, rows: Iterable[Row]) -> None:
    packs = _packs(table)
    head = struct.pack("!h", len(packs))
    statement = f"COPY {target} ({_names(table)}) FROM STDIN (FORMAT BINARY)"
    with _database_away(), driver.cursor() as cursor, cursor.copy(statement) as copy:
        size = len(_SIGNATURE)
        found = [_SIGNATURE]
        before: Row = [None] * len(packs)
        packed = [_NULL] * len(packs)
        for row in rows:
            if len(row) != len(packs):
                raise ValueError(f"{table.name} has {len(packs)} columns")
            for place, value in enumerate(row):
                if value is not before[place]:  # much is the same in row after row
                    packed[place] = _NULL if value is None else packs[place](value)
            before = row
            line = b"".join(packed)
            found += (head, line)
            size += len(line)
            if size > _PIECE:
                copy.write(b"".join(found))
                found, size = [], 0
        copy.write(b"".join((*found, _END)))


@contextmanager
def _database_away() -> Iterator[None]:
    """The driver's errors about the surroundings in our words, as db.engine says those that SQLAlchemy wraps."""
    import psycopg

    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise Trouble("store_failed", reason=type(error).__name__) from error


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _merge(table: Table, arrivals: str) -> str:
    names = _names(table)
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {arrivals} {_on_conflict(table)}"


def _on_conflict(table: Table) -> str:
    key = [column.name for column in table.primary_key]
    others = [column.name for column in table.columns if column.name not in key]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


@cache
def _packs(table: Table) -> list[_Pack]:
    return [_pack_of(column.type) for column in table.columns]


def _pack_of(kind: Any) -> _Pack:
    """How PostgreSQL's binary form writes a value of this type, its length in front."""
    if isinstance(kind, Instant):
        return lambda value: _long(8, microseconds(value) - _EPOCH_OF_POSTGRES)
    for known, pack in _PACKS:
        if isinstance(kind, known):
            return pack
    return _text


def _text(value: str) -> bytes:
    written = value.encode()
    return _length(len(written)) + written


def _bytes(value: bytes) -> bytes:
    return _length(len(value)) + value


def _json(value: Any) -> bytes:
    return _bytes(msgspec.json.encode(value))


_PACKS: tuple[tuple[type, _Pack], ...] = (
    (JSON, _json),
    (LargeBinary, _bytes),
    (Boolean, lambda value: b"\0\0\0\1\1" if value else b"\0\0\0\1\0"),
    (Date, lambda value: _int(4, value.toordinal() - _DAY_OF_POSTGRES)),
    (BigInteger, lambda value: _long(8, value)),
    (Integer, lambda value: _int(4, value)),
)


def _for_sqlite(table: Table, rows: Iterable[Row]) -> tuple[str, Iterator[Row]]:
    """The INSERT, and the rows as SQLite's driver takes them."""
    converts = _converts(table)
    marks = ", ".join("?" * len(table.columns))
    sql = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({marks})"
    return sql, (_converted(row, converts) for row in rows)


def _converted(row: Row, converts: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


@cache
def _converts(table: Table) -> list[tuple[int, Callable[[Any], Any]]]:
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for place, column in enumerate(table.columns):
        if isinstance(column.type, Instant):
            found.append((place, microseconds))
        elif isinstance(column.type, JSON):
            found.append((place, lambda value: msgspec.json.encode(value).decode()))
        elif isinstance(column.type, Date):
            found.append((place, date.isoformat))
    return found

"""Opening databases: one engine a store, our own BEGIN, and the driver's errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Refused, Trouble

LOCK_WAIT = 5.0
"""Seconds that a store waits for another program's write before it says "locked" (cli.md)."""


def _compact(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class _Compiled(LRUCache[Any, Any]):
    """Statements that were compiled once stay so for every store that the program opens later: whoever signs in again
    does not wait for it again. SQLAlchemy's keys begin with the engine's own dialect object; ours are alike where they
    speak to the same database in the same version."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_shared(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_shared(key), compiled)


def _shared(key: Any) -> Any:
    dialect, *rest = key
    return (dialect.name, getattr(dialect, "server_version_info", None), *rest)


_COMPILED = _Compiled(1000)
_ENGINE: dict[str, Any] = {"json_serializer": _compact, "execution_options": {"compiled_cache": _COMPILED}}
"""What all engines have in common."""


def open_sqlite(path: Path, key: bytes | None = None) -> Engine:
    """An engine on one SQLite file, encrypted under the 32-byte raw `key` when one is given.

    sqlcipher3 serves plain files too: its SQLite is newer than the system's, whose trigram and LIKE are faulty.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=partial(connect, path, key),
        poolclass=QueuePool,
        pool_reset_on_return=None,
        json_deserializer=msgspec.json.decode,
        **_ENGINE,
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_url(url: str) -> Engine:
    """An engine on a database URL: PostgreSQL by psycopg, or sqlite:///file to try things out.

    Raises Refused("database_url") for any other text.
    """
    file = url.removeprefix("sqlite:///")
    if file != url and file:
        return open_sqlite(Path(file))
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is none
        raise Refused("database_url", "db") from error
    if address.drivername not in ("postgresql", "postgresql+psycopg"):
        raise Refused("database_url", "db")
    address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=20, **_ENGINE)
    event.listen(engine, "connect", _pack_quickly)
    return engine


_LZ4 = (
    "SELECT set_config(name, 'lz4', false) FROM pg_settings "
    "WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
)


def _pack_quickly(driver: Any, _record: object) -> None:
    """Long values are packed by lz4 where the server knows it: a third of the time of PostgreSQL's own way."""
    driver.execute(_LZ4)
    driver.commit()


def connect(path: Path, key: bytes | None, journal: str = "WAL") -> Any:
    """A connection of the driver's own, set as all of ours are.

    8 MB of pages for each: a sync of 100,000 cases fills two caches, and with 16 MB it was not a second quicker.
    """
    connection = sqlcipher.connect(
        str(path), timeout=LOCK_WAIT, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    modes = f"journal_mode={journal}", "synchronous=FULL"
    for pragma in (*modes, "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-8192"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _begin_sqlite(connection: Connection) -> None:
    """SQLite's drivers begin transactions late and leave half-migrations behind: we begin ourselves."""
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:  # db.writer has begun already
        writes = connection.get_execution_options().get("writes", False)
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction: commits when the block is left, rolls back when it raises. One that only reads sees the
    database as it was at one moment, whatever others commit meanwhile.

    Raises Trouble for what the surroundings did: locked, full, damaged, wrong key, database away.
    """
    with troubles(), engine.connect() as connection:
        connection.execution_options(writes=writes)
        if not writes and engine.dialect.name == "postgresql":  # SQLite does so by itself
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def troubles() -> Iterator[None]:
    """Turns the driver's errors about the surroundings into Trouble; errors of ours pass as they are."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error


def trouble_of(error: BaseException) -> Trouble | None:
    """What an error of the driver says about the surroundings, in our words; None for any other error."""
    match error:
        case OperationalError() | InterfaceError():
            return _trouble(error.orig or error)
        case DBAPIError():
            damaged = "file is not a database" in str(error.orig) or "malformed" in str(error.orig)
            return _trouble(error.orig or error) if damaged else None
        case sqlcipher.OperationalError() | sqlcipher.DatabaseError() | sqlite3.OperationalError():
            return _trouble(error)
    return None


_MEANINGS = {
    "locked": "store_locked",
    "busy": "store_locked",
    "is full": "disk_full",
    "disk i/o error": "disk_failed",
    "not a database": "store_unreadable",
    "malformed": "store_damaged",
    "readonly": "store_read_only",
    "unable to open": "store_missing",
    "no such table": "store_damaged",
    "no such column": "store_damaged",
}


def _trouble(error: BaseException) -> Trouble:
    text = str(error).lower()
    for words, code in _MEANINGS.items():
        if words in text:
            return Trouble(code)
    return Trouble("store_failed", reason=type(error).__name__)

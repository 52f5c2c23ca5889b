"""The one connection on which a program writes to an SQLite store.

Fetching a connection from the pool costs more than BEGIN and COMMIT together, so the writing one is kept. Its
threads take turns here; other programs wait for each other in SQLite itself, as long as `LOCK_WAIT`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine

from app.errors import Trouble
from db.engine import LOCK_WAIT, transaction, troubles


class Writer:
    """Writing transactions on an engine; on any other database than SQLite each takes its own connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._turn = Lock()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Commits when the block is left, rolls back when it raises. Raises Trouble as db.engine says."""
        if self._engine.dialect.name != "sqlite":
            with transaction(self._engine, writes=True) as connection:
                yield connection
            return
        if not self._turn.acquire(timeout=LOCK_WAIT):
            raise Trouble("store_locked")
        try:
            with troubles():
                if self._connection is None:
                    self._connection = self._engine.connect()
                yield from _in_transaction(self._connection)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Lets the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _in_transaction(connection: Connection) -> Iterator[Connection]:
    """Begun and ended on the driver: SQLAlchemy's own transaction joins in only when a Core statement asks for it."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        if not connection.in_transaction():
            driver.commit()
        else:
            connection.commit()
    except BaseException:
        connection.rollback()
        driver.rollback()
        raise

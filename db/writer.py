"""The one connection on which a program writes to an SQLite store.

Fetching a connection from the pool costs more than BEGIN and COMMIT together, so the writing one is kept. Its
threads take turns here; other programs wait for each other in SQLite itself, as long as `LOCK_WAIT`.
"""

from contextlib import AbstractContextManager
from threading import Lock
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine

from app.errors import Trouble
from db.engine import LOCK_WAIT, transaction, trouble_of


class Writer:
    """Writing transactions on an engine; on any other database than SQLite each takes its own connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sqlite = engine.dialect.name == "sqlite"
        self._connection: Connection | None = None
        self._turn = Lock()

    def transaction(self) -> AbstractContextManager[Connection]:
        """Commits when the block is left, rolls back when it raises. Raises Trouble as db.engine says."""
        return self if self._sqlite else transaction(self._engine, writes=True)

    def __enter__(self) -> Connection:
        """Begun and ended on the driver: SQLAlchemy's own transaction joins in only when a Core statement asks for it.

        An object that is entered costs a quarter of the generators that would say the same.
        """
        if not self._turn.acquire(timeout=LOCK_WAIT):
            raise Trouble("store_locked")
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            _driver(self._connection).execute("BEGIN IMMEDIATE")
        except BaseException as error:
            self._turn.release()
            _raise_trouble(error)
            raise
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        connection = self._connection
        assert connection is not None  # entered
        try:
            if error is None:
                _commit(connection)
            else:
                _roll_back(connection)
        finally:
            self._turn.release()
        if error is not None:
            _raise_trouble(error)

    def close(self) -> None:
        """Lets the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _commit(connection: Connection) -> None:
    try:
        if connection.in_transaction():
            connection.commit()
        else:
            _driver(connection).commit()
    except BaseException as error:
        _roll_back(connection)
        _raise_trouble(error)
        raise


def _roll_back(connection: Connection) -> None:
    try:
        connection.rollback()
        _driver(connection).rollback()
    except Exception as error:
        _raise_trouble(error)
        raise


def _raise_trouble(error: BaseException) -> None:
    trouble = trouble_of(error)
    if trouble is not None:
        raise trouble from error

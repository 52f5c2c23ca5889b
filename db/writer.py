"""The one connection on which a program writes to an SQLite store.

Fetching a connection from the pool costs more than BEGIN and COMMIT together, so the writing one is kept. Its
threads take turns here; other programs wait for each other in SQLite itself, as long as `LOCK_WAIT`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

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
                    self._connection = self._engine.connect().execution_options(writes=True)
                with self._connection.begin():
                    yield self._connection
        finally:
            self._turn.release()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

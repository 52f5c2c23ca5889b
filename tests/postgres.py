"""A real PostgreSQL for tests: a fresh database for each, in a server that ends with them.

The server is Debian's, started by `tests.postgres_guardian` on a free port in a temporary folder when the first
test asks; SIDAO_TEST_POSTGRES=URL (of an account that may create databases) names a running one instead.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

TOP = Path(__file__).resolve().parents[1]
PREFIX = "sidao_test_"


class PostgresFailed(Exception):
    """No server could be started; the message is its own."""


class Databases:
    """Makes and drops databases in one server."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address).set(drivername="postgresql+psycopg")

    def new(self) -> str:
        """A fresh, empty database, as a SQLAlchemy URL with the password in it. Takes some 30 ms."""
        name = PREFIX + secrets.token_hex(8)
        self._do("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        return self._address.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database that `new` made, also under the feet of whoever is still connected."""
        name = make_url(url).database or ""
        if not name.startswith(PREFIX):
            raise ValueError(f"{name} is not a test's database")
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _do(self, statement: str, name: str) -> None:
        address = self._address.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def databases(*, durable: bool = False) -> Iterator[Databases]:
    """Databases in the server that the environment names, or in one of our own until the block ends.

    `durable`: ours waits for the disk at each commit, as a city's does.
    """
    address = os.environ.get("SIDAO_TEST_POSTGRES")
    if address:
        yield Databases(address)
        return
    with _guardian(durable) as guardian:
        assert guardian.stdout is not None
        address = guardian.stdout.readline().strip()
        if not address:
            raise PostgresFailed(guardian.communicate()[1])
        try:
            yield Databases(address)
        finally:
            guardian.communicate()


def _guardian(durable: bool) -> subprocess.Popen[str]:
    """The guardian, in a session of its own: Ctrl-C in the terminal reaches it only by our end."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tests.postgres_guardian", *(["--durable"] if durable else [])]
    return subprocess.Popen(command, cwd=TOP, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True)

"""The tests' own PostgreSQL: fresh for each test, and gone with the tests."""

import socket
import subprocess
import sys
import threading
from contextlib import closing

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.postgres import TOP, Databases


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


def test_each_database_is_empty_and_its_own(postgres: Databases, postgres_url: str) -> None:
    other = postgres.new()
    with closing(connect(other)) as connection:
        connection.execute("CREATE TABLE mark (id integer)")
        connection.commit()
    with closing(connect(postgres_url)) as connection:
        assert connection.execute("SELECT to_regclass('mark')").fetchone() == (None,)
    postgres.drop(other)


def test_a_database_is_dropped_under_a_forgotten_connection(postgres: Databases) -> None:
    url = postgres.new()
    with closing(connect(url)) as forgotten:
        postgres.drop(url)
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")


def test_only_a_tests_database_is_dropped(postgres: Databases) -> None:
    with pytest.raises(ValueError, match="not a test's database"):
        postgres.drop("postgresql+psycopg://localhost/sidao")


def test_the_server_ends_when_its_tests_are_killed() -> None:
    holder = (
        "import sys\n"
        "from tests.postgres import _guardian\n"
        "guardian = _guardian(durable=False)\n"
        "print(guardian.stdout.readline().strip(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    killed = subprocess.Popen(
        [sys.executable, "-c", holder], cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    address = make_url(killed.stdout.readline().strip())
    assert answers(address.port)
    killed.kill()
    killed.communicate()
    pause = threading.Event()
    assert any(not answers(address.port) or pause.wait(0.1) for _ in range(300)), "still there after 30 s"


def answers(port: int | None) -> bool:
    assert port is not None
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) == 0

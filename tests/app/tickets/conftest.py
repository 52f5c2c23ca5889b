"""The hall of a test, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.tickets.arrange import Hall, opened_hall


@pytest.fixture(params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    """A desk on an empty queue; every test runs on SQLite and on PostgreSQL."""
    where = tmp_path / "queue.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with opened_hall(where) as opened:
        yield opened

"""Central's tests run on SQLite and, where concurrency or types matter, on PostgreSQL too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.arrange import City, city


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    """A city on SQLite, in demo mode."""
    made = city(f"sqlite:///{tmp_path}/central.db")
    yield made
    made.program.store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[City]:
    """The same city on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
    else:
        url = f"sqlite:///{tmp_path}/central.db"
    made = city(url)
    yield made
    made.program.store.close()

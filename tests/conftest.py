"""What every test may ask for, and the surroundings that all share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import Databases, databases

# Before any test imports Qt: no test opens a window on a developer's screen, or aborts where there is none.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy computer is not a failing one: no test asserts how long an example took.
settings.register_profile("sidao", deadline=None)
settings.load_profile("sidao")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """The PostgreSQL of this test process, started when first asked for: `postgres.new()`, `postgres.drop(url)`."""
    with databases() as made:
        yield made


@pytest.fixture
def postgres_url(postgres: Databases) -> Iterator[str]:
    """A fresh, empty PostgreSQL database for one test, as a SQLAlchemy URL."""
    url = postgres.new()
    yield url
    postgres.drop(url)

"""What every test may ask for, and the surroundings that all share."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import Databases, databases

# Before any test imports Qt: no test opens a window on a developer's screen, or aborts where there is none.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy computer is not a failing one: no test asserts how long an example took.
settings.register_profile("sidao", deadline=None)
settings.load_profile("sidao")


def pytest_collection_finish() -> None:
    """What all tests have loaded by now stays, so no later collection of garbage need walk through it, and there are
    fewer of them: they were a fifth of the time of some tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True)
def no_apps_kept() -> Iterator[None]:
    """FastAPI remembers what it has looked at, and so each test's whole central with its store: a million objects in
    the end, through which every collection of garbage walks."""
    yield
    if (models := sys.modules.get("fastapi.dependencies.models")) is not None:
        for known in vars(models).values():
            if hasattr(known, "cache_clear"):
                known.cache_clear()


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

"""A desk on disk and the protocol's other half.

What a desk does is tried against central on one of its two databases, PostgreSQL where central's part is large: that
both behave alike is held by tests/central, tests/db and test_against_central.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.program import Program
from tests import make
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk, a_desk
from tests.sync.real_central import City, serving_city
from tests.sync.two_windows import meet, two_desks


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestDesk]:
    with a_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """The real central system."""
    with serving_city(f"sqlite:///{tmp_path}/city.db") as made:
        yield made


@pytest.fixture
def central() -> FakeCentral:
    return FakeCentral()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for one."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[City, Program, Program]]:
    """Both know one accepted case."""
    with two_desks(tmp_path) as (city, one, other):
        one.cases.record(make.line(make.UNEMPLOYED, applicant=make.person()))
        meet((one, other))
        yield city, one, other

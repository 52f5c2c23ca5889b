"""The city's PostgreSQL is stopped and started in the middle of a sync: nothing is lost, doubled or half there."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.central.docket import Docket
from app.program import Program
from app.verify import verify_desk
from tests.postgres_guardian import Server, server
from tests.sync.real_central import City, comparable, of_desk, record, serving_city, whole_desk

CASES = 60


@pytest.fixture
def database() -> Iterator[Server]:
    """A server of this test's own."""
    with server() as running:
        yield running


@pytest.fixture
def city(database: Server) -> Iterator[City]:
    with serving_city(database.url.replace("+psycopg", "")) as made:
        yield made


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        record(made, CASES)
        yield made


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_database_that_goes_away_within_a_batch_leaves_nothing_of_it(
    database: Server, city: City, desk: Program, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    whole = Docket.write
    fell: list[int] = []

    def falling(docket: Docket, *args: object) -> None:
        """The first batch's rows are on their way: before they are sent, or when only the commit is missing."""
        if moment == "after":
            whole(docket, *args)  # type: ignore[arg-type]
        if not fell:
            fell.append(len(docket.new))
            database.stop()
        if moment == "before":
            whole(docket, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Docket, "write", falling)
    waiting = desk.sync.status().pending
    report = desk.sync.cycle()
    assert fell
    assert fell[0] > 0
    assert (report.trouble, report.pending) == ("sync_busy", waiting)
    assert httpx.get(f"{city.url}/healthz", trust_env=False).status_code == 503
    assert httpx.get(f"{city.url}/metrics", trust_env=False).status_code == 200
    assert desk.sync.cycle().trouble == "sync_busy"
    database.start()
    assert httpx.get(f"{city.url}/healthz", trust_env=False).json()["alarms"] == 0
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, report.returned) == (None, 0, 0)
    assert len(city.cases()) == CASES
    assert comparable(city.cases()) == comparable(of_desk(desk))
    assert verify_desk(desk)["findings"] == []


def test_a_database_that_was_away_between_two_syncs_is_not_noticed(database: Server, city: City, desk: Program) -> None:
    assert desk.sync.cycle().trouble is None
    database.stop()
    database.start()
    record(desk, 1, seed=9)
    report = desk.sync.cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert len(city.cases()) == CASES + 1

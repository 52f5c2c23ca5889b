"""The queue's store: plans, several programs at once, and other programs' changes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Insert

from app.errors import Trouble
from app.ids import DeviceId
from app.tickets.verify import rows_against_entries
from db.engine import open_sqlite
from db.prepared import Prepared
from db.queue import statements
from db.queue.store import QueueStore
from db.queue.tables import JOURNAL
from tests.app.tickets.arrange import DEVICE, SIGNER, Hall, HeldClock, open_store, opened_hall, signed_by_us
from tests.db.queue.caller import OTHER_DEVICE

TOP = Path(__file__).resolve().parents[3]


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    return tmp_path / "queue.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def hall(where: Path | str) -> Iterator[Hall]:
    with opened_hall(where) as opened:
        yield opened


def test_no_question_of_an_act_reads_a_whole_table(tmp_path: Path) -> None:
    with opened_hall(tmp_path / "queue.db") as hall, hall.store.engine.connect() as connection:
        texts = [str(one.compile(connection)) for one in _questions()]
        asked = ((f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?")) for text in texts)
        plans = [row.detail for text, values in asked for row in connection.exec_driver_sql(text, values)]
    assert len(texts) >= 9
    for index in (
        "ix_ticket_waiting",
        "uq_ticket_window",
        "uq_ticket_day_number",
        "ix_ticket_called",
    ):
        assert any(index in plan for plan in plans), index
    whole = [plan for plan in plans if plan.startswith("SCAN ") and plan not in ONE_ROW]
    assert whole == []


ONE_ROW = {"SCAN queue_rules", "SCAN CONSTANT ROW"}
"""Tables that have no more."""


def _questions() -> list[Any]:
    """The statements of the hot path that look something up."""
    found = [value for value in vars(statements).values() if isinstance(value, Prepared)]
    found += [value.plain for value in vars(statements).values() if isinstance(value, statements.TicketRead)]
    questions = [one._statement for one in found if not isinstance(one._statement, Insert)]
    return [*questions, JOURNAL.by_action._statement, JOURNAL.head._statement]


@pytest.mark.parametrize("device", [DEVICE, OTHER_DEVICE])
def test_two_programs_calling_at_once_call_nobody_twice(hall: Hall, where: Path | str, device: DeviceId) -> None:
    numbers = hall.take(count=40)
    callers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.db.queue.caller", str(where), str(window), its_device],
            cwd=TOP,
            stdout=subprocess.PIPE,
            text=True,
        )
        for window, its_device in ((1, DEVICE), (2, device))
    ]
    outputs = [caller.communicate(timeout=60)[0].split() for caller in callers]
    assert [caller.returncode for caller in callers] == [0, 0]
    assert sorted(outputs[0] + outputs[1]) == numbers
    with hall.store.open(writes=False) as queue:
        assert rows_against_entries(queue, signed_by_us) == []


def test_version_changes_with_another_programs_act_only(hall: Hall, where: Path | str) -> None:
    board = open_store(where, HeldClock())
    before = board.version()
    assert board.version() == before
    hall.take()
    assert board.version() != before
    board.close()


def test_an_act_that_fails_leaves_nothing(hall: Hall) -> None:
    def fail() -> None:
        with hall.store.open() as queue:
            queue.next_serial(hall.clock.now().date(), "A", 1)
            raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        fail()
    assert hall.take() == ["A001"]


def test_a_windows_visitor_survives_the_program(where: Path | str) -> None:
    with opened_hall(where) as hall:
        hall.take()
        called = hall.desk.call_next(1, hall.action())
    with opened_hall(where) as again:
        assert again.desk.current(1) == called


def test_the_queue_is_readable_without_any_key(tmp_path: Path) -> None:
    with opened_hall(tmp_path / "queue.db") as hall:
        hall.take()
    engine = open_sqlite(tmp_path / "queue.db")
    with QueueStore(engine, device=DEVICE, signer=SIGNER, ids=hall.store.ids).open(writes=False) as queue:
        assert len(queue.tickets_after(None, 9)) == 1
    engine.dispose()


def test_a_locked_queue_is_said_so_and_works_again_afterwards(tmp_path: Path) -> None:
    with opened_hall(tmp_path / "queue.db") as hall:
        with hall.store.open() as queue:
            queue._connection.exec_driver_sql("PRAGMA busy_timeout = 0")  # not five seconds of a test's time
        other = open_store(tmp_path / "queue.db", hall.clock)
        with other.open(), pytest.raises(Trouble, match="store_locked"):
            hall.take()
        other.close()
        assert hall.take() == ["A001"]

"""The journal by months on PostgreSQL: made ahead, made when missing, and no name twice over all of them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.central.model import Arrived, Held
from app.journal import Stream
from db.engine import transaction
from tests.central.arrange import City, city

PARTITIONS = text("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'entry'::regclass ORDER BY 1")


def months(town: City) -> list[str]:
    with transaction(town.program.store.engine, writes=False) as connection:  # type: ignore[attr-defined]
        return list(connection.execute(PARTITIONS).scalars())


def test_this_month_and_three_more_are_made_at_the_start_and_later_ones_in_time(postgres_url: str) -> None:
    town = city(postgres_url)
    made = ["entry_2026_11", "entry_2026_12", "entry_2027_01", "entry_2027_02"]
    assert months(town) == made
    town.program.store.make_room(datetime(2027, 1, 5, tzinfo=UTC))
    assert months(town) == [*made, "entry_2027_03", "entry_2027_04"]
    town.program.store.close()


def test_entries_of_a_month_that_nobody_made_ahead_are_taken_in(postgres_url: str) -> None:
    town = city(postgres_url)
    desk = town.desk()
    desk.record()
    desk.push()
    town.clock.pass_by(days=300)
    desk.record()
    assert [one.verdict.value for one in desk.push().arrived] == ["accepted", "accepted"]
    assert "entry_2027_09" in months(town)
    assert [one.verdict.value for one in desk.push(1, 1).arrived] == ["accepted"]
    town.program.store.close()


def test_a_stream_moves_from_number_to_number_so_a_name_comes_once_in_all_months(either: City) -> None:
    desk = either.desk()
    desk.record()
    entry = desk.entries[Stream.DESK][0]
    desk.push()
    again = [Arrived(point=desk.point, entry=entry, verdict=desk.push().arrived[0].verdict)]
    held = Held(device=desk.id, stream=Stream.DESK, number=1, hash=entry.hash, signature=entry.signature)
    later = datetime(2026, 12, 24, tzinfo=UTC)
    with pytest.raises(Exception, match=r"(?i)unique"), either.program.store.writing() as central:
        central.journal.add(again, held, later)
    desk.record()
    desk.push()
    second = [Arrived(point=desk.point, entry=desk.entries[Stream.DESK][1], verdict=again[0].verdict)]
    with pytest.raises(RuntimeError), either.program.store.writing() as central:
        central.journal.add(second, held, later)

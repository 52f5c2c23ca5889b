"""What a serving central does by itself."""

import gc
import weakref
from threading import Event

import pytest

from app.central.load import Load
from app.central.upkeep import Upkeep, kept_up
from app.clock import SystemClock
from app.errors import Trouble
from db.central.exchange_tables import UpProAccept
from tests.central.arrange import City
from tests.central.test_projector import rows
from tests.central.test_sides import TOWN, VILLAGE, given_out, tell, told


class Watched(Upkeep):
    """Tells when a turn has ended."""

    ended: Event

    def _turn(self) -> None:
        try:
            super()._turn()
        finally:
            self.ended.set()


def upkeep_of(town: City) -> tuple[Watched, Load]:
    load = Load(SystemClock())
    parts = town.program
    made = Watched(parts.store, parts.projector, parts.sides, load, SystemClock(), parts.files.sweep)
    made.ended = Event()
    return made, load


def test_the_national_tables_follow_without_being_asked(either: City) -> None:
    desk = either.desk()
    desk.record()
    desk.push()
    upkeep, _ = upkeep_of(either)
    with kept_up(upkeep):
        assert upkeep.ended.wait(30)
    assert len(rows(either, UpProAccept)) == 1


def test_points_are_told_of_each_others_batches_without_asking(either: City) -> None:
    village, above = either.desk(point=VILLAGE), either.desk(point=TOWN)
    tell(village, given_out(village))
    upkeep, _ = upkeep_of(either)
    with kept_up(upkeep):
        assert upkeep.ended.wait(30)
    assert [batch.point for batch in told(above)] == [VILLAGE]


def test_a_turn_that_failed_is_not_the_last(town: City, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = town.desk()
    desk.record()
    desk.push()
    upkeep, load = upkeep_of(town)
    failures = iter([Trouble("store_locked"), ValueError("刘𬘘")])
    whole = town.program.projector.project_some

    def failing() -> int | None:
        for failure in failures:
            raise failure
        return whole()

    monkeypatch.setattr(town.program.projector, "project_some", failing)
    with kept_up(upkeep):
        for _ in range(3):
            assert upkeep.ended.wait(30)
            upkeep.ended.clear()
            load.worked.set()
    assert len(rows(town, UpProAccept)) == 1


def test_it_gives_way_to_desks_but_not_for_ever(town: City) -> None:
    desk = town.desk()
    desk.record()
    desk.push()
    upkeep, load = upkeep_of(town)
    load.begin()
    with kept_up(upkeep):
        assert upkeep.ended.wait(30)
    assert len(rows(town, UpProAccept)) == 1


class Knot:
    """Something that refers to itself, as much of a request's does."""

    def __init__(self) -> None:
        self.itself = self


def test_what_refers_to_itself_is_freed_although_the_collector_sleeps(town: City) -> None:
    upkeep, _ = upkeep_of(town)
    gc.disable()
    try:
        left_behind = weakref.ref(Knot())
        assert left_behind() is not None
        with kept_up(upkeep):
            assert upkeep.ended.wait(30)
        assert left_behind() is None
    finally:
        gc.enable()

"""Statements that ask for many values at once, on SQLite and PostgreSQL."""

import gc
import sys

from app.ids import CaseId
from tests.central.arrange import POINT, City
from tests.central.conftest import either

__all__ = ["either"]


def test_a_look_up_keeps_nothing_of_what_it_was_asked_although_the_collector_sleeps(either: City) -> None:
    sought = [CaseId(f"01900000-0000-7000-8000-{number:012d}") for number in range(3)]
    gc.disable()
    try:
        before = list(map(sys.getrefcount, sought))
        with either.program.store.reading() as central:
            central.cases.get_many(POINT, sought)
            central.cases.owners(POINT, sought)
            central.journal.about(POINT, sought)
            central.cases.steps_from(POINT, [(case, 1) for case in sought])
        assert list(map(sys.getrefcount, sought)) == before
    finally:
        gc.enable()

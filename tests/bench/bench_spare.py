"""A spare PC takes the place of a dead one: when it has the point's open cases and the newest, over a narrow link."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep

from app.cases.model import CaseState
from app.program import Program
from app.sync.model import CentralAddress
from tests.bench.row import Row
from tests.link.road import STEADY
from tests.link.simulator import simulated
from tests.sync.real_central import City, of_desk, record, serving_city, whole_desk

CASES, NEWEST = 5000, 100
_OPEN = frozenset(
    {CaseState.RECEIVED, CaseState.FORWARDED, CaseState.SUPPLEMENT, CaseState.ACCEPTED, CaseState.RETURNED}
)


def main() -> list[Row]:
    with TemporaryDirectory() as folder, serving_city(f"sqlite:///{folder}/city.db") as city:
        with whole_desk(Path(folder) / "old", city.url) as old:
            record(old, CASES, 5)
            assert old.sync.cycle().trouble is None
        wanted = _wanted(city)
        with (
            simulated(STEADY, city.port) as link,
            whole_desk(Path(folder) / "spare", city.url, number=2) as spare,
        ):
            with spare.store.writing() as store:
                store.sync.keep_address(CentralAddress(url=link.url))
            usable, whole = _until(spare, wanted)
        return [
            Row(
                work=f"spare PC: {len(wanted)} open and newest of {CASES}, 256 kbit/s",
                ours=usable,
                at_most=30,
                unit="s",
            ),
            Row(work="the same, all of them", ours=whole, unit="s"),
        ]


def _wanted(city: City) -> set[str]:
    """The open cases and the newest hundred."""
    cases = city.cases()
    newest = sorted(cases, key=lambda case: case.received_at)[-NEWEST:]
    return {case.id for case in cases if case.state in _OPEN} | {case.id for case in newest}


def _until(spare: Program, wanted: set[str]) -> tuple[float, float]:
    """Seconds until the spare has those, and until it has all; enrolment is part of it."""
    began = perf_counter()
    meeting = Thread(target=spare.sync.cycle)
    meeting.start()
    usable = None
    while meeting.is_alive():
        with spare.store.reading() as store:
            here = set(store.cases.ids())
        if usable is None and wanted <= here:
            usable = perf_counter() - began
        sleep(0.1)
    whole = perf_counter() - began
    assert len(of_desk(spare)) == CASES
    return usable or whole, whole

"""A spare PC takes the place of a dead one: when it has the point's open cases and the newest, over a narrow link.

The point's 5,000 cases are of the last year, evenly. First none of them has been decided: all but those that the
window itself ended are open, which no point ever has, and is the most that can be asked for. Then the window and the
city end what is older than 40 days, so that about a tenth is open, as at a point where things go on. Both are measured
from a PC that knows nothing but central's address, enrolment included; central and PC share a process and its lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep

from app.cases.model import CaseAct, CaseState
from app.catalogue.model import GivenForm
from app.clock import SystemClock
from app.program import Program
from app.sync.model import CentralAddress
from tests.bench.row import Row
from tests.link.road import STEADY
from tests.link.simulator import simulated
from tests.sync.real_central import City, demo_of, of_desk, serving_city, whole_desk

CASES, NEWEST = 5000, 100
YEAR, RUNNING = timedelta(days=365), timedelta(days=40)
_OPEN = frozenset(
    {CaseState.RECEIVED, CaseState.FORWARDED, CaseState.SUPPLEMENT, CaseState.ACCEPTED, CaseState.RETURNED}
)


class PastClock(SystemClock):
    """A clock that is so much behind."""

    def __init__(self) -> None:
        self.behind = YEAR

    def now(self) -> datetime:
        return super().now() - self.behind


@dataclass(frozen=True)
class Taken:
    """Seconds until the PC had what is wanted, how many cases that is, seconds until it had all, and bytes down."""

    usable: float
    wanted: int
    whole: float
    down: int


def main() -> list[Row]:
    with TemporaryDirectory() as name, serving_city(f"sqlite:///{name}/city.db") as city:
        folder, clock = Path(name), PastClock()
        with whole_desk(folder / "old", city.url, clock=clock) as old:
            _spend_the_year(old, clock)
            all_open = _spare(folder, city, 2)
            _go_on(old, city)
        usual = _spare(folder, city, 3)
    return [
        Row(work=_work("spare PC", usual), ours=usual.usable, at_most=30, unit="s"),
        Row(work="the same, until all are there", ours=usual.whole, unit="s"),
        Row(work="the same, down", ours=usual.down / 1000, unit="KB"),
        Row(work=_work("spare PC, nothing decided", all_open), ours=all_open.usable, unit="s"),
        Row(work="the same, until all are there", ours=all_open.whole, unit="s"),
        Row(work="the same, down", ours=all_open.down / 1000, unit="KB"),
    ]


def _work(what: str, taken: Taken) -> str:
    return f"{what}: {taken.wanted} open and newest of {CASES}, 256 kbit/s"


def _spend_the_year(old: Program, clock: PastClock) -> None:
    for line in demo_of(old, CASES, 5):
        old.intake.record(line)
        clock.behind -= YEAR / CASES
    clock.behind = timedelta()
    assert old.sync.cycle().trouble is None


def _go_on(old: Program, city: City) -> None:
    """What is older than 40 days is ended: the window takes in or declines what it had put off, the city approves, but
    for what lacks a material to this day."""
    before = SystemClock().now() - RUNNING
    for case in of_desk(old):
        if case.received_at < before and case.state is CaseState.RECEIVED:
            old.cases.act(case.case_no, CaseAct.ACCEPT)
        if case.received_at < before and case.state is CaseState.SUPPLEMENT:
            old.cases.act(case.case_no, CaseAct.DECLINE, reason="逾期未补正")
    assert old.sync.cycle().trouble is None
    for case in city.cases():
        if case.received_at < before and case.state in _OPEN:
            if any(given.form is GivenForm.LATER for given in case.materials):
                city.decide(case.case_no, CaseAct.REJECT, "材料逾期未补交")
            else:
                city.decide(case.case_no, CaseAct.APPROVE)


def _spare(folder: Path, city: City, number: int) -> Taken:
    wanted = _wanted(city)
    with (
        simulated(STEADY, city.port) as link,
        whole_desk(folder / f"spare{number}", city.url, number=number) as spare,
    ):
        with spare.store.writing() as store:
            store.sync.keep_address(CentralAddress(url=link.url))
        usable, whole = _until(spare, wanted)
        return Taken(usable, len(wanted), whole, link.counts()["down"])


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
        sleep(0.2)
    whole = perf_counter() - began
    assert len(of_desk(spare)) == CASES
    return usable or whole, whole

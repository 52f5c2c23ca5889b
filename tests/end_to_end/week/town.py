"""A point with two windows and the city above it: one clock for all, a link that can be cut, a stick."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from app.cases.model import Case
from app.central.courier import CourierOffice
from app.clock import local_date
from app.journal import Stream
from app.program import Program
from app.queue_program import QueueProgram
from app.sync.model import CentralAddress
from tests import make
from tests.sync.by_stick import NOWHERE
from tests.sync.real_central import IDS, City, of_desk, serving_city

TOWN = make.POINT
WINDOWS = (3, 4)
SET_UP = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
"""Sunday: the desks are made and enrolled."""
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
CANCELLED = ("02", "13", "19", "21", "24")
"""The items, by the number of their file, that central cancels while the desks are away. No theme has them."""
CANCELLED_ON = date(2026, 11, 25)
MEETINGS = 4
"""Rounds after which both desks know all of each other."""


@dataclass
class Town:
    """Two desks and the city. `city` is another server on the same database after a release with another catalogue."""

    folder: Path
    clock: make.HeldClock
    undo: ExitStack
    desks: list[Program] = field(default_factory=list)
    silent: list[tuple[date, date]] = field(default_factory=list)
    _serving: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        """The city serves, and both desks are enrolled."""
        self.undo.push(self._serving)
        self.serve(make.RESOURCES)
        for number in (1, 2):
            self.desks.append(self._desk(number))
        self.meet()

    def serve(self, resources: Path) -> None:
        """The city's server stops, and the release with these resources serves the same database."""
        self._serving.close()
        url = f"sqlite:///{self.folder}/city.db"
        self.city: City = self._serving.enter_context(serving_city(url, clock=self.clock, resources=resources))

    def begin(self, day: date, hour: int = 8, minute: int = 30) -> None:
        """The clock goes on to that time of day, in China."""
        to = datetime(day.year, day.month, day.day, hour - 8, minute, tzinfo=UTC)
        assert to > self.clock.now()
        self.clock.move((to - self.clock.now()).total_seconds())

    def cut(self) -> None:
        """Nothing is at the other end any more."""
        self._point_at(NOWHERE)

    def mend(self) -> None:
        """The link is back. `silent` keeps, for each desk, when it last met central, and the day of today."""
        for desk in self.desks:
            with desk.store.reading() as store:
                met = store.sync.last_success()
            assert met is not None
            self.silent.append((local_date(met), local_date(self.clock.now())))
        self._point_at(CentralAddress(url=self.city.url))

    def meet(self) -> None:
        """Both desks meet central until nothing moves."""
        for _ in range(MEETINGS):
            for desk in self.desks:
                report = desk.sync.cycle(by_hand=True)
                assert (report.trouble, report.pending) == (None, 0)

    def try_in_vain(self) -> None:
        """Both desks look for central and find nobody."""
        for desk in self.desks:
            assert desk.sync.cycle(by_hand=True).trouble == "sync_offline"

    def by_stick(self, desk: Program) -> None:
        """A courier's round trip."""
        stick = self.folder / "stick"
        stick.mkdir()
        sent = desk.link.courier.export(stick)
        (arrived,) = CourierOffice(self.city.program, IDS).take(stick)
        assert (arrived.trouble, arrived.entries) == (None, sent.entries)
        desk.link.courier_return.take(stick)

    def cases(self) -> list[Case]:
        """Central's, by number."""
        return sorted(self.city.cases(), key=lambda case: case.case_no)

    def holds_each_entry_once(self, desk: Program) -> bool:
        """Whether central has this desk's two streams to their ends."""
        with desk.store.reading() as store, desk.queue.queue_store.open(writes=False) as queue:
            heads = {Stream.DESK: store.journal.head(), Stream.QUEUE: queue.journal.head()}
        with self.city.program.store.reading() as central:
            held = {one.stream: one for one in central.journal.held(TOWN, desk.device)}
        return all((held[one].number, held[one].hash) == (heads[one].number, heads[one].hash) for one in Stream)

    def _point_at(self, address: CentralAddress) -> None:
        for desk in self.desks:
            desk.sync.close()
            with desk.store.writing() as store:
                store.sync.keep_address(address)

    def _desk(self, number: int) -> Program:
        around = make.surroundings(self.clock, make.KnownRandomness(f"desk {number}"))
        folder = self.folder / f"desk{number}"
        make.new_desk(folder, around, device_number=number, central=self.city.url)
        program = QueueProgram(folder, around).sign_in(make.PASSPHRASE)
        self.undo.callback(program.close)
        return program


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """The town on the Sunday before."""
    with ExitStack() as undo:
        town = Town(folder=folder, clock=make.HeldClock(SET_UP), undo=undo)
        town.open()
        yield town


def known_to(desk: Program) -> list[Case]:
    """The desk's cases by number."""
    return sorted(of_desk(desk), key=lambda case: case.case_no)


def without_cancelled(folder: Path) -> Path:
    """The resources of a release in which CANCELLED are cancelled."""
    made = folder / "release"
    shutil.copytree(make.RESOURCES / "catalogue", made / "catalogue")
    for name in make.RESOURCES.iterdir():
        if name.name != "catalogue":
            (made / name.name).symlink_to(name)
    for file in (made / "catalogue" / "items").glob("*.json"):
        if file.name[:2] in CANCELLED:
            item = json.loads(file.read_text(encoding="utf-8"))
            item["cancelled_on"] = CANCELLED_ON.isoformat()
            file.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    return made

"""The real central on a free port, and whole desks made as `init` makes them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from socket import create_server
from typing import Any

from app.cases.demo import demo_lines
from app.cases.model import Case, CaseAct, case_to_json
from app.catalogue.shipped import shipped_items
from app.central.enrolment import issue_code
from app.central.http import build_app
from app.central.program import CentralProgram, assemble
from app.central.serving import server_of
from app.clock import Clock, SystemClock
from app.commands.opening import RESOURCES
from app.ids import Ids, SystemRandomness
from app.key_slots import Cost
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.setup import Wanted, make_desk
from db.central.store import open_central
from db.stores import FolderStores
from tests.central.arrange import files_folder


class MovedClock(SystemClock):
    """The computer's clock, some days ahead."""

    def __init__(self) -> None:
        self.days = 0

    def now(self) -> datetime:
        return super().now() + timedelta(days=self.days)


CLOCK = SystemClock()
IDS = Ids(CLOCK, SystemRandomness())
POINT = "220521100001"
PASSPHRASE = "湾湾川2026"
CHEAP = Cost(passes=1, memory=64)
MAY_DIFFER = {"state", "central_no", "steps", "synced", "proof", "copies", "mark"}


@dataclass(frozen=True)
class City:
    """A central that serves."""

    program: CentralProgram
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def code(self, point: str = POINT) -> str:
        return issue_code(self.program.store, point, clock=CLOCK, ids=IDS)[0]

    def cases(self) -> list[Case]:
        with self.program.store.reading() as central:
            return [file.case for file in central.cases.all(None)]

    def decide(self, number: str, act: CaseAct, text: str | None = None) -> None:
        self.program.review.decide(number, act, text, "审批员")


@contextmanager
def serving_city(url: str, *, demo: bool = True, clock: Clock = CLOCK, resources: Path = RESOURCES) -> Iterator[City]:
    """Central on the database at `url`."""
    store = open_central(url, clock=clock, ids=IDS)
    files = files_folder(url)
    program = assemble(store, clock=clock, ids=IDS, resources=resources, passphrase=None, demo=demo, files=files)
    listens = threading.Event()
    server = server_of(build_app(program), listens.set)
    with create_server(("127.0.0.1", 0)) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            assert listens.wait(20)
            yield City(program=program, port=bound.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(20)
            store.close()


@contextmanager
def whole_desk(
    folder: Path,
    central: str,
    *,
    number: int = 1,
    code: str | None = None,
    point: str = POINT,
    clock: Clock = CLOCK,
) -> Iterator[Program]:
    """A desk made as `init` makes one, opened by its first clerk."""

    def stores(where: Path) -> FolderStores:
        return FolderStores(where, IDS)

    wanted = Wanted(point=point, device_number=number, passphrase=PASSPHRASE, central=central, code=code, demo=not code)
    make_desk(folder, wanted, stores=stores, resources=RESOURCES, clock=clock, ids=IDS, cost=CHEAP)
    around = Surroundings(stores=stores, resources=RESOURCES, clock=clock, ids=IDS, cost=CHEAP)
    program = QueueProgram(folder, around).sign_in(PASSPHRASE)
    try:
        yield program
    finally:
        program.close()


def record(program: Program, count: int, seed: int = 7) -> None:
    """So many varied cases, as `demo cases | case record -` makes them."""
    for line in demo_of(program, count, seed):
        program.intake.record(line)


def demo_of(program: Program, count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Lines of so many varied cases, as `demo cases` says them."""
    with program.store.reading() as desk:
        rules = desk.catalogue.point_rules(program.config.point)
    for line in demo_lines(count, seed, shipped_items(RESOURCES), rules):
        yield json.loads(json.dumps(line))


def of_desk(program: Program) -> list[Case]:
    with program.store.reading() as desk:
        return list(desk.cases.whole())


def comparable(cases: list[Case]) -> list[dict[str, Any]]:
    """What cli.md says must be equal on both sides."""
    return sorted(
        ({name: value for name, value in case_to_json(case).items() if name not in MAY_DIFFER} for case in cases),
        key=lambda case: str(case["case_no"]),
    )

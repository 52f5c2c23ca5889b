"""A real desk for screens: stores on disk, the shipped catalogue, a clock that tests hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.applicants.model import IdType
from app.cases.model import CaseAct
from app.errors import Trouble
from app.ids import ActionId, Ids, SystemRandomness
from app.key_slots import Cost
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.receipts.model import DocumentKind
from app.setup import Wanted, make_desk
from app.tickets.model import PriorityGroup, Ticket
from db.stores import FolderStores
from ui.bridge import Bridge
from ui.failures import Failures
from ui.fonts import EnsureGlyphs
from ui.intake.services import IntakeServices
from ui.tasks import Lanes, start_lanes

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PASSPHRASE = "kuaidamao"
MORNING = datetime(2026, 11, 23, 2, 32, 7, tzinfo=UTC)
"""10:32:07 on a Monday in China."""
WINDOW = 3


class HeldClock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = MORNING) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        return self._now.timestamp()

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


@dataclass
class ScreenDesk:
    """A desk with a clerk signed in, and what screens are handed."""

    program: Program
    clock: HeldClock
    lanes: Lanes
    failures: Failures
    bridge: Bridge
    printed: list[str] = field(default_factory=list)
    pages: list[tuple[str, bytes]] = field(default_factory=list)
    jammed: bool = False
    crashed: list[BaseException] = field(default_factory=list)

    def intake_services(self, ensure: EnsureGlyphs = lambda text: None) -> IntakeServices:
        """What the composition root hands to the workbench."""
        program = self.program
        return IntakeServices(
            desk=program,
            point=program.config.point,
            window=WINDOW,
            clock=self.clock,
            ids=program._around.ids,
            lanes=self.lanes,
            ensure=ensure,
            print_papers=self._print,
            preview=self._preview,
            print_page=self._print_page,
            print_letter=self._print_letter,
        )

    def take(self, category: str = "A", priority: PriorityGroup | None = None) -> Ticket:
        """A visitor takes a number."""
        return self.program.tickets.take(category, self.action(), priority)

    def action(self) -> ActionId:
        return ActionId(self.program._around.ids.new())

    def call(self) -> Ticket:
        """The next visitor comes to the window."""
        called = self.program.tickets.call_next(WINDOW, self.action())
        assert called is not None
        return called

    def idle(self) -> bool:
        """Nothing is under way on the lanes."""
        return self.lanes.storage.idle and self.lanes.devices.idle and self.lanes.courier.idle

    def close(self) -> None:
        self.bridge.close()
        self.lanes.stop()
        self.program.close()

    def _print(self, case_no: str, kinds: Sequence[DocumentKind]) -> None:
        self.program.papers.ask_all(case_no, kinds)
        self.printed.append(case_no)

    def _print_page(self, pdf: bytes, title: str) -> None:
        if self.jammed:
            raise Trouble("printer_folder", path=title, reason="full")
        self.pages.append((title, pdf))

    def _print_letter(self, line: Mapping[str, Any]) -> None:
        assert self.program.authority_letter(line).startswith(b"%PDF")
        self.printed.append("授权委托书")

    def _preview(self, line: Mapping[str, Any]) -> bytes:
        return self.program.preview(line)


def open_desk(folder: Path, clock: HeldClock | None = None) -> ScreenDesk:
    """A new desk in `folder`, or the one that lies there; its clerk 王敏 signed in."""
    held = clock or HeldClock()
    ids = Ids(held, SystemRandomness())
    cost = Cost(passes=1, memory=8)
    around = Surroundings(stores=lambda at: FolderStores(at, ids), resources=RESOURCES, clock=held, ids=ids, cost=cost)
    if not (folder / "desk.json").exists():
        wanted = Wanted(
            point="220521100000", device_number=1, passphrase=PASSPHRASE, clerk_name="王敏", clerk_number="01"
        )
        held.move(-_SET_UP_BEFORE)
        make_desk(folder, wanted, stores=around.stores, resources=RESOURCES, clock=held, ids=ids, cost=cost)
        held.move(_SET_UP_BEFORE)
    program = QueueProgram(folder, around).sign_in(PASSPHRASE)
    crashed: list[BaseException] = []
    failures = Failures(crashed.append)
    lanes = start_lanes(failures.report)
    return ScreenDesk(
        program=program,
        clock=held,
        lanes=lanes,
        failures=failures,
        bridge=Bridge(program.announcer),
        crashed=crashed,
    )


_SET_UP_BEFORE = 30 * 86_400.0
"""Seconds: what is recorded of earlier days must not lie before the desk was made."""
MEDICAL = "医保参保"
"""Finds 城乡居民基本医疗保险参保登记."""

PERSON = {
    "kind": "person",
    "name": "王桂兰",
    "id_type": IdType.RESIDENT.value,
    "id_no": "220521194802290002",
    "phone": "13843590001",
    "address": "通化县快大茂镇长安社区3组12号",
    "id_until": "long",
    "contact": None,
}
ACCEPT = CaseAct.ACCEPT

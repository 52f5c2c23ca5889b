"""One signed-in desk as a window: its lanes, loops, places and shell, put together and taken apart."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.catalogue.divisions import Divisions
from app.clock import Clock
from app.ids import Ids
from app.program import Program
from ui.background import Background
from ui.bridge import Bridge
from ui.facts import status_facts
from ui.failures import Failures
from ui.fonts import ScreenFonts
from ui.intake.services import IntakeServices
from ui.language import _
from ui.screen import Place
from ui.shell import Shell
from ui.shortcuts import PLACES
from ui.tasks import Lanes
from ui.watch import Watch

WORKBENCH, TODO, CASES, TICKETS, SYNC, SETTINGS = "workbench", "todo", "cases", "tickets", "sync", "settings"
MOST_WINDOWS = 9
_SOON_MS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every window needs beside its program."""

    clock: Clock
    ids: Ids
    fonts: ScreenFonts
    failures: Failures
    lanes: Lanes
    divisions: Divisions
    resources: Path


class DeskWindow(QObject):
    """The shell of a program, with what runs beside it. `over` when the clerk has closed it or signed out."""

    over = Signal(bool)

    def __init__(self, program: Program, tools: Tools) -> None:
        super().__init__()
        self.program = program
        self._tools = tools
        self._again = False
        self.bridge = Bridge(program.announcer, self)
        self.background = Background(program, tools.failures, tools.clock)
        self.shell = Shell(
            self._places(),
            bridge=self.bridge,
            lane=tools.lanes.storage,
            ask_status=lambda: status_facts(program, self.background.printer),
            failures=tools.failures,
            clock=tools.clock,
            clerk=program.clerk.name,
            where=_("{point} · {window}号窗口").format(point=program.config.point_name, window=program.config.window),
        )
        self.watch = Watch(
            tools.lanes.storage,
            program.announcer,
            program.store.version,
            program.queue.queue_store.version,
            self,
        )
        self.shell.left.connect(self.close)
        self.shell.sign_out_asked.connect(self._sign_out)

    def show(self) -> None:
        """Brings the workbench up; loops and late work begin once it is painted."""
        self.shell.go(WORKBENCH)
        self.shell.show()
        QTimer.singleShot(_SOON_MS, self._begin)

    def close(self) -> None:
        """Ends the loops and lets the stores go; the lanes stay for whoever signs in next."""
        self.background.stop()
        self.bridge.close()
        self._tools.lanes.storage.run(self.program.store.close)
        self.over.emit(self._again)

    def _begin(self) -> None:
        self._tools.lanes.storage.run(self.program.intake.make_up)
        self.background.start()

    def _sign_out(self) -> None:
        self._again = True
        self.shell.close()

    def _places(self) -> tuple[Place, ...]:
        made: tuple[tuple[str, str, str, Callable[[], QWidget]], ...] = (
            (WORKBENCH, _("工作台"), "workbench", self._workbench),
        )
        return tuple(
            Place(key=key, title=title, icon=icon, shortcut=shortcut, make=make)
            for (key, title, icon, make), shortcut in zip(made, PLACES, strict=False)
        )

    def _workbench(self) -> QWidget:
        from ui.workbench.screen import WorkbenchScreen

        lists = self.program.lists
        screen = WorkbenchScreen(
            self.intake_services(),
            self.program.tickets,
            windows=range(1, MOST_WINDOWS + 1),
            count_recorded=lambda: lists.today().received,
            count_todo=lambda: sum(lists.todo_counts().values()),
        )
        screen.said.connect(self.shell.say)
        screen.complained.connect(self.shell.complain)
        screen.todo_asked.connect(partial(self.shell.go, TODO))
        return screen

    def intake_services(self) -> IntakeServices:
        """What an intake asks of the program."""
        program, tools = self.program, self._tools
        return IntakeServices(
            cases=program.cases,
            intake=program.intake,
            catalogue=program.catalogue,
            applicants=program.applicants,
            divisions=tools.divisions,
            point=program.config.point,
            window=program.config.window,
            clock=tools.clock,
            ids=tools.ids,
            lanes=tools.lanes,
            ensure=tools.fonts.ensure,
            print_paper=program.papers.ask,
            preview=program.preview,
        )

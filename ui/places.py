"""The places of the rail: how each screen is made from the program, and where its wishes lead."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app import config
from app.clock import Clock
from app.ids import Ids
from app.program import Program
from ui.background import Background
from ui.failures import Failures
from ui.fonts import ScreenFonts
from ui.intake.services import IntakeServices
from ui.language import _
from ui.screen import Place
from ui.shortcuts import PLACES
from ui.tasks import Lanes

if TYPE_CHECKING:
    from ui.sync_centre.carrying import Carrying
    from ui.sync_centre.services import SyncServices

WORKBENCH, TASKS, CASES, TICKETS, SYNC, SETTINGS = "workbench", "todo", "cases", "queue", "sync", "settings"
HELPING = "helping"
_MOST_WINDOWS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every window needs beside its program."""

    clock: Clock
    ids: Ids
    fonts: ScreenFonts
    failures: Failures
    lanes: Lanes
    resources: Path


class Places:
    """Makes screens when they are first visited.

    `go`, `say` and `complain` are the shell's, `open_board` and `recover` the window's; they are set before the first
    visit. `is_copy`: the desk may only be read, until it is a device of its own.
    """

    go: Callable[[str], QWidget]
    say: Callable[[str], object]
    complain: Callable[[str], object]
    open_board: Callable[[], object]
    recover: Callable[[object], object]
    is_copy = False

    def __init__(self, program: Program, tools: Tools, background: Background) -> None:
        self._program = program
        self._tools = tools
        self._background = background
        self._keep_typed: Callable[[], object] | None = None

    def all(self) -> tuple[Place, ...]:
        """In the order of the rail."""
        made = (
            (WORKBENCH, _("工作台"), "workbench", self._workbench),
            (TASKS, _("待办"), "todo", self._todo),
            (CASES, _("办件"), "cases", self._cases),
            (TICKETS, _("排队"), "queue", self._tickets),
            (HELPING, _("帮代办"), "helping", self._helping),
            (SYNC, _("同步"), "sync", self._sync),
            (SETTINGS, _("设置"), "settings", self._settings),
        )
        return tuple(
            Place(key=key, title=title, icon=icon, shortcut=shortcut, make=make)
            for (key, title, icon, make), shortcut in zip(made, PLACES, strict=False)
        )

    @cached_property
    def intake_services(self) -> IntakeServices:
        program, tools = self._program, self._tools
        return IntakeServices(
            desk=program,
            point=program.config.point,
            window=program.config.window,
            clock=tools.clock,
            ids=tools.ids,
            lanes=tools.lanes,
            ensure=tools.fonts.ensure,
            print_papers=program.papers.ask_all,
            preview=program.preview,
            print_page=lambda pdf, title: program.printer().print_pdf(pdf, title),
            print_letter=program.print_letter,
        )

    @cached_property
    def _sync_services(self) -> "SyncServices":
        from ui.sync_centre.services import SyncServices

        return SyncServices(
            status=self._program.sync.status,
            used=self._program.sync.budget.used,
            centre=self._program.sync_centre,
            differences=self._program.differences,
            nudge=self._background.meet_now,
            lane=self._tools.lanes.storage,
            clock=self._tools.clock,
        )

    def _workbench(self) -> QWidget:
        from ui.workbench.screen import WorkbenchScreen

        lists = self._program.lists
        screen = WorkbenchScreen(
            self.intake_services,
            self._program.tickets,
            windows=range(1, _MOST_WINDOWS + 1),
            count_recorded=lambda: lists.today().received,
            count_todo=lambda: sum(lists.todo_counts().values()),
        )
        screen.said.connect(self.say)
        screen.complained.connect(self.complain)
        screen.todo_asked.connect(partial(self.go, TASKS))
        self._keep_typed = screen.keep_typed
        return screen

    def _todo(self) -> QWidget:
        from ui.todo.screen import TodoScreen

        tools = self._tools
        screen = TodoScreen(self._program.lists, tools.lanes.storage, tools.clock, tools.fonts.ensure)
        screen.case_asked.connect(self._open_case)
        screen.mend_asked.connect(self._mend_case)
        screen.tell_asked.connect(self._tell_of_case)
        screen.draft_asked.connect(self._resume_draft)
        screen.batch_asked.connect(self._open_batch)
        return screen

    def _cases(self) -> QWidget:
        from ui.cases.screen import CasesScreen
        from ui.cases.services import CaseServices

        program = self._program
        services = CaseServices(intake=self.intake_services, lists=program.lists, papers=program.papers)
        screen = CasesScreen(services)
        screen.replace_asked.connect(self._begin_instead)
        screen.said.connect(self.say)
        screen.complained.connect(self.complain)
        return screen

    def _tickets(self) -> QWidget:
        from ui.tickets.screen import TicketsScreen

        program, tools = self._program, self._tools
        lane = tools.lanes.storage
        screen = TicketsScreen(
            program.tickets,
            lane,
            tools.clock,
            tools.ids,
            program.config.window,
            item_names=lambda: {item.code: item.name for item in program.catalogue.current()},
        )
        screen.said.connect(self.say)
        screen.complained.connect(self.complain)
        screen.called.connect(partial(self.go, WORKBENCH))
        screen.board_asked.connect(self.open_board)
        return screen

    def _helping(self) -> QWidget:
        from ui.helping.screen import HelpingScreen
        from ui.helping.services import HelpingServices

        program, tools = self._program, self._tools
        services = HelpingServices(
            register=program.helpers,
            hand_overs=program.hand_overs,
            draw_list=program.sheets.hand_over_list,
            print_list=program.print_list,
            point=program.config.point,
            clock=tools.clock,
            ids=tools.ids,
            lanes=tools.lanes,
            ensure=tools.fonts.ensure,
        )
        screen = HelpingScreen(services, program.clerk.name)
        screen.said.connect(self.say)
        screen.complained.connect(self.complain)
        return screen

    @cached_property
    def _carrying(self) -> "Carrying":
        from app.devices.drives import system_drives
        from ui.sync_centre.carrying import Carrying
        from ui.sync_centre.services import CourierServices

        link = self._program.link
        services = CourierServices(
            facts=link.courier_facts,
            out=lambda: link.courier,
            back=lambda: link.courier_return,
            drives=system_drives(),
            lane=self._tools.lanes.courier,
        )
        return Carrying(services)

    def close(self) -> None:
        """What was typed goes to the disk, and what is being written to a stick ends soon."""
        if self._keep_typed is not None:
            self._keep_typed()
        if "_carrying" in self.__dict__:
            self._carrying.stop()

    def wait(self) -> None:
        """On the storage lane: until it has ended."""
        if "_carrying" in self.__dict__:
            self._carrying.wait()

    def _sync(self) -> QWidget:
        from ui.sync_centre.screen import SyncScreen

        screen = SyncScreen(self._sync_services, self._carrying)
        screen.said.connect(self.say)
        screen.complained.connect(self.complain)
        screen.mend_asked.connect(self._mend_case)
        screen.case_asked.connect(self._open_case)
        return screen

    def _settings(self) -> QWidget:
        from app.devices.drives import system_drives
        from app.devices.queues import printer_queues
        from ui.settings.screen import SettingsScreen
        from ui.settings.services import SettingsServices

        program = self._program
        services = SettingsServices(
            config=lambda: program.config,
            settings=program.device_settings,
            clerks=program.clerks,
            clerk=program.clerk,
            sync=self._sync_services,
            wording=program.wording,
            items=program.catalogue.current,
            queues=printer_queues,
            print_page=self._print_page,
            copies=program.copies,
            copy_now=self._background.copy_now,
            drives=lambda: system_drives().others(program.queue.folder),
            recover=self.recover if self.is_copy else None,
            lanes=self._tools.lanes,
        )
        screen = SettingsScreen(services)
        screen.said.connect(self.say)
        return screen

    def _print_page(self, setting: str) -> None:
        from ui.settings.trial_print import print_test_page

        where, now = self._program.letterhead().name, self._tools.clock.now()
        cache = config.cache_folder()
        print_test_page(self._program.printer(setting), where, now, self._tools.resources, cache)

    def _open_case(self, number: str) -> None:
        self.go(CASES).open_case(number)  # type: ignore[attr-defined]  # the screen made by _cases

    def _mend_case(self, number: str) -> None:
        self.go(CASES).mend_case(number)  # type: ignore[attr-defined]

    def _tell_of_case(self, number: str) -> None:
        self.go(CASES).tell_of_case(number)  # type: ignore[attr-defined]

    def _open_batch(self, number: str) -> None:
        self.go(HELPING).open_batch(number)  # type: ignore[attr-defined]  # the screen made by _helping

    def _begin_instead(self, replacement: object) -> None:
        self.go(WORKBENCH).begin_instead(replacement)  # type: ignore[attr-defined]  # the screen made by _workbench

    def _resume_draft(self, draft: str) -> None:
        self.go(WORKBENCH).resume_draft(draft)  # type: ignore[attr-defined]  # the screen made by _workbench

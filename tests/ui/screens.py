"""The lists' screens over a real desk, as the composition root makes them."""

from collections.abc import Callable
from pathlib import Path

from app.cases.lists import CaseLists
from app.devices.drives import Drives, Stick
from app.devices.settings import DeviceSettings
from app.errors import Trouble
from app.sync.centre import SyncCentre
from tests.ui.desk import WINDOW, ScreenDesk
from ui.board.screen import BoardWindow, board_of
from ui.cases.screen import CasesScreen
from ui.cases.services import CaseServices
from ui.fonts import EnsureGlyphs
from ui.helping.screen import HelpingScreen
from ui.helping.services import HelpingServices
from ui.settings.screen import SettingsScreen
from ui.settings.services import SettingsServices
from ui.sync_centre.carrying import Carrying
from ui.sync_centre.screen import SyncScreen
from ui.sync_centre.services import CourierServices, SyncServices
from ui.tickets.screen import TicketsScreen
from ui.todo.screen import TodoScreen

Nothing = Callable[..., object]


def no_glyphs(_text: str) -> None:
    """The faces that are loaded already will do."""


def nothing(*_given: object) -> None:
    """Done elsewhere, or not at all."""


def case_lists(desk: ScreenDesk) -> CaseLists:
    return CaseLists(desk.program.store, desk.clock, desk.program.config.point)


def todo_screen(desk: ScreenDesk, ensure: EnsureGlyphs = no_glyphs) -> TodoScreen:
    return TodoScreen(case_lists(desk), desk.lanes.storage, desk.clock, ensure)


def cases_screen(desk: ScreenDesk, ensure: EnsureGlyphs = no_glyphs) -> CasesScreen:
    services = CaseServices(intake=desk.intake_services(ensure), lists=case_lists(desk), papers=desk.program.papers)
    return CasesScreen(services)


def tickets_screen(desk: ScreenDesk) -> TicketsScreen:
    ids = desk.program._around.ids
    items = desk.program.catalogue.current
    return TicketsScreen(
        desk.program.tickets,
        desk.lanes.storage,
        desk.clock,
        ids,
        WINDOW,
        item_names=lambda: {item.code: item.name for item in items()},
    )


def helping_screen(desk: ScreenDesk, ensure: EnsureGlyphs = no_glyphs) -> HelpingScreen:
    program = desk.program
    services = HelpingServices(
        register=program.helpers,
        hand_overs=program.hand_overs,
        draw_list=program.sheets.hand_over_list,
        print_list=lambda batch: desk.printed.append(batch.number),
        point=program.config.point,
        clock=desk.clock,
        ids=program._around.ids,
        lanes=desk.lanes,
        ensure=ensure,
    )
    return HelpingScreen(services, program.clerk.name)


def board_window(desk: ScreenDesk) -> BoardWindow:
    return board_of(desk.program.queue, desk.lanes.storage, desk.clock)


def sync_services(desk: ScreenDesk, nudge: Nothing = nothing) -> SyncServices:
    program = desk.program
    return SyncServices(
        status=program.sync.status,
        used=program.sync.budget.used,
        centre=SyncCentre(program.store, program.announcer),
        differences=program.differences,
        nudge=nudge,
        lane=desk.lanes.storage,
        clock=desk.clock,
    )


class Folders:
    """Folders that stand for sticks. `free` bytes are said of each; another `turn` makes all of them other sticks."""

    def __init__(self, *places: Path, free: int = 28_900_000_000) -> None:
        self.places = list(places)
        self.free = free
        self.turn = 1

    def sticks(self) -> list[Stick]:
        return [self.at(place) for place in self.places if place.is_dir()]

    def others(self, folder: Path) -> list[Path]:
        return [place for place in self.places if place.is_dir() and place != folder]

    def at(self, place: Path) -> Stick:
        if not place.is_dir():
            raise Trouble("courier_place_missing", path=str(place))
        mark = f"{place} {self.turn}"
        return Stick(place=place, name=place.name, free=self.free, total=30_900_000_000, mark=mark)


def carrying(desk: ScreenDesk, drives: Drives) -> Carrying:
    link = desk.program.link
    services = CourierServices(
        facts=link.courier_facts,
        out=lambda: link.courier,
        back=lambda: link.courier_return,
        drives=drives,
        lane=desk.lanes.courier,
    )
    return Carrying(services, desk.bridge)


def sync_screen(desk: ScreenDesk, nudge: Nothing = nothing, *places: Path) -> SyncScreen:
    return SyncScreen(sync_services(desk, nudge), carrying(desk, Folders(*places)))


def settings_screen(
    desk: ScreenDesk,
    *,
    queues: Callable[[], tuple[str, ...]] = lambda: (),
    print_page: Nothing = nothing,
    nudge: Nothing = nothing,
    copy_now: Nothing = nothing,
    recover: Nothing | None = None,
) -> SettingsScreen:
    program = desk.program
    services = SettingsServices(
        config=lambda: program.config,
        settings=DeviceSettings(program.queue.change, program.announcer),
        clerks=program.clerks,
        clerk=program.clerk,
        sync=sync_services(desk, nudge),
        wording=program.wording,
        items=program.catalogue.current,
        queues=queues,
        print_page=print_page,
        copies=program.copies,
        copy_now=copy_now,
        drives=lambda: [],
        recover=recover,
        lanes=desk.lanes,
    )
    return SettingsScreen(services)

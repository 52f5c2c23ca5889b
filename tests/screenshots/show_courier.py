"""The courier in the sync centre: nothing exported yet, trips, choosing a stick, while it is written, a full stick."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from app.errors import Trouble
from tests.screenshots.shot import Shot, Stage
from tests.screenshots.show_lists import with_address
from tests.ui import screens, week
from tests.ui.screens import Folders
from ui.explain import explain
from ui.language import chosen
from ui.sync_centre.carrying import Progress
from ui.sync_centre.courier_rows import writing_text
from ui.sync_centre.screen import SyncScreen


def sticks(stage: Stage) -> tuple[Path, ...]:
    """Two, of which the first has been used."""
    places = stage.folder / "KINGSTON", stage.folder / "快大茂镇 U盘2"
    for place in places:
        place.mkdir(exist_ok=True)
    return places


def enrolled(stage: Stage) -> None:
    with_address(stage)
    week.enrol(stage.desk)
    week.attach(stage.desk, stage.folder / "户口簿.jpg", 240_000)


def trips(stage: Stage) -> None:
    """One went to town and came back yesterday, one is under way."""
    enrolled(stage)
    desk, (first, _second) = stage.desk, sticks(stage)
    end = desk.clock.now()
    desk.clock.move(-86_400)
    made = desk.program.link.courier.export(first, stick=first.name, carrier="赵芳")
    with desk.program.store.writing() as opened:
        opened.courier.answer(made.trip, desk.clock.now() + timedelta(hours=6))
    desk.clock.move((end - desk.clock.now()).total_seconds() - 1800)
    desk.program.link.courier.export(first, stick=first.name, carrier="李强")
    desk.clock.move(1800)
    week.record_one(desk)


def centre(stage: Stage) -> QWidget:
    return _centre(stage, Folders(*sticks(stage)))


def without_sticks(stage: Stage) -> QWidget:
    return _centre(stage, Folders())


def small_sticks(stage: Stage) -> QWidget:
    return _centre(stage, Folders(*sticks(stage), free=9_000))


def _centre(stage: Stage, drives: Folders) -> QWidget:
    return SyncScreen(screens.sync_services(stage.desk), screens.carrying(stage.desk, drives))


def look(stage: Stage, screen: QWidget) -> SyncScreen:
    assert isinstance(screen, SyncScreen)
    screen.tabs.choose("courier")
    stage.settle()
    return screen


def just_look(stage: Stage, screen: QWidget) -> None:
    look(stage, screen)


def export(stage: Stage, screen: QWidget) -> None:
    _press(look(stage, screen), "courier_export")


def take(stage: Stage, screen: QWidget) -> None:
    _press(look(stage, screen), "courier_take")


def _press(screen: SyncScreen, name: str) -> None:
    button = screen.findChild(QPushButton, name)
    assert button is not None
    button.click()


def writing(stage: Stage, screen: QWidget) -> None:
    carrying = look(stage, screen).courier._carrying
    done, of = 3_100_000, 8_400_000
    carrying.progress = Progress(text=writing_text("KINGSTON", done, of), done=done, of=of, can_stop=True)
    carrying.went_on.emit()


def full(stage: Stage, screen: QWidget) -> None:
    look(stage, screen).courier._carrying.failed.emit(explain(Trouble("courier_full"), chosen()))


SHOTS = (
    Shot(name="courier", place="sync", make=centre, arrange=trips, act=just_look),
    Shot(name="courier-empty", place="sync", make=centre, act=just_look),
    Shot(name="courier-writing", place="sync", make=centre, arrange=trips, act=writing),
    Shot(name="courier-full", place="sync", make=centre, arrange=trips, act=full),
    Shot(name="courier-export", place="sync", make=centre, arrange=trips, act=export),
    Shot(name="courier-export-none", place="sync", make=without_sticks, arrange=enrolled, act=export),
    Shot(name="courier-export-small", place="sync", make=small_sticks, arrange=enrolled, act=export),
    Shot(name="courier-take", place="sync", make=centre, arrange=trips, act=take),
)

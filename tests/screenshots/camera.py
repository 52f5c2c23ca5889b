"""Takes a shot: the screen in the shell with rail and status line, a dialog over it if one is open."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.screenshots.shot import PLACES, DocumentShot, Shot, Stage
from ui.screen import EVERYTHING, Place
from ui.shell import Shell
from ui.status import StatusFacts
from ui.widgets.preview import page_pictures

PANEL = (1366, 690)
"""A 1366x768 panel less title bar and task bar."""
LARGE = (911, 460)
"""The same panel at 150 %, in logical pixels."""

_DOCUMENT_WIDTH = 1240  # A4 at 150 dots an inch


def take(shot: Shot, stage: Stage, size: tuple[int, int]) -> QPixmap:
    """The picture, and every window of it closed again."""
    shot.arrange(stage)
    screen = shot.make(stage)
    window = _shell(shot, screen, stage) if shot.place else screen
    window.resize(*(shot.size or size))
    window.show()
    window.activateWindow()
    if isinstance(window, Shell):
        window.go(shot.place)
        window.status_line.refresh()
    elif hasattr(screen, "refresh"):
        screen.refresh(EVERYTHING)
    stage.settle()
    shot.act(stage, screen)
    stage.settle()
    picture = window.grab()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        _over(picture, dialog, window)
        if isinstance(dialog, QDialog):
            dialog.done(QDialog.DialogCode.Rejected)  # closing asks first where something was typed
    window.close()
    stage.kept.append(window)
    return picture


def take_document(shot: DocumentShot, stage: Stage, out: Path) -> list[Path]:
    """Each page as a PNG."""
    shot.arrange(stage)
    written = []
    for number, page in enumerate(page_pictures(shot.pdf(stage), _DOCUMENT_WIDTH), start=1):
        image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
        file = out / f"{shot.name}-{number}.png"
        image.save(str(file))
        written.append(file)
    return written


def _shell(shot: Shot, screen: QWidget, stage: Stage) -> Shell:
    desk = stage.desk
    places = [
        Place(
            key=key,
            title=title,
            icon=key,
            shortcut=f"Alt+{number}",
            make=(lambda: screen) if key == shot.place else QWidget,
        )
        for number, (key, title) in enumerate(PLACES, start=1)
    ]
    shell = Shell(
        places,
        bridge=desk.bridge,
        lane=desk.lanes.storage,
        ask_status=lambda: _facts(stage),
        failures=desk.failures,
        clock=desk.clock,
        clerk=desk.program.clerk.name,
        where=f"{desk.program.config.point_name} · 3号窗口",
    )
    for signal, slot in (("said", shell.say), ("complained", shell.complain)):
        if hasattr(screen, signal):
            getattr(screen, signal).connect(slot)
    return shell


def _facts(stage: Stage) -> StatusFacts:
    """As main gathers them; the link is cut, as it often is."""
    tickets = stage.desk.program.tickets
    waiting = tickets.waiting()
    longest = max((stage.now() - ticket.taken_at for ticket in waiting), default=None)
    return StatusFacts(
        link="offline",
        pending=12,
        last_success=stage.now() - timedelta(minutes=51),
        printer="ready",
        waiting=len(waiting),
        longest=longest,
        counts={"queue": len(waiting)},
    )


def _over(picture: QPixmap, dialog: QWidget, window: QWidget) -> None:
    """The dialog in the middle, the rest dimmed."""
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
    place = QPoint((window.width() - dialog.width()) // 2, max((window.height() - dialog.height()) // 2, 0))
    painter.drawPixmap(place, dialog.grab())
    painter.end()

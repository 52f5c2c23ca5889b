"""The board in its window: it follows the queue whoever writes, and fits every screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.queue_program import QueueProgram
from tests.ui import week
from tests.ui.desk import WINDOW, ScreenDesk
from tests.ui.screens import board_window
from tests.ui.shown import Shown
from ui.board.screen import board_of
from ui.fonts import ScreenFonts
from ui.theme import BOARD_CALL


def test_a_call_at_any_window_appears_by_itself(desk: ScreenDesk, qtbot: QtBot) -> None:
    desk.take()
    shown = Shown(board_window(desk), desk, qtbot, (1280, 720))
    canvas = shown.screen.canvas
    assert canvas.texts is not None
    assert canvas.texts.call == ""
    desk.program.tickets.call_next(WINDOW, desk.action())
    shown.screen.look()
    qtbot.waitUntil(lambda: canvas.texts is not None and canvas.texts.call == "A001")
    assert "请到 3 号窗口" in canvas.accessibleName()


def test_a_new_call_flashes_and_comes_to_rest(desk: ScreenDesk, qtbot: QtBot) -> None:
    desk.take()
    shown = Shown(board_window(desk), desk, qtbot, (1280, 720))
    board = shown.screen
    assert not board._flash.isActive()
    board._flash.setInterval(1)
    desk.program.tickets.call_next(WINDOW, desk.action())
    board.look()
    qtbot.waitUntil(lambda: board.canvas.texts is not None and board.canvas.texts.call == "A001")
    qtbot.waitUntil(lambda: not board._flash.isActive())
    assert not board.canvas._bright


def test_it_runs_before_anybody_signs_in(desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot, tmp_path: Path) -> None:
    week.queue_morning(desk)
    queue = QueueProgram(tmp_path / "desk", desk.program._around)
    board = board_of(queue, desk.lanes.storage, desk.clock)
    shown = Shown(board, desk, qtbot, (1280, 720))
    assert board.canvas.texts is not None
    assert board.canvas.texts.call == "Y001"
    board._pulse.stop()
    shown.settle()
    queue.close()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768), (640, 360)])
def test_the_call_keeps_its_colour_and_place_on_every_screen(
    desk: ScreenDesk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    week.queue_morning(desk)
    shown = Shown(board_window(desk), desk, qtbot, size)
    picture: QImage = shown.screen.grab().toImage()
    scale = min(size[0] / 1920, size[1] / 1080)
    left, top = (size[0] - 1920 * scale) / 2, (size[1] - 1080 * scale) / 2
    corner = QRect(int(left + 80 * scale), int(top + 125 * scale), 1, 1)
    assert picture.pixelColor(corner.topLeft()) == QColor(BOARD_CALL)


def test_f11_fills_the_screen_and_esc_leaves_it(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(board_window(desk), desk, qtbot, (1280, 720))
    qtbot.keyClick(shown.screen, Qt.Key.Key_F11)
    assert shown.screen.isFullScreen()
    qtbot.keyClick(shown.screen, Qt.Key.Key_Escape)
    assert not shown.screen.isFullScreen()


def test_a_closed_board_asks_nothing_and_comes_back_fresh(desk: ScreenDesk, qtbot: QtBot) -> None:
    desk.take()
    shown = Shown(board_window(desk), desk, qtbot, (1280, 720))
    board = shown.screen
    board.close()
    assert not board._pulse.isActive()
    desk.program.tickets.call_next(WINDOW, desk.action())
    board.show()
    assert board._pulse.isActive()
    qtbot.waitUntil(lambda: board.canvas.texts is not None and board.canvas.texts.call == "A001")

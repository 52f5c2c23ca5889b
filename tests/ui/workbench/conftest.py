"""The workbench over a real desk."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk import ScreenDesk
from ui.fonts import ScreenFonts
from ui.screen import EVERYTHING
from ui.workbench.screen import WorkbenchScreen


class Bench:
    """A shown workbench, with what it said and complained of."""

    def __init__(self, desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.said: list[str] = []
        self.complained: list[str] = []
        self.screen = WorkbenchScreen(
            desk.intake_services(fonts.ensure),
            desk.program.tickets,
            windows=(1, 2, 3, 4),
            count_recorded=lambda: 0,
            count_todo=lambda: 0,
        )
        self.screen.said.connect(self.said.append)
        self.screen.complained.connect(self.complained.append)
        desk.bridge.changed.connect(self.screen.refresh)
        qtbot.addWidget(self.screen)
        self.screen.resize(1274, 660)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)
        self.screen.refresh(EVERYTHING)
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way any more."""
        self.qtbot.waitUntil(self.desk.idle)
        self.qtbot.waitUntil(lambda: self.desk.idle() and not self.screen.session.autosave.waiting)

    def field(self, name: str) -> QWidget:
        """The field of that objectName."""
        found = self.screen.findChild(QWidget, name)
        assert found is not None, name
        return found


@pytest.fixture
def open_bench(desk: ScreenDesk, fonts: ScreenFonts, qtbot: QtBot) -> Callable[[], Bench]:
    """Opens a workbench, e.g. after somebody has taken a number."""
    return lambda: Bench(desk, fonts, qtbot)


@pytest.fixture
def bench(open_bench: Callable[[], Bench]) -> Bench:
    return open_bench()

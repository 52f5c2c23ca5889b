"""A screen on the screen, over a real desk, with what it said."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk import ScreenDesk
from ui.screen import EVERYTHING
from ui.widgets.rows import Row
from ui.widgets.table import Table

Screen = TypeVar("Screen", bound=QWidget)


class Shown(Generic[Screen]):
    """Shown, active and queried; `said` and `complained` gather what the shell would show."""

    def __init__(self, screen: Screen, desk: ScreenDesk, qtbot: QtBot, size: tuple[int, int] = (1274, 660)) -> None:
        self.screen, self.desk, self.qtbot = screen, desk, qtbot
        self.said: list[str] = []
        self.complained: list[str] = []
        for name, heard in (("said", self.said), ("complained", self.complained)):
            if hasattr(screen, name):
                getattr(screen, name).connect(heard.append)
        known: Any = screen
        if hasattr(screen, "refresh"):
            desk.bridge.changed.connect(known.refresh)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        if hasattr(screen, "refresh"):
            known.refresh(EVERYTHING)
            known.shown()
        self.settle()

    def settle(self) -> None:
        """Until the lanes are idle and their answers are shown."""
        for _turn in range(3):
            self.qtbot.waitUntil(self.desk.idle)
            QApplication.processEvents()
        self.qtbot.waitUntil(self.desk.idle)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key into what has the focus, else into the screen."""
        QTest.keyClick(self.screen.focusWidget() or self.screen, key, modifiers)
        self.settle()

    def button(self, name: str) -> QPushButton:
        found = self.screen.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def child(self, name: str) -> QWidget:
        found = self.screen.findChild(QWidget, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        button = self.button(name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        button.click()
        self.settle()

    def rows(self, name: str) -> tuple[Row, ...]:
        table = self.child(name)
        assert isinstance(table, Table)
        return table.rows

    def dialog(self) -> QWidget:
        """The decision that is asked for, in front."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    def confirm(self) -> None:
        """F9 of the dialog."""
        found = self.dialog().findChild(QPushButton, "dialog_confirm")
        assert found is not None
        found.click()
        self.settle()


def texts(row: Row) -> list[str]:
    """What stands in a row."""
    return [cell.text for cell in row.cells]

"""The search line: the pause, and Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.typing import commit, compose, focused, press, write
from ui.widgets.inputs import TextInput
from ui.widgets.search_field import SearchField


class Place(QWidget):
    """A search line and a field after it."""

    def __init__(self) -> None:
        super().__init__()
        self.search, self.after = SearchField("编号"), TextInput()
        self.found: list[str] = []
        self.search.searched.connect(self.found.append)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.after)


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    made = Place()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.search.setFocus()
    return made


def test_enter_searches_at_once_and_goes_on(place: Place) -> None:
    write("wgl")
    press(Qt.Key.Key_Return)
    assert place.found == ["wgl"]
    assert focused() is place.after


def test_a_pause_searches_once_and_the_focus_stays(place: Place, qtbot: QtBot) -> None:
    write("wg")
    qtbot.waitUntil(lambda: place.found != [])
    assert place.found == ["wg"]
    assert focused() is place.search


def test_enter_of_an_input_method_only_commits(place: Place) -> None:
    compose("wang")
    press(Qt.Key.Key_Return)
    assert focused() is place.search
    commit("王")
    press(Qt.Key.Key_Return)
    assert place.found == ["王"]

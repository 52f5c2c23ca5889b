"""A clerk's walk by keyboard through all screens, with an input method in the way."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.screenshots.shot import PLACES
from tests.ui import screens, week
from tests.ui.desk import ScreenDesk
from tests.ui.typing import commit, compose, focused, press
from ui.screen import Place
from ui.shell import Shell
from ui.status import StatusFacts
from ui.widgets.buttons import ActionButton
from ui.widgets.inputs import CodeInput, TextArea, TextInput
from ui.workbench.screen import WorkbenchScreen

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
_FACTS = StatusFacts(link="offline", pending=0, last_success=None, printer="ready", waiting=0, longest=None, counts={})


class Clicks(QObject):
    """Notes which buttons were pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def note(self) -> None:
        button = self.sender()
        assert isinstance(button, ActionButton)
        self.heard.append(button.text())


class Walk:
    """The window with its seven real screens over a desk that has had a week and serves a visitor."""

    def __init__(self, desk: ScreenDesk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        makers: dict[str, Callable[[], QWidget]] = {
            "workbench": lambda: WorkbenchScreen(
                desk.intake_services(),
                desk.program.tickets,
                windows=(1, 2, 3),
                count_recorded=lambda: 0,
                count_todo=lambda: 0,
            ),
            "todo": lambda: screens.todo_screen(desk),
            "cases": lambda: screens.cases_screen(desk),
            "queue": lambda: screens.tickets_screen(desk),
            "helping": lambda: screens.helping_screen(desk),
            "sync": lambda: screens.sync_screen(desk),
            "settings": lambda: screens.settings_screen(desk),
        }
        places = [
            Place(key=key, title=title, icon=key, shortcut=f"Alt+{number}", make=makers[key])
            for number, (key, title) in enumerate(PLACES, start=1)
        ]
        self.shell = Shell(
            places,
            bridge=desk.bridge,
            lane=desk.lanes.storage,
            ask_status=lambda: _FACTS,
            failures=desk.failures,
            clock=desk.clock,
            clerk="王敏",
            where="3号窗口",
        )
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 690)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)
        self.shell.go("workbench")
        self.settle()

    def settle(self) -> None:
        for _turn in range(3):
            self.qtbot.waitUntil(self.desk.idle)
            QApplication.processEvents()

    def go(self, number: int) -> QWidget:
        """Alt and a digit, into whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.shell, Key(Key.Key_0 + number), ALT)
        self.settle()
        return self.shell._screens[self.shell.current]


@pytest.fixture
def walk(desk: ScreenDesk, qtbot: QtBot) -> Iterator[Walk]:
    week.record_week(desk)
    week.queue_morning(desk)
    made = Walk(desk, qtbot)
    yield made
    made.settle()


def test_alt_and_a_digit_reach_every_screen_from_every_screen_and_the_focus_is_in_it(walk: Walk) -> None:
    order = [*range(1, len(PLACES) + 1), *range(len(PLACES), 0, -1)]
    for number in order:
        screen = walk.go(number)
        assert walk.shell.current == PLACES[number - 1][0]
        assert screen.isAncestorOf(focused()), walk.shell.current


def test_no_shortcut_answers_while_an_input_method_composes(walk: Walk) -> None:
    for number in range(1, len(PLACES) + 1):
        screen = walk.go(number)
        for field in _fields_to_compose_in(screen):
            field.setFocus()
            clicks = Clicks()
            buttons = [one for one in walk.shell.findChildren(ActionButton) if one.isVisible() and one.isEnabled()]
            for button in buttons:
                button.clicked.connect(clicks.note)
            compose("wang")
            for button in buttons:
                _press_keys_of(button, field)
            QTest.keyClick(field, Key.Key_2, ALT)
            assert clicks.heard == [], (walk.shell.current, field.objectName())
            assert walk.shell.current == PLACES[number - 1][0]
            commit("")


def test_esc_throws_away_nothing_that_was_typed_on_any_screen(walk: Walk) -> None:
    for number in range(1, len(PLACES) + 1):
        screen = walk.go(number)
        for field in _lines(screen):
            field.setFocus()
            before = field.text()
            field.insert("7")
            typed = field.text()
            press(Key.Key_Escape, Key.Key_Escape, widget=field)
            assert field.text() == typed != before, (walk.shell.current, field.objectName())
            assert field.isVisible()


def test_what_was_typed_is_still_there_after_a_look_at_another_screen(walk: Walk) -> None:
    bench = walk.go(1)
    assert isinstance(bench, WorkbenchScreen)
    name = bench.findChild(QLineEdit, "applicant.name")
    assert name is not None
    name.setFocus()
    commit("王桂兰")
    for number in (3, 6, 1):
        walk.go(number)
    assert name.text() == "王桂兰"


def _lines(screen: QWidget) -> list[QLineEdit]:
    fields = [field for field in screen.findChildren(TextInput) if field.isVisible()]
    return [field for field in fields if field.isEnabled() and not field.isReadOnly()]


def _fields_to_compose_in(screen: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    lines: list[QLineEdit | QPlainTextEdit] = [line for line in _lines(screen) if not isinstance(line, CodeInput)]
    return lines + [area for area in screen.findChildren(TextArea) if area.isVisible()]


def _press_keys_of(button: ActionButton, field: QWidget) -> None:
    sequence = QKeySequence(button.key)
    if not sequence.isEmpty():
        combination = sequence[0]
        QTest.keyClick(field, combination.key(), combination.keyboardModifiers())

"""Dialogs: Esc leaves everything as it was, but never throws away what was typed without asking."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.typing import commit, compose, press, write
from ui.intake.dialogs import DeclineDialog, SupplementDialog
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import TextInput

Open = Callable[[Dialog], Dialog]


@pytest.fixture
def open_(qtbot: QtBot) -> Open:
    """Opened over a window and active."""
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(911, 460)
    over.show()

    def opened(dialog: Dialog) -> Dialog:
        dialog.setParent(over, dialog.windowFlags())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened


def keep(dialog: Dialog) -> QWidget:
    found = dialog.findChild(QWidget, "dialog_keep")
    assert found is not None
    return found


def test_esc_leaves_a_dialog_with_nothing_typed(open_: Open, qtbot: QtBot) -> None:
    dialog = open_(SupplementDialog([("id", "居民身份证", True)], second=False))
    with qtbot.waitSignal(dialog.rejected):
        press(Qt.Key.Key_Escape)


def test_esc_asks_before_it_throws_away_what_was_typed(open_: Open, qtbot: QtBot) -> None:
    dialog = open_(DeclineDialog())
    write("不属于本点")
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert keep(dialog).isVisible()
    write("事项")
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible(), "more was typed, so it asks again"
    with qtbot.waitSignal(dialog.rejected):
        press(Qt.Key.Key_Escape)


def test_closing_the_window_asks_as_well(open_: Open) -> None:
    dialog = open_(DeclineDialog())
    write("不属于本点")
    assert not dialog.close()
    assert dialog.isVisible()
    assert dialog.close()


def test_no_key_answers_while_several_lines_are_composed(open_: Open) -> None:
    dialog = open_(DeclineDialog())
    decided: list[tuple[str, str]] = []
    dialog.decided.connect(lambda *said: decided.append(said))  # type: ignore[attr-defined]
    compose("bu shu yu")
    press(Qt.Key.Key_F9)
    assert decided == []
    assert dialog.isVisible()
    commit("不属于本点")
    press(Qt.Key.Key_F9)
    assert decided == [("不属于本点", "")]


def test_what_stood_there_at_first_was_not_typed(open_: Open, qtbot: QtBot) -> None:
    dialog = Dialog("地址")
    editor = TextInput()
    editor.set_value("https://sp.example.gov.cn")
    dialog.body.addWidget(Field("地址", editor, parent=dialog))
    dialog.add_cancel()
    open_(dialog)
    editor.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        press(Qt.Key.Key_Escape)

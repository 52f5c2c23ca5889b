"""Fields: input methods, full-width digits, Enter, digits that pick."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.typing import commit, compose, focused, press, write
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput, TickInput


class Form(QWidget):
    """A name, a button, a number, a choice, a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.name, self.number = TextInput(), CodeInput(upper=True)
        self.choice = ChoiceInput([("a", "一"), ("b", "二"), ("c", "三")])
        self.tick = TickInput("无手机")
        self.button = ActionButton("受理", "F9")
        self.button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        for widget in (self.name, self.button, self.number, self.choice, self.tick):
            column.addWidget(widget)

    def _press(self) -> None:
        self.pressed += 1


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.name.setFocus()
    return made


def test_enter_goes_to_the_next_field_and_passes_buttons(form: Form) -> None:
    press(Qt.Key.Key_Return)
    assert focused() is form.number
    press(Qt.Key.Key_Enter, Qt.Key.Key_Return)
    assert focused() is form.tick


def test_while_composing_enter_only_commits_and_function_keys_wait(form: Form, qtbot: QtBot) -> None:
    compose("wang")
    press(Qt.Key.Key_Return)
    assert focused() is form.name
    compose("wang")
    press(Qt.Key.Key_F9)
    assert form.pressed == 0
    commit("王")
    assert form.name.text() == "王"
    press(Qt.Key.Key_F9)
    assert form.pressed == 1


def test_the_focus_leaving_ends_composing(form: Form) -> None:
    compose("wang")
    form.number.setFocus()
    assert not form.name.composing


def test_codes_switch_the_input_method_off(form: Form) -> None:
    assert not form.number.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert form.name.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_codes_fold_full_width_characters_as_they_come(form: Form) -> None:
    form.number.setFocus()
    QApplication.clipboard().setText("２２０５ ０２ｘ")
    form.number.paste()
    assert form.number.text() == "220502X"


def test_a_character_typed_in_the_middle_of_a_code_leaves_the_cursor_there(form: Form) -> None:
    form.number.setFocus()
    write("2205")
    form.number.setCursorPosition(2)
    write("1x")
    assert form.number.text() == "221X05"
    assert form.number.cursorPosition() == 4


def test_digits_pick_a_choice(form: Form, qtbot: QtBot) -> None:
    form.choice.setFocus()
    with qtbot.waitSignal(form.choice.edited):
        press(Qt.Key.Key_2)
    assert form.choice.value() == "b"
    press(Qt.Key.Key_7)
    assert form.choice.value() == "b"


def test_setting_a_value_is_not_an_edit(form: Form, qtbot: QtBot) -> None:
    for field, value in ((form.name, "王"), (form.number, "22"), (form.choice, "c"), (form.tick, True)):
        with qtbot.assertNotEmitted(field.edited):
            field.set_value(value)
        assert field.value() == value


def test_a_code_is_brought_into_shape_when_it_is_left(qtbot: QtBot) -> None:
    field = CodeInput(tidy=lambda text: "-".join((text[:4], text[4:6], text[6:])))
    other = TextInput()
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(whole)
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    field.setFocus()
    write("20261123")
    press(Qt.Key.Key_Return)
    assert field.value() == "2026-11-23"


def test_an_error_stands_under_its_field_and_is_read_out(qtbot: QtBot) -> None:
    field = Field("手机号码", CodeInput(), required=True)
    qtbot.addWidget(field)
    field.show()
    field.show_error("还差 4 位数字")
    assert field.note.isVisible()
    assert field.editor.accessibleDescription() == "还差 4 位数字"
    assert field.editor.property("wrong") == "true"
    field.show_note("✓ 校验通过", "good")
    assert field.error == ""
    assert field.editor.property("wrong") == "false"


def test_an_optional_field_says_so(qtbot: QtBot) -> None:
    field = Field("地址", TextInput())
    qtbot.addWidget(field)
    assert field.label.text() == "地址（选填）"
    assert field.editor.accessibleName() == "地址"

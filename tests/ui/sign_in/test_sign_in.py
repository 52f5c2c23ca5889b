"""Signing in by keyboard, and a wrong passphrase."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import Trouble
from app.ids import ClerkId
from app.key_slots import Holder
from tests.ui.desk import PASSPHRASE, ScreenDesk
from tests.ui.typing import focused, press, write
from ui.sign_in.screen import Passphrase, SignIn

Key = Qt.Key


@pytest.fixture
def sign_in(desk: ScreenDesk, qtbot: QtBot) -> SignIn:
    slots = desk.program.queue.slots
    made = SignIn(slots.holders(), slots.open, desk.lanes.storage, point_name="快大茂镇便民服务中心")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.findChild(Passphrase).setFocus()
    return made


def test_the_right_passphrase_opens_the_desk_by_enter(sign_in: SignIn, qtbot: QtBot) -> None:
    write(PASSPHRASE)
    with qtbot.waitSignal(sign_in.signed_in) as opened:
        press(Key.Key_Return)
    holder, key = opened.args[0]
    assert holder.name == "王敏"
    assert len(key) == 32
    assert sign_in.findChild(Passphrase).text() == ""


def test_a_wrong_passphrase_is_said_under_its_field_which_is_emptied(
    sign_in: SignIn, desk: ScreenDesk, qtbot: QtBot
) -> None:
    write("12345678")
    press(Key.Key_F9)
    qtbot.waitUntil(desk.idle)
    field = sign_in.findChild(Passphrase)
    assert "口令不对" in field.accessibleDescription()
    assert field.text() == ""
    assert focused() is field


def test_an_empty_passphrase_is_not_tried(desk: ScreenDesk, qtbot: QtBot) -> None:
    tried: list[str] = []

    def refuse(passphrase: str, _clerk: ClerkId) -> None:
        tried.append(passphrase)
        raise Trouble("passphrase_wrong")

    holder = Holder(clerk=ClerkId("c"), name="王敏", number="01")
    made = SignIn([holder], refuse, desk.lanes.storage, point_name="")
    qtbot.addWidget(made)
    made.enter.click()
    qtbot.waitUntil(desk.idle)
    assert tried == []
    assert "请输入口令" in made.findChild(Passphrase).accessibleDescription()


def test_a_passphrase_is_taken_as_typed(sign_in: SignIn) -> None:
    write("aB 9")
    assert sign_in.findChild(Passphrase).value() == "aB 9"

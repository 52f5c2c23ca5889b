"""What ends with a window, through the composition root: signing out, and a copied desk that becomes a new device."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.errors import Trouble
from app.key_slots import KeySlots
from tests import make
from ui.main import Session, unlock
from ui.places import WORKBENCH
from ui.settings.services import RecoverWish
from ui.workbench.screen import WorkbenchScreen


def test_a_copied_desk_is_a_new_device_when_somebody_signs_in_again(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    around = make.surroundings()
    with make.signed_in(tmp_path) as desk:
        case_no = str(desk.program.cases.record(make.line()).case_no)
        desk.program.queue.change(copied=True)
        before = desk.program.device
    session = Session(qapp, tmp_path, around)
    try:
        session.begin(unlock(tmp_path, around, make.PASSPHRASE))
        qtbot.waitUntil(lambda: session.window is not None, timeout=60_000)
        window = session.window
        assert window is not None
        qtbot.waitUntil(lambda: "新设备" in window.shell.trouble.text.text(), timeout=60_000)
        window.places.recover(RecoverWish(device_number=9, code="", passphrase="wrong-one"))
        qtbot.waitUntil(lambda: session.sign_in is not None, timeout=60_000)
        assert session.queue.config.device_number == 1, "with a wrong passphrase all is as it was"
        session._signed_in(session.queue.sign_in(make.PASSPHRASE))
        assert session.window is not window
        session.window.places.recover(RecoverWish(device_number=9, code="", passphrase=make.PASSPHRASE))
        qtbot.waitUntil(lambda: session.queue.config.device_number == 9, timeout=60_000)
        assert session.queue.config.device != before
        assert session.tools.clock is session.queue.clock
        program = session.queue.open_desk(
            *KeySlots(tmp_path / "desk.slots", around.ids, make.CHEAP).open(make.PASSPHRASE)
        )
        assert program.cases.get(case_no).case_no == case_no
        program.release()
    finally:
        if session.sign_in is not None:
            qtbot.addWidget(session.sign_in)
        session.end()


def test_a_window_goes_with_its_clerk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """Its timers would read on in the store, with the key of somebody who has left."""
    with make.signed_in(tmp_path):
        pass
    session = Session(qapp, tmp_path, make.surroundings())
    try:
        session._signed_in(session.queue.sign_in(make.PASSPHRASE))
        first = session.window
        assert first is not None
        shell, program = first.shell, first.program
        qtbot.waitUntil(lambda: session.lanes.storage.idle and session.lanes.devices.idle, timeout=60_000)
        printed: list[object] = []
        typed = Event()

        def print_slowly() -> None:
            assert typed.wait(30)
            printed.append(program.cases.drafts())

        session.lanes.devices.run(print_slowly)
        screen = shell.go(WORKBENCH)
        assert isinstance(screen, WorkbenchScreen)
        screen.free.without_number.emit()
        name = screen.findChild(QLineEdit, "applicant.name")
        assert name is not None
        name.setFocus()
        QTest.keyClicks(name, "WANG")
        assert screen.session.autosave.waiting, "not on the disk yet"
        first._sign_out()
        qtbot.wait(500)  # in which the store would be closed
        typed.set()
        qtbot.waitUntil(lambda: not isValid(shell), timeout=60_000)
        assert printed, "a device may still read what it prints"
        with pytest.raises(Trouble, match="store_closed"), program.store.reading():
            pytest.fail("the store of a clerk who has left")
        session._signed_in(session.queue.sign_in(make.PASSPHRASE))
        assert session.window is not None
        assert session.window.shell.isVisible()
        drafts = session.window.program.cases.drafts()
        assert [draft.body["applicant"]["name"] for draft in drafts] == ["WANG"], "whatever was typed stays"
    finally:
        if session.sign_in is not None:
            qtbot.addWidget(session.sign_in)
        session.end()

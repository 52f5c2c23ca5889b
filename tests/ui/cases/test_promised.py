"""A received case is accepted on 告知承诺 by ticking its item's conditions, as at the intake."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cases.life import PromiseKind
from app.cases.model import CaseState
from tests import make
from tests.ui.cases.test_screen import mending
from tests.ui.desk import ScreenDesk
from tests.ui.typing import press
from ui.intake.side import Side

Key = Qt.Key


def test_a_received_case_is_accepted_by_ticking_its_conditions(desk: ScreenDesk, qtbot: QtBot) -> None:
    line = make.line(make.UNEMPLOYED, act="receive", applicant=make.person())
    received = desk.program.intake.record(line, action=desk.action(), window=3)
    assert received.case_no is not None
    shown = mending(desk, received.case_no, qtbot)
    page = shown.screen.mend
    assert not page.form.check.isVisible()
    assert isinstance(page.form.side, Side)
    assert "告知承诺" not in page.submit.caption
    for tick in page.form.side._ticks[:1]:
        tick.setFocus()
        press(Key.Key_Space)
    assert "告知承诺受理" in page.submit.caption
    page.submit.click()
    shown.settle()
    assert page.form.side._note.text().startswith("告知承诺要逐项确认")
    press(Key.Key_Space)
    page.submit.click()
    shown.settle()
    case = desk.program.cases.get(received.case_no)
    (promise,) = case.life.promises
    assert (case.state, promise.kind) == (CaseState.ACCEPTED, PromiseKind.INFORMED)

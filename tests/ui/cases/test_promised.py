"""A received case is accepted on 告知承诺 by ticking its item's conditions, as at the intake."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cases.life import PromiseKind
from app.cases.model import CaseAct, CaseState
from tests import make
from tests.ui.cases.test_acts import choose, errors, facts, write
from tests.ui.cases.test_screen import Screen, mending
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
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


def showing(desk: ScreenDesk, case_no: str, qtbot: QtBot) -> Screen:
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(case_no)
    shown.settle()
    return shown


def test_what_a_later_check_found_is_noted_by_keys(desk: ScreenDesk, qtbot: QtBot) -> None:
    conditions = [*range(1, len(make.items()[make.UNEMPLOYED].conditions) + 1)]
    line = make.line(make.UNEMPLOYED, applicant=make.person(), details={"conditions": conditions})
    accepted = desk.program.intake.record(line, action=desk.action(), window=3)
    assert accepted.case_no is not None
    shown = showing(desk, accepted.case_no, qtbot)
    assert "事后核查，最迟 2027-01-22" in facts(shown)
    choose(shown, CaseAct.CHECK)
    dialog = shown.dialog()
    write(dialog, act_reason="就业状况不实", act_check_by="县人社局 李核查")
    shown.confirm()
    assert list(errors(dialog)) == ["act_check_kept"]
    write(dialog, act_check_kept="no", act_check_by="")
    shown.confirm()
    assert list(errors(dialog)) == ["act_check_by"]
    write(dialog, act_check_by="县人社局 李核查")
    shown.confirm()
    (promise,) = desk.program.cases.get(accepted.case_no).life.promises
    assert (promise.kept, promise.checked_by, promise.finding) == (False, "县人社局 李核查", "就业状况不实")
    assert "核查不实（县人社局 李核查）：就业状况不实" in facts(shown)
    assert "核查结果" in shown.said[-1]
    assert desk.printed == []

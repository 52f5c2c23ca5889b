"""作废重办 from the open case: asked for with a reason, and both cases lead to each other."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.cases.acts import lawful_at_window
from app.cases.model import CaseAct, CaseState
from tests import make
from tests.ui import week
from tests.ui.cases.test_acts import facts
from tests.ui.cases.test_screen import Screen, opened
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from ui.cases.act_rows import REPLACE, menu_entries, possible
from ui.intake.replacement import Replacement, replacement_of
from ui.intake.replacing import ReplacingDialog

Key = Qt.Key


def asked(shown: Screen) -> ReplacingDialog:
    """F12, then its digit."""
    shown.press(Key.Key_F12)
    menu = shown.screen.detail.bar.menu
    shown.qtbot.waitUntil(menu.isVisible)
    place = [action.data() for action in menu.actions()].index(REPLACE) + 1
    QTest.keyClick(menu, Key(Key.Key_0 + place % 10))
    found = shown.dialog()
    assert isinstance(found, ReplacingDialog)
    shown.qtbot.waitUntil(found.isActiveWindow)
    return found


@pytest.mark.parametrize("state", [CaseState.ACCEPTED, CaseState.RECEIVED, CaseState.CONCLUDED, CaseState.RETURNED])
def test_it_asks_why_and_changes_nothing_yet(desk: ScreenDesk, qtbot: QtBot, state: CaseState) -> None:
    shown, case = opened(desk, qtbot, state)
    wished: list[Replacement] = []
    shown.screen.replace_asked.connect(wished.append)
    dialog = asked(shown)
    QTest.keyClick(dialog, Key.Key_F9)
    assert dialog._reason.error.startswith("请写明原因")
    assert not wished
    dialog._editor.set_value("申请人选错了事项")
    dialog._taken_back.click()
    QTest.keyClick(dialog, Key.Key_F9)
    shown.settle()
    assert wished == [replace(replacement_of(case), reason="申请人选错了事项", taken_back=True)]
    assert desk.program.cases.get(case.case_no) == case


def test_it_is_offered_where_a_void_is_lawful_and_nowhere_else(desk: ScreenDesk) -> None:
    case = week.record_one(desk)
    offered = {
        state
        for state in CaseState
        if REPLACE in dict(menu_entries(one := replace(case, state=state), possible(one, None)))
    }
    assert offered == {state for state in CaseState if CaseAct.VOID in lawful_at_window(state)}


def test_kept_originals_are_spoken_of(desk: ScreenDesk, qtbot: QtBot) -> None:
    line = make.line(make.UNEMPLOYED, "receive", applicant=make.person())
    line["materials"][0] |= {"form": "original", "kept": True}
    number = desk.program.cases.record(line).case_no
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(number or "")
    shown.settle()
    assert "留着原件" in "".join(label.text() for label in asked(shown).findChildren(QLabel))


def test_both_cases_name_each_other_and_one_key_leads_across(desk: ScreenDesk, qtbot: QtBot) -> None:
    line = make.line(make.UNEMPLOYED, applicant=make.person())
    old = desk.program.cases.record(line).case
    assert old is not None
    details = {"replaces": old.case_no, "void_reason": "事项选错"}
    new = desk.program.cases.record({**line, "details": details}).case
    assert new is not None
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(old.case_no)
    shown.settle()
    assert new.case_no in facts(shown)
    assert shown.button("open_other").text().startswith("打开接替的新件")
    shown.press(Key.Key_F8)
    assert shown.screen.detail.view is not None
    assert shown.screen.detail.view.case.case_no == new.case_no
    assert old.case_no in facts(shown)
    shown.press(Key.Key_F8)
    assert shown.screen.detail.view.case.case_no == old.case_no
    assert not Shown(cases_screen(desk), desk, qtbot).button("open_other").isVisible()


def test_a_companys_case_opens_as_a_companys(desk: ScreenDesk, qtbot: QtBot) -> None:
    number = desk.program.cases.record(make.line(make.MACHINE, "receive", applicant=make.company())).case_no
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(number or "")
    shown.settle()
    shown.click("main_act")
    form = shown.screen.mend.form
    qtbot.waitUntil(lambda: form.view is not None)
    shown.settle()
    assert form.people.side == "company"
    assert form.body()["applicant"]["kind"] == "company"

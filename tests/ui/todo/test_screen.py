"""待办 over a real desk: what is listed, where each act leads, and that it follows what changes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.cases.model import CaseAct
from tests.ui import week
from tests.ui.desk import ScreenDesk
from tests.ui.screens import case_lists, todo_screen
from tests.ui.shown import Shown
from ui.screen import EVERYTHING

Key = Qt.Key


def test_an_empty_desk_says_what_to_do_next(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(todo_screen(desk), desk, qtbot)
    assert shown.child("todo_empty").isVisible()
    assert not shown.button("open_task").isEnabled()


def test_a_returned_case_stands_first_and_enter_asks_to_correct_it(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(todo_screen(desk), desk, qtbot)
    asked: list[str] = []
    shown.screen.mend_asked.connect(asked.append)
    first = shown.rows("todo")[0]
    assert (first.cells[0].text, first.cells[4].text) == ("上级退回", week.REASON)
    assert shown.button("open_task").text().startswith("更正")
    shown.press(Key.Key_Return)
    (number,) = asked
    assert desk.program.cases.get(number).state == "returned"


def test_what_central_asked_for_leads_to_its_paper(desk: ScreenDesk, qtbot: QtBot) -> None:
    case = next(case for case in week.record_week(desk) if case.state == "accepted" and case.materials)
    week.change(desk, case, asked={case.materials[0].code: "看不清"}, asked_until="2026-12-20")
    shown = Shown(todo_screen(desk), desk, qtbot)
    told: list[str] = []
    shown.screen.tell_asked.connect(told.append)
    shown.screen.tabs.choose("asked")
    shown.settle()
    assert shown.button("open_task").text().startswith("告知并打印")
    shown.press(Key.Key_F9)
    assert told == [case.case_no]
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    qtbot.waitUntil(lambda: shown.button("open_task").text().startswith("查看"))


def test_a_tab_shows_its_tasks_and_f9_opens_the_chosen_one(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(todo_screen(desk), desk, qtbot)
    drafts: list[str] = []
    shown.screen.draft_asked.connect(drafts.append)
    shown.screen.tabs.choose("draft")
    shown.settle()
    assert [row.cells[1].text for row in shown.rows("todo")] == ["刘*珍"]
    shown.press(Key.Key_F9)
    assert drafts == ["draft-1"]


def test_a_case_near_its_end_is_only_looked_at(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(todo_screen(desk), desk, qtbot)
    looked: list[str] = []
    shown.screen.case_asked.connect(looked.append)
    shown.screen.tabs.choose("due")
    shown.settle()
    shown.click("open_task")
    assert len(looked) == 1


def test_what_is_mended_leaves_the_list_by_itself(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(todo_screen(desk), desk, qtbot)
    before = len(shown.rows("todo"))
    draft = case_lists(desk).todo()[-1]
    desk.program.cases.discard_draft(draft.id)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(shown.rows("todo")) == before - 1)


def test_the_list_is_copied_without_its_acts(desk: ScreenDesk, qtbot: QtBot) -> None:
    week.record_week(desk)
    shown = Shown(todo_screen(desk), desk, qtbot)
    shown.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, first = QGuiApplication.clipboard().text().split("\n")
    assert head == "类别\t申请人\t事项\t期限\t要做什么\t收件"
    assert first.startswith("上级退回\t")
    assert first.endswith("11月17日")


def test_only_what_waits_has_a_tab_and_every_kind_leads_somewhere(desk: ScreenDesk, qtbot: QtBot) -> None:
    shown = Shown(todo_screen(desk), desk, qtbot)
    tabs = shown.screen.tabs
    assert [place for place in range(tabs.count()) if tabs.isTabVisible(place)] == [0]
    week.add_waits(desk)
    shown.screen.refresh(EVERYTHING)
    shown.settle()
    said = [tabs.tabText(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]
    assert said[1:] == [
        "要求补充 1",
        "五日未告知 1",
        "容缺到期 1",
        "承诺待核查 1",
        "等补正 1",
        "出件待领 1",
        "特别程序 1",
    ]
    shown.press(Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert tabs.key() == "suspended"
    led: list[str] = []
    shown.screen.case_asked.connect(led.append)
    shown.screen.mend_asked.connect(led.append)
    shown.screen.tell_asked.connect(led.append)
    tabs.choose("all")
    for row in shown.rows("todo"):
        shown.screen.table.opened.emit(row.key)
    assert len(led) == 7

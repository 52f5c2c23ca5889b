"""The cases of one theme: found by their number, seen together, one key apart."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cases.counter import Recorded
from app.cases.model import CaseAct
from app.receipts.model import DocumentKind
from tests.make import theme_line
from tests.ui.desk import ScreenDesk
from tests.ui.screens import cases_screen
from tests.ui.shown import Shown
from tests.ui.typing import press
from ui.cases.screen import CasesScreen

Key = Qt.Key


def theme_of(desk: ScreenDesk) -> Recorded:
    """A theme with a case that was declined alone."""
    done = desk.program.cases.record(theme_line("flexible_work", "receive"), action=desk.action())
    assert done.cases[1].case_no is not None
    desk.program.cases.act(done.cases[1].case_no, CaseAct.DECLINE, reason="不符合条件", action=desk.action())
    return done


def numbers(done: Recorded) -> list[str]:
    return [one.case_no or "" for one in done.cases]


def test_the_joint_number_finds_all_its_cases(desk: ScreenDesk, qtbot: QtBot) -> None:
    done = theme_of(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    assert done.joint is not None
    shown.screen.list.search.setText(done.joint.lower())
    qtbot.waitUntil(lambda: shown.screen.list._typed == (done.joint or "").lower())
    shown.settle()
    rows = shown.rows("cases")
    assert {row.key for row in rows} == set(numbers(done))
    assert all("一件事" in row.cells[2].text and done.joint in row.cells[2].hint for row in rows)


def test_an_open_case_shows_the_others_and_goes_to_them(desk: ScreenDesk, qtbot: QtBot) -> None:
    done = theme_of(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    first, second, *_, last = numbers(done)
    shown.screen.open_case(first)
    shown.settle()
    states = [row.cells[1].text for row in shown.rows("case_siblings")]
    assert states == ["已收件", "不予受理", "已收件", "已收件"]
    press(Key.Key_F6, widget=shown.screen)
    shown.settle()
    assert _open(shown) == second
    shown.screen.detail.siblings.opened.emit(last)
    shown.settle()
    assert _open(shown) == last
    press(Key.Key_F6, widget=shown.screen)
    shown.settle()
    assert _open(shown) == first


def test_the_list_of_the_theme_stands_on_the_page_of_each_case_and_is_printed_from_there(
    desk: ScreenDesk, qtbot: QtBot
) -> None:
    done = theme_of(desk)
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(numbers(done)[2])
    shown.settle()
    papers = shown.rows("case_papers")
    assert [row.said.split()[0] for row in papers] == ["一件事受理清单", "收件凭证"]
    shown.screen.detail.papers.opened.emit(papers[0].key)
    shown.settle()
    with desk.program.store.reading() as store:
        first = store.receipts.of_case(desk.program.cases.get(numbers(done)[0]).id)
    assert [paper.copies for paper in first if paper.kind is DocumentKind.JOINT] == [1]
    assert shown.said[-1].startswith("已送打印")


def test_a_case_of_no_theme_shows_none(desk: ScreenDesk, qtbot: QtBot) -> None:
    from tests.make import line

    number = desk.program.cases.record(line(), action=desk.action()).case_no
    shown = Shown(cases_screen(desk), desk, qtbot)
    shown.screen.open_case(number or "")
    shown.settle()
    assert not shown.screen.detail.siblings.isVisible()
    assert not shown.button("next_sibling").isVisible()


def _open(shown: Shown[CasesScreen]) -> str:
    assert shown.screen.detail.view is not None
    return shown.screen.detail.view.case.case_no

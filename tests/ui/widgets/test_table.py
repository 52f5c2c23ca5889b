"""Lists: sorting by value, copying, choosing by key and digit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import ROW_HEIGHT
from ui.widgets.rows import Cell, Column, Row
from ui.widgets.table import Table

ROWS = tuple(
    Row(key=key, cells=(Cell(number), Cell(state, "good"), Cell(f"{minutes} 分钟", order=minutes)))
    for key, number, state, minutes in (("a", "A001", "等候", 9), ("b", "A002", "暂挂", 31), ("c", "B001", "等候", 12))
)


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table((Column(title="号码", width=80), Column(title="状态"), Column(title="已等")), "waiting", "等候")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_rows(ROWS)
    return made


def test_rows_are_36_high_and_the_first_is_chosen(table: Table) -> None:
    assert table.rowHeight(0) == ROW_HEIGHT == 36
    assert table.chosen_key() == "a"


def test_a_column_sorts_by_its_value_not_its_text(table: Table) -> None:
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [table.model().index(row, 0).data() for row in range(3)] == ["A002", "B001", "A001"]


def test_the_chosen_row_stays_chosen_when_the_rows_come_anew(table: Table) -> None:
    assert table.choose("c")
    table.show_rows(tuple(reversed(ROWS)))
    assert table.chosen_key() == "c"
    table.show_rows(ROWS[:2])
    assert table.chosen_key() == "a"


def test_digits_choose_and_enter_opens(table: Table, qtbot: QtBot) -> None:
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_2)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["b"]


def test_rows_are_copied_with_their_heads_for_a_spreadsheet(table: Table) -> None:
    table.selectAll()
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    copied = QApplication.clipboard().text().split("\n")
    assert copied[0] == "号码\t状态\t已等"
    assert copied[2] == "A002\t暂挂\t31 分钟"


def test_what_a_spreadsheet_would_spoil_is_copied_escaped(table: Table) -> None:
    """domain.md, trap 13: an identity number stays text, and nothing becomes a formula."""
    cells = (Cell("220521194403080022"), Cell("=1+1"), Cell("王桂…", hint="王桂兰"))
    table.show_rows((Row(key="a", cells=cells),))
    table.selectAll()
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QApplication.clipboard().text().split("\n")[1] == '="220521194403080022"\t\'=1+1\t王桂兰'


def test_an_empty_list_says_that_nothing_is_chosen(table: Table, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.chosen) as chosen:
        table.show_rows(())
    assert chosen.args == [""]
    assert table.chosen_key() == ""

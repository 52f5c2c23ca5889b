"""Sentences that are wider than their place: a second line, broken where it reads well."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from ui.fonts import ScreenFonts
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import TwoLineText
from ui.widgets.lines import in_two_lines
from ui.widgets.rows import Cell, Column, Row
from ui.widgets.table import Table

LONG = "银行账户户名与申请人不一致，请核对存折首页后重新上报。"


def _room(characters: float) -> int:
    return int(QFontMetrics(QFont()).horizontalAdvance("一") * characters)


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("已打印", 20, ["已打印"]),
        (LONG, 20, ["银行账户户名与申请人不一致，", "请核对存折首页后重新上报。"]),
        ("请市级平台管理员核对一件事主题", 10, ["请市级平台管理员核对", "一件事主题"]),
        ("", 10, [""]),
    ],
)
def test_a_line_ends_at_a_stop_where_the_rest_still_fits(
    fonts: ScreenFonts, text: str, characters: int, lines: list[str]
) -> None:
    assert in_two_lines(text, QFont(), _room(characters + 0.5)).split("\n") == lines


def test_only_what_two_lines_do_not_hold_is_left_out(fonts: ScreenFonts, qtbot: QtBot) -> None:
    said = TwoLineText(LONG)
    qtbot.addWidget(said)
    said.show()
    said.resize(_room(20.5), 40)
    assert (said.text().replace("\n", ""), said.toolTip()) == (LONG, "")
    said.resize(_room(6.5), 40)
    assert said.text().count("\n") == 1
    assert said.toolTip() == said.whole() == LONG


def test_an_empty_list_says_what_to_do_without_tearing_a_word(fonts: ScreenFonts, qtbot: QtBot) -> None:
    empty = EmptyState("没有待办", "退回、补正、将到期和没办完的都会列在这里。请按 Alt+1 回工作台叫下一位。")
    qtbot.addWidget(empty)
    wanted = empty.sentence.fontMetrics().horizontalAdvance("退回、补正、将到期和没办完的都会列在这里。")
    assert wanted <= empty.sentence.width() < wanted + empty.sentence.fontMetrics().horizontalAdvance("请")


def test_tall_rows_have_room_for_two_lines(fonts: ScreenFonts, qtbot: QtBot) -> None:
    table = Table((Column(title="为什么"),), "why", "为什么", tall=True)
    qtbot.addWidget(table)
    table.show_rows([Row(key="a", cells=(Cell(LONG),))])
    assert table.wordWrap()
    assert table.rowHeight(0) >= 2 * table.fontMetrics().lineSpacing()

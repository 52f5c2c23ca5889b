"""The found items under the search field: all nine in reach, each with its department and kind."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.fonts import ScreenFonts
from ui.intake.item_search import ItemList
from ui.theme import ROW_HEIGHT

CHOICES = [("企业职工基本养老保险待遇申领（含灵活就业人员）", "人社 · 承诺件")] * 9


@pytest.mark.parametrize(("height", "room"), [(690, ROW_HEIGHT), (460, 30)])
def test_every_choice_is_shown_whole_at_both_sizes(fonts: ScreenFonts, qtbot: QtBot, height: int, room: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(911, height)
    field = QWidget(window)
    field.setGeometry(100, 96, 240, 32)
    window.show()
    found = ItemList(field)
    found.show_items(CHOICES, field)
    last = found.visualItemRect(found.item(8))
    assert last.height() >= room
    assert last.bottom() <= found.viewport().rect().bottom()
    assert window.rect().contains(found.geometry())
    assert found.width() >= found.fontMetrics().horizontalAdvance(found.item(0).text())

"""F1 opens the manual at the page of the screen; it can be searched, and blocks nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk import RESOURCES
from ui import language
from ui.fonts import ScreenFonts
from ui.manual.opener import Manual
from ui.manual.window import ManualWindow

Key = Qt.Key


@pytest.fixture
def manual(fonts: ScreenFonts) -> Iterator[Manual]:
    made = Manual(RESOURCES / "manual")
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, manual: Manual) -> QWidget:
    """A screen with a field that has the focus; F1 opens its page."""
    over = QWidget()
    QVBoxLayout(over).addWidget(QLineEdit())
    qtbot.addWidget(over)
    manual.serve(over, lambda: "sync")
    over.show()
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    return over


@pytest.fixture
def window(qtbot: QtBot, manual: Manual) -> ManualWindow:
    manual.open("day")
    assert manual.window is not None
    qtbot.waitUntil(manual.window.isActiveWindow)
    return manual.window


def key_of(window: ManualWindow) -> str:
    assert window.page is not None
    return window.page.key


def listed(window: ManualWindow) -> list[str]:
    return [window.contents.item(row).data(Qt.ItemDataRole.UserRole) for row in range(window.contents.count())]


def test_f1_opens_the_page_of_the_screen(qtbot: QtBot, manual: Manual, screen: QWidget) -> None:
    assert manual.window is None
    qtbot.keyClick(screen.findChild(QLineEdit), Key.Key_F1)
    assert manual.window is not None
    assert manual.window.isVisible()
    assert key_of(manual.window) == "sync"
    assert manual.window.windowModality() is Qt.WindowModality.NonModal
    assert manual.window.text.toPlainText().startswith("同步")


def test_f1_again_uses_the_same_window(qtbot: QtBot, manual: Manual, screen: QWidget) -> None:
    field = screen.findChild(QLineEdit)
    qtbot.keyClick(field, Key.Key_F1)
    first = manual.window
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClick(field, Key.Key_F1)
    assert manual.window is first


def test_esc_closes_it_and_the_screen_stays(qtbot: QtBot, window: ManualWindow) -> None:
    qtbot.keyClick(window.text, Key.Key_Escape)
    assert not window.isVisible()


def test_search_lists_the_pages_and_shows_the_place(qtbot: QtBot, window: ManualWindow) -> None:
    qtbot.keyClick(window.text, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search.hasFocus)
    window.search.setText("测试页")
    qtbot.waitUntil(lambda: "day" not in listed(window))
    assert "settings" in listed(window)
    assert "测试页" in window.text.toPlainText()
    assert window.text.textCursor().selectedText() == "测试页"


def test_enter_goes_to_the_next_place_and_round(qtbot: QtBot, window: ManualWindow) -> None:
    window.search.setText("打印")
    qtbot.waitUntil(lambda: window.text.textCursor().selectedText() == "打印")
    places = [window.text.textCursor().position()]
    while len(places) < 2 or places[-1] != places[0]:
        qtbot.keyClick(window.search, Key.Key_Return)
        places.append(window.text.textCursor().position())
        assert len(places) < 200
    assert places[1] > places[0]


def test_what_is_not_there_is_said(qtbot: QtBot, window: ManualWindow) -> None:
    window.search.setText("没有这样的话语")
    qtbot.waitUntil(window.nothing.isVisible)
    assert listed(window) == []
    window.search.clear()
    qtbot.waitUntil(lambda: not window.nothing.isVisible())
    assert len(listed(window)) > 10


def test_a_link_turns_to_its_page(window: ManualWindow) -> None:
    window.text.anchorClicked.emit(QUrl("papers.md"))
    assert key_of(window) == "papers"
    assert window.contents.currentItem().data(Qt.ItemDataRole.UserRole) == "papers"


def test_the_contents_turn_the_page(window: ManualWindow) -> None:
    window.contents.setCurrentRow(2)
    assert key_of(window) == listed(window)[2]


def test_every_page_is_shown_as_it_is_written(window: ManualWindow) -> None:
    for key in listed(window):
        window.show_page(key)
        assert window.page is not None
        assert window.text.toPlainText().startswith(window.page.title)
        assert not window.text.find("](", QTextDocument.FindFlag(0)), "a link that is no link"


def test_english_screens_have_the_english_manual(qtbot: QtBot, manual: Manual) -> None:
    language.choose("en", RESOURCES / "translations")
    manual.open("sync")
    assert manual.window is not None
    assert manual.window.text.toPlainText().startswith("Sync")


def test_a_program_without_its_manual_opens_an_empty_window(qtbot: QtBot, fonts: ScreenFonts, tmp_path: Path) -> None:
    bare = Manual(tmp_path)
    bare.open("sync")
    assert bare.window is not None
    assert bare.window.page is None
    bare.close()

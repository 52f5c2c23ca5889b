"""A clerk's hands: keys into whatever has the focus, and Chinese as an input method commits it. For the journey."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(*keys: Qt.Key, widget: QWidget | None = None) -> None:
    """One key after another."""
    for key in keys:
        QTest.keyClick(widget or focused(), key)


def write(text: str) -> None:
    """ASCII by the keyboard, everything else committed by an input method."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(focused(), character)
        else:
            commit(character)


def compose(text: str, widget: QWidget | None = None) -> None:
    """An input method shows `text` that is not committed yet."""
    QApplication.sendEvent(widget or focused(), QInputMethodEvent(text, []))


def commit(text: str, widget: QWidget | None = None) -> None:
    """An input method commits `text`."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget or focused(), event)

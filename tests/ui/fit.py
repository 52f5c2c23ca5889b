"""What every screen keeps to, in both languages: a text has the room that it needs."""

from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from ui import language
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import ElidedText

LARGE = (911 - 92, 460 - 30)
"""150 % on the usual panel, less rail and status line."""
PANEL = (1366 - 92, 690 - 30)
SIZES = {"panel": PANEL, "large": LARGE}
LANGUAGES: tuple[language.Language, ...] = ("zh", "en")

_ARROW = 40
"""What a combo box needs beside its text: the arrow and the margins."""
_BOX = 28
"""The same of a tick or radio button."""


def clipped(screen: QWidget) -> list[str]:
    """What has less room than its text wants, on the screen and in a dialog over it."""
    found = []
    for widget in screen.findChildren(QWidget):
        wanted = _wanted(widget) if widget.isVisible() else None
        if wanted is not None and (widget.width() < wanted[0] or widget.height() < wanted[1]):
            text = widget.text() if hasattr(widget, "text") else widget.objectName()
            found.append(f"{type(widget).__name__} {text!r} has {widget.size().toTuple()} of {wanted}")
    return found + _overlapping(screen)


def assert_keys_and_names(screen: QWidget) -> None:
    """Every action has a key of its own, which stands in its caption, and everything that takes the focus a name."""
    keys: dict[tuple[QWidget, str], str] = {}
    for widget in screen.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, ActionButton):
            assert widget.key, f"no key: {widget.text()}"
            place = (widget.window(), widget.key)
            assert place not in keys, f"{widget.key}: {keys.get(place)} and {widget.text()}"
            keys[place] = widget.text()
            assert widget.key.split("+")[-1] in widget.text()
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.focusPolicy():
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert named or widget.parent().__class__.__name__ == "QComboBox", f"no name: {widget.objectName()}"


def _wanted(widget: QWidget) -> tuple[int, int] | None:
    """The size that the text needs; None for what may be shortened on purpose."""
    hint = widget.sizeHint()
    if isinstance(widget, ElidedText):
        return 0, widget.fontMetrics().height()
    if isinstance(widget, QLabel):
        if not widget.text():
            return None
        return (0, widget.heightForWidth(widget.width())) if widget.wordWrap() else (hint.width(), hint.height())
    if isinstance(widget, QPushButton):
        return hint.width(), 30
    if isinstance(widget, QCheckBox | QRadioButton):
        words = widget.fontMetrics().horizontalAdvance(widget.text())
        return (words + _BOX if words else 18), widget.fontMetrics().height()
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) + _ARROW, 30
    if isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QComboBox):
        return 0, 28
    return None


def _overlapping(screen: QWidget) -> list[str]:
    """Buttons that lie over each other, as they do where a column is higher than its place."""
    buttons = [button for button in screen.findChildren(QPushButton) if button.isVisible()]
    return [
        f"{one.text()!r} lies over {other.text()!r}"
        for place, one in enumerate(buttons)
        for other in buttons[place + 1 :]
        if one.parentWidget() is other.parentWidget() and one.geometry().intersects(other.geometry())
    ]

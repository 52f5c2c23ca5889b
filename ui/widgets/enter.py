"""Enter goes to the next field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QWidget


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter of either kind, alone."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain


def next_field(widget: QWidget) -> QWidget | None:
    """Move the focus to the next field of the same window that can take it, buttons left out, and return it."""
    found: QWidget | None = widget.nextInFocusChain()
    while found is not None and found is not widget:
        if _takes_enter(found, widget):
            found.setFocus(Qt.FocusReason.TabFocusReason)
            return found
        found = found.nextInFocusChain()
    return None


def _takes_enter(found: QWidget, widget: QWidget) -> bool:
    if not found.isVisible() or not found.isEnabled() or found.window() is not widget.window():
        return False
    if widget.isAncestorOf(found) or not found.focusPolicy() & Qt.FocusPolicy.TabFocus or found.focusProxy():
        return False
    if isinstance(found, QRadioButton) and found.autoExclusive() and not found.isChecked():
        return False
    return not isinstance(found, QPushButton) and (
        not isinstance(found, QAbstractButton) or isinstance(found, QCheckBox | QRadioButton)
    )

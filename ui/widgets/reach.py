"""A key that brings the focus to a field."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit


def reached_by(field: QLineEdit, key: str) -> None:
    """From now on `key`, pressed anywhere on its screen, puts the cursor there with its text marked."""
    shortcut = QShortcut(QKeySequence(key), field)

    def reach() -> None:
        field.setFocus()
        field.selectAll()

    shortcut.activated.connect(reach)

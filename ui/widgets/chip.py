"""A small tinted word: what is known about something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme import GRID, look
from ui.widgets.rows import Kind, Mark

SIGNS: dict[str, str] = {"neutral": "", "good": "✓ ", "attention": "", "bad": "! "}
"""Colour is never the only sign: a check that passed and a trouble also carry one."""


class Chip(QLabel):
    """One `Mark` on the screen; hidden while it has no text."""

    def __init__(self, text: str = "", kind: Kind = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        look(self, "look", "chip")
        self.show_mark(Mark(text, kind))

    def show_mark(self, mark: Mark | None) -> None:
        """Show another mark, None for none."""
        self.setText("" if mark is None else mark.text)
        look(self, "kind", "neutral" if mark is None else mark.kind)
        if not self.text():
            self.hide()
        elif self.parent() is not None:
            self.show()


class ChipRow(QWidget):
    """Several chips side by side, made anew with each `show_marks`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """These chips, and no others."""
        while (taken := self._row.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for mark in marks:
            chip = Chip(mark.text, mark.kind, self)
            chip.show()
            self._row.addWidget(chip)

"""A day's own numbers side by side: each a figure with its word under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import GRID, look
from ui.widgets.frames import Text
from ui.widgets.tally import Figure


class Figures(QFrame):
    """A panel that is one line of figures high."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        look(self, "look", "panel")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._row.setSpacing(2 * GRID)
        self._shown: list[tuple[Text, Text]] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """These; the labels are kept, so that nothing flickers."""
        while len(self._shown) < len(figures):
            self._shown.append(self._add())
        for (number, word), figure in zip(self._shown, figures, strict=True):
            number.setText(figure.number)
            number.set_kind(figure.kind)
            word.setText(figure.word)
            number.setAccessibleName(f"{figure.word} {figure.number}")

    def _add(self) -> tuple[Text, Text]:
        column = QVBoxLayout()
        column.setSpacing(0)
        number, word = Text("", "title", self), Text("", "small", self)
        look(word, "look", "label")
        for text in (number, word):
            text.setAlignment(Qt.AlignmentFlag.AlignLeft)
            column.addWidget(text)
        self._row.addLayout(column, 1)
        return number, word

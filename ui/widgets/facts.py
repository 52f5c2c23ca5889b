"""What is known, as label and value: two columns of pairs, texts that can be marked and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import GRID
from ui.widgets.frames import WrappedText

_LABEL_WIDTH = 112
"""The same in all groups of a page, so that values stand in line; a longer label takes two lines."""

Fact = tuple[str, str]
"""Label and value."""


class Facts(QWidget):
    """`show_facts` replaces them all; a fact without a value is left out."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(6)
        for column in range(columns):
            self._grid.setColumnStretch(2 * column + 1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """These, in reading order."""
        while (taken := self._grid.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = [fact for fact in facts if fact[1]]
        for place, (label, value) in enumerate(shown):
            row, column = divmod(place, self._columns)
            name = WrappedText(label, "label", self)
            name.setFixedWidth(_LABEL_WIDTH)
            text = WrappedText(value, "plain", self)
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            text.setAccessibleName(f"{label} {value}")
            self._grid.addWidget(name, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(shown))

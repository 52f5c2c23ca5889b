"""What happened, one under the other: a time, a head with its chip, and a line of small print."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import GRID
from ui.widgets.chip import Chip
from ui.widgets.frames import Text, WrappedText
from ui.widgets.rows import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a story, as texts."""

    when: str
    what: str
    who: str
    mark: Mark | None = None
    words: str = ""


class Timeline(QWidget):
    """`show_events` replaces them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, 88)
        self._grid.setColumnStretch(3, 1)

    def show_events(self, events: Sequence[Event]) -> None:
        """These, in the order given."""
        while (taken := self._grid.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = 0
        for event in events:
            row = self._add(event, row)

    def _add(self, event: Event, row: int) -> int:
        top = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(Text(event.when, "label", self), row, 0, top)
        self._grid.addWidget(Text(event.what, "plain", self), row, 1, top)
        if event.mark is not None:
            chip = Chip(event.mark.text, event.mark.kind, self)
            self._grid.addWidget(chip, row, 2, top)
        self._grid.addWidget(Text(event.who, "label", self), row, 3, top | Qt.AlignmentFlag.AlignRight)
        self._grid.setRowMinimumHeight(row, 26)
        if event.words:
            words = WrappedText(event.words, "secondary", self)
            self._grid.addWidget(words, row + 1, 1, 1, 3)
        return row + 2

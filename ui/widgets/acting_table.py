"""A list whose rows say at their right what can be done with them: a click there, Enter, or a double click."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.theme import PRIMARY
from ui.widgets.cells import ChipDelegate
from ui.widgets.rows import Column
from ui.widgets.table import KIND_ROLE, Table

NARROW = 860
"""Below this width the columns of `narrow_hides` give way."""


class ActingTable(Table):
    """As Table; the last column, whose title is empty, holds the act's word. Copying leaves it out.

    `narrow_hides` are the places of columns that a narrow window can do without.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        said: str,
        *,
        narrow_hides: Sequence[int] = (),
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(columns, name, said, parent, tall=tall)
        self._act = len(columns) - 1
        self._narrow_hides = tuple(narrow_hides)
        self.setItemDelegateForColumn(self._act, _ActDelegate(KIND_ROLE, self))
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and index.column() == self._act and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for place in self._narrow_hides:
            self.setColumnHidden(place, event.size().width() < NARROW)
        super().resizeEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self._act and index.data():
            self._open(index)

    def _copied_columns(self) -> range:
        return range(self._act)


class _ActDelegate(ChipDelegate):
    """The act's word, in the colour of what can be pressed."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style = cast(Any, option)
        palette = style.palette
        palette.setColor(palette.ColorRole.Text, QColor(PRIMARY))
        style.palette = palette
        super().paint(painter, option, index)

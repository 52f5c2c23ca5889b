"""A list whose rows say at their right what can be done with them: a click there, Enter, or a double click."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.theme import PRIMARY
from ui.widgets.cells import ChipDelegate
from ui.widgets.rows import Column
from ui.widgets.spreadsheet import sheet_text
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(columns, name, said, parent)
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

    def _copy(self) -> None:
        """The chosen rows with the head row, as a spreadsheet takes them; of a shortened text the whole."""
        model = self.model()
        columns = range(self._act)
        titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
        places = sorted({index.row() for index in self.selectedIndexes()})
        rows = [[_whole(model.index(place, column)) for column in columns] for place in places]
        QGuiApplication.clipboard().setText(sheet_text(titles, rows))


def _whole(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.ToolTipRole) or index.data() or "")


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

"""Lists as clerks know them: 36 px rows, no grid, states as chips, columns that sort, copied into a spreadsheet.

A list shows plain values: `Row`s of `Cell`s that the screen's `rows.py` has made. Nothing is queried from here.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import ROW_HEIGHT, TALL_ROW_HEIGHT
from ui.widgets.cells import ChipDelegate
from ui.widgets.enter import is_enter
from ui.widgets.rows import Column, Row
from ui.widgets.spreadsheet import sheet_text

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
KIND_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}


class RowsModel(QAbstractTableModel):
    """Rows for a view; `show_rows` replaces them all."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return cell.hint or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[self.columns[index.column()].align]
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.said or " ".join(cell.text for cell in row.cells)
            case _ if role == SORT_ROLE:
                return cell.text if cell.order is None else cell.order
            case _ if role == KIND_ROLE:
                return cell.kind
            case _ if role == KEY_ROLE:
                return row.key
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None


class Table(QTableView):
    """A list. `chosen(key)` follows the cursor ("" for none); `opened(key)` is Enter or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self, columns: Sequence[Column], name: str, said: str, parent: QWidget | None = None, *, tall: bool = False
    ) -> None:
        """`name` is the objectName, `said` the accessible name. `tall` rows have room for two lines of a sentence."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self._rows = RowsModel(columns, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._rows)
        self._sorted.setSortRole(SORT_ROLE)
        self.setModel(self._sorted)
        self._behave()
        if tall:
            self.setWordWrap(True)
            self.verticalHeader().setDefaultSectionSize(TALL_ROW_HEIGHT)
        self._lay_columns(columns)
        self.setItemDelegate(ChipDelegate(KIND_ROLE, self))
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._open)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What it shows, unsorted."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the chosen row stays chosen when it is still there, else the first is."""
        kept = self.chosen_key()
        self._rows.show_rows(rows)
        if rows and not self.choose(kept):
            self.setCurrentIndex(self._sorted.index(0, 0))
        elif not rows:
            self.chosen.emit("")

    def chosen_key(self) -> str:
        """The key of the row with the cursor, "" when there is none."""
        key = self.currentIndex().data(KEY_ROLE) if self.currentIndex().isValid() else None
        return str(key) if key is not None else ""

    def choose(self, key: str) -> bool:
        """Put the cursor on the row of this key; False when it is not shown."""
        for place in range(self._sorted.rowCount()):
            index = self._sorted.index(place, 0)
            if key and index.data(KEY_ROLE) == key:
                self.setCurrentIndex(index)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif is_enter(event):
            self._open(self.currentIndex())
        elif 0 <= digit < min(9, self._sorted.rowCount()) and not event.modifiers():
            self.setCurrentIndex(self._sorted.index(digit, 0))
        else:
            super().keyPressEvent(event)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _lay_columns(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for place, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _copy(self) -> None:
        """The chosen rows with the head row, as a spreadsheet takes them; of a shortened text the whole."""
        columns = self._copied_columns()
        titles = [self._rows.columns[column].title for column in columns]
        places = sorted({index.row() for index in self.selectedIndexes()})
        rows = [[_whole(self._sorted.index(place, column)) for column in columns] for place in places]
        QGuiApplication.clipboard().setText(sheet_text(titles, rows))

    def _copied_columns(self) -> range:
        """The places of the columns that hold facts."""
        return range(self._sorted.columnCount())

    def _tell_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(str(current.data(KEY_ROLE)) if current.isValid() else "")

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(str(index.data(KEY_ROLE)))


def _whole(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.ToolTipRole) or index.data() or "")

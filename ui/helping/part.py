"""One tab of the screen: its list, what stands there when it is empty, and its actions below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import SidaoError
from app.events import Changes
from ui.explain import explain
from ui.language import chosen
from ui.theme import GRID
from ui.widgets.bars import ActionBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Panel
from ui.widgets.rows import Row
from ui.widgets.table import Table


class ListPart(QWidget):
    """`said` and `complained` are for the shell."""

    said = Signal(str)
    complained = Signal(str)

    def __init__(self, table: Table, empty: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.bar = ActionBar(self)
        self._empty = EmptyState(*empty, icon="helping")
        self._empty.setObjectName(f"{table.objectName()}_empty")
        self._stack = QStackedWidget()
        panel = Panel(self, (0, 0, 0, 0))
        self._stack.addWidget(table)
        self._stack.addWidget(self._empty)
        panel.body.addWidget(self._stack)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        middle.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)

    def refresh(self, changes: Changes) -> None:
        """Query again when 帮代办 changed; each part does it its own way."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """The list, or that it is empty."""
        self.table.show_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def failed(self, error: SidaoError) -> None:
        """What was refused, in words."""
        self.complained.emit(explain(error, chosen()))

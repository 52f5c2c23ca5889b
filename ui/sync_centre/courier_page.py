"""The sync centre's part about sticks: what is where, and which bundles went out."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.sync.whereabouts import Carried
from ui.language import _
from ui.sync_centre.courier_rows import last_text, trip_columns, trip_rows, where_columns, where_rows
from ui.sync_centre.rows import COURIER, empty_words
from ui.theme import GRID, ROW_HEIGHT
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import WrappedText, scrolling
from ui.widgets.table import Table

_NARROW = 860


class CourierPage(QWidget):
    """Two lists, the upper of which is always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = Table(where_columns(), "courier_where", _("在哪里"), self)
        self.where.setSelectionMode(Table.SelectionMode.NoSelection)
        self.where.setFixedHeight(3 * ROW_HEIGHT + 2)
        self.last = WrappedText("", "secondary", self)
        self.last.setObjectName("courier_last")
        self.last.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self.trips = Table(trip_columns(), "courier_trips", _("导出记录"), self)
        self.trips.setMinimumHeight(2 * ROW_HEIGHT)
        self._empty = EmptyState(*empty_words(COURIER), icon="sync")
        for widget in (self.last, self.trips, self._empty):
            widget.hide()  # until it is known which of them is wanted: together they are too high
        inside = QWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside, self))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.where)
        column.addWidget(self.last)
        column.addWidget(self.trips, 1)
        column.addWidget(self._empty, 1)

    def show_carried(self, carried: Carried, now: datetime) -> None:
        """As it stands now."""
        said = last_text(carried.trips, now)
        self.where.show_rows(where_rows(carried))
        self.last.setText(said.text if said else "")
        self.last.set_kind(said.kind if said else "neutral")
        self.last.setVisible(said is not None)
        self.trips.show_rows(trip_rows(carried.trips, now))
        self.trips.setVisible(bool(carried.trips))
        self._empty.setVisible(not carried.trips)

    def list(self) -> Table:
        """The one that takes the keys."""
        return self.trips if self.trips.rows else self.where

    def resizeEvent(self, event: object) -> None:
        for place in (2, 5):
            self.trips.setColumnHidden(place, self.width() < _NARROW)

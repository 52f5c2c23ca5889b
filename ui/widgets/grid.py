"""Fields side by side on a twelve-column grid; a row that is full goes on in the next."""

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme import GRID

COLUMNS = 12


class FieldGrid(QWidget):
    """`add` puts widgets in reading order; `arrange` lays the ones that are wanted out anew, without gaps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[QWidget, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 24)

    def add(self, widget: QWidget, span: int) -> None:
        """One more, `span` columns wide (12 is the whole row); a wide one begins a row when it doesn't fit."""
        widget.setParent(self)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        self._items.append((widget, span))

    def arrange(self, wanted: set[QWidget] | None = None) -> None:
        """Show `wanted` (all when None) and hide the rest."""
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for widget, span in self._items:
            shown = wanted is None or widget in wanted
            widget.setVisible(shown)
            if not shown:
                continue
            if column + span > COLUMNS:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, span)  # no alignment: notes need their height for width
            column += span

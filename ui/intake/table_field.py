"""A table among an item's fields: one card a row, with the columns as fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalogue.model import Field
from ui.language import _
from ui.theme import GRID
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import Divider, Text, WrappedText


class RowForm(Protocol):
    """What a table needs of the form of one row."""

    @property
    def edited(self) -> SignalInstance: ...
    @property
    def left(self) -> SignalInstance: ...
    def show_fields(self, asked: Sequence[Field], prefix: str = ...) -> None: ...
    def values(self) -> dict[str, Any]: ...
    def show_values(self, values: Mapping[str, Any]) -> None: ...
    def show_error(self, path: str, sentence: str) -> QWidget | None: ...
    def clear_errors(self) -> None: ...


class TableField(QWidget):
    """`edited` on any change, `left("family.0.id_no")` when a cell is left. `values()` are the filled rows."""

    edited = Signal()
    left = Signal(str)

    def __init__(self, asked: Field, number: int, make_row: Callable[[], Any], parent: QWidget | None = None) -> None:
        """`number` is the table's place in its form, from 1: its keys are Ctrl+number and Ctrl+Shift+number."""
        super().__init__(parent)
        self._asked = asked
        self._make_row = make_row
        self._rows: list[Any] = []
        self._cards: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(Text(asked.label, "head", self))
        head.addStretch(1)
        self.add = ActionButton(_("添加一行"), f"Ctrl+{number}", name=f"add_{asked.code}", parent=self)
        self.remove = ActionButton(_("删除本行"), f"Ctrl+Shift+{number}", name=f"remove_{asked.code}", parent=self)
        self.add.clicked.connect(self._add_and_go)
        self.remove.clicked.connect(self._remove_current)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        column.addLayout(head)
        self.note = WrappedText("", "note", self)
        self.note.set_kind("bad")
        self.note.hide()
        column.addWidget(self.note)
        self._column = QVBoxLayout()
        column.addLayout(self._column)
        self._add_row({})

    def values(self) -> list[dict[str, Any]]:
        """The rows that hold anything."""
        return [values for row in self._rows if (values := row.values())]

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """These rows, one empty one when there are none."""
        while self._rows:
            self._take(len(self._rows) - 1)
        for row in rows or [{}]:
            self._add_row(row)

    def show_error(self, path: str, sentence: str) -> QWidget | None:
        """`path` is "0.id_no" for a cell, empty for the table itself; rows count as `values` gives them."""
        number, _dot, code = path.partition(".")
        filled = [row for row in self._rows if row.values()] or self._rows
        if number.isdigit() and int(number) < len(filled):
            found: QWidget | None = filled[int(number)].show_error(code, sentence)
            return found
        self.note.setText(sentence)
        self.note.show()
        return self.add

    def clear_errors(self) -> None:
        self.note.hide()
        for row in self._rows:
            row.clear_errors()

    def _add_row(self, values: Mapping[str, Any]) -> None:
        card = QWidget(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        title = Text(_("第 {number} 行").format(number=len(self._rows) + 1), "label", card)
        column.addWidget(title)
        row = self._make_row()
        row.setParent(card)
        row.show_fields(self._asked.columns, f"{self.objectName() or self._asked.code}.{len(self._rows)}")
        row.show_values(values)
        row.edited.connect(self.edited)
        row.left.connect(self._tell_left)
        column.addWidget(row)
        column.addWidget(Divider(card))
        self._rows.append(row)
        self._cards.append(card)
        self._column.addWidget(card)

    def _take(self, place: int) -> None:
        self._rows.pop(place)
        card = self._cards.pop(place)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _add_and_go(self) -> None:
        self._add_row({})
        first = self._asked.columns[0].code
        field = self._rows[-1].findChild(
            QWidget, f"{self.objectName() or self._asked.code}.{len(self._rows) - 1}.{first}"
        )
        if field is not None:
            field.setFocus()
        self.edited.emit()

    def _remove_current(self) -> None:
        """The row that has the focus, else the last."""
        focused = self.window().focusWidget()
        place = next((at for at, card in enumerate(self._cards) if focused and card.isAncestorOf(focused)), -1)
        kept = [row.values() for row in self._rows]
        kept.pop(place)
        self.show_rows(kept)
        self.edited.emit()

    def _tell_left(self, code: str) -> None:
        sender = self.sender()
        filled = [row for row in self._rows if row.values()]
        for number, row in enumerate(filled):
            if row is sender:
                self.left.emit(f"{self._asked.code}.{number}.{code}")

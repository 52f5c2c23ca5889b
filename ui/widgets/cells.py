"""How a list's cells are painted."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.theme import CHOSEN, FOCUS, LINE, SMALL_PX, TINTS
from ui.widgets.lines import in_one_line, in_two_lines

_PAD = 8


class ChipDelegate(QStyledItemDelegate):
    """A thin line under each row; a cell that has a kind is painted as a chip."""

    def __init__(self, kind_role: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind_role = kind_role

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style = cast(Any, option)  # PySide6's own types leave its members out
        view = cast(QTableView, self.parent())
        rect = style.rect
        chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(CHOSEN))
            if index.column() == 0 and view.hasFocus():
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(FOCUS))
        painter.setPen(QColor(LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        kind = index.data(self._kind_role)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if kind is None or not text:
            painter.setPen(style.palette.text().color())
            painter.setFont(style.font)
            shorten = in_two_lines if view.wordWrap() else in_one_line
            painter.drawText(inner, align, shorten(text, style.font, inner.width()))
            return
        self._chip(painter, style, QRectF(inner), text, str(kind))

    def _chip(self, painter: QPainter, style: Any, room: QRectF, text: str, kind: str) -> None:
        colour, tint = TINTS[kind]
        font = style.font
        font.setPixelSize(SMALL_PX)
        painter.save()
        painter.setFont(font)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) - 2 * _PAD)
        width = min(metrics.horizontalAdvance(shown) + 2 * _PAD, int(room.width()))
        box = QRectF(room.left(), room.center().y() - 11, width, 22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

"""One page, large, with what is kept of it: edges that keys or the mouse move."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.devices.page_pictures import EDGES, WHOLE, Trim
from ui.language import _
from ui.theme import FOCUS, GROUND, LINE, PRIMARY, SECONDARY

_STEP, _COARSE = 0.005, 0.03
_NEAR = 14
_MARGIN = 8


class PageCanvas(QWidget):
    """`trimmed(Trim)` when an edge was moved, `edge_chosen(str)` when the arrows move another one."""

    trimmed = Signal(object)
    edge_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_canvas")
        self.setAccessibleName(_("页面"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = QPixmap()
        self._trim, self._edge, self._words = WHOLE, EDGES[0], ""
        self._dragged = False

    @property
    def edge(self) -> str:
        """The edge that the arrows move."""
        return self._edge

    def show_page(self, picture: QPixmap | None, turns: int, trim: Trim, words: str = "") -> None:
        """Another page, upright and turned right `turns` times; `words` stand where there is no picture."""
        turned = QPixmap() if picture is None else picture.transformed(QTransform().rotate(90 * (turns % 4)))
        self._picture, self._trim, self._words = turned, trim, words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows along the edge's own direction move it, Space goes to the next edge."""
        across = self._edge in ("left", "right")
        back, forth = (Qt.Key.Key_Left, Qt.Key.Key_Right) if across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        steps = {back: -1, forth: 1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._choose(EDGES[(EDGES.index(self._edge) + 1) % len(EDGES)])
        elif key in steps and not self._picture.isNull():
            coarse = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move(self._edge, steps[key] * (_COARSE if coarse else _STEP))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        self._dragged = near is not None
        if near is not None:
            self._choose(near)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            place, frame = event.position(), self._frame()
            across = self._edge in ("left", "right")
            wanted = (
                (place.x() - frame.left()) / frame.width() if across else (place.y() - frame.top()) / frame.height()
            )
            self._move(self._edge, wanted - float(getattr(self._trim, self._edge)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(GROUND))
        painter.setPen(QColor(FOCUS if self.hasFocus() else LINE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._picture.isNull():
            painter.setPen(QColor(SECONDARY))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        frame, kept = self._frame(), self._kept()
        painter.drawPixmap(frame, self._picture, QRectF(self._picture.rect()))
        outside = QColor(27, 35, 48, 130)
        for dark in (
            QRectF(frame.left(), frame.top(), frame.width(), kept.top() - frame.top()),
            QRectF(frame.left(), kept.bottom(), frame.width(), frame.bottom() - kept.bottom()),
            QRectF(frame.left(), kept.top(), kept.left() - frame.left(), kept.height()),
            QRectF(kept.right(), kept.top(), frame.right() - kept.right(), kept.height()),
        ):
            painter.fillRect(dark, outside)
        painter.setPen(QPen(QColor(PRIMARY), 1))
        painter.drawRect(kept)
        if self.hasFocus():
            painter.setPen(QPen(QColor(FOCUS), 4))
            painter.drawLine(*self._ends(kept))

    def _frame(self) -> QRectF:
        """Where the whole page is drawn."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width, height = max(self._picture.width(), 1), max(self._picture.height(), 1)
        scale = min(room.width() / width, room.height() / height)
        drawn = QRectF(0, 0, width * scale, height * scale)
        drawn.moveCenter(room.center())
        return drawn

    def _kept(self) -> QRectF:
        frame, trim = self._frame(), self._trim
        return QRectF(
            QPointF(frame.left() + trim.left * frame.width(), frame.top() + trim.top * frame.height()),
            QPointF(frame.left() + trim.right * frame.width(), frame.top() + trim.bottom * frame.height()),
        )

    def _ends(self, kept: QRectF) -> tuple[QPointF, QPointF]:
        """The two ends of the edge that the arrows move."""
        return {
            "left": (kept.topLeft(), kept.bottomLeft()),
            "top": (kept.topLeft(), kept.topRight()),
            "right": (kept.topRight(), kept.bottomRight()),
            "bottom": (kept.bottomLeft(), kept.bottomRight()),
        }[self._edge]

    def _near(self, place: QPointF) -> str | None:
        """The edge under the mouse."""
        if self._picture.isNull():
            return None
        kept = self._kept()
        apart = {
            "left": abs(place.x() - kept.left()),
            "top": abs(place.y() - kept.top()),
            "right": abs(place.x() - kept.right()),
            "bottom": abs(place.y() - kept.bottom()),
        }
        nearest = min(apart, key=lambda edge: apart[edge])
        return nearest if apart[nearest] <= _NEAR else None

    def _choose(self, edge: str) -> None:
        self._edge = edge
        self.edge_chosen.emit(edge)
        self.update()

    def _move(self, edge: str, by: float) -> None:
        self._trim = self._trim.moved(edge, by)
        self.trimmed.emit(self._trim)
        self.update()

"""The board's picture, drawn for 1920 x 1080 and scaled to whatever screen hangs in the hall."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.board.rows import BoardTexts, headings
from ui.theme import BOARD, BOARD_CALL, BOARD_CALL_TEXT, BOARD_ROW

_WIDTH, _HEIGHT = 1920.0, 1080.0
_LEFT, _RIGHT = 60.0, 1860.0
_MIDDLE, _SECOND = 1080.0, 1140.0
_ROWS_TOP, _ROWS_FOOT = 524.0, 940.0
_MOST_ROW = 84.0
_FOOT: Final = "#091422"
_PALE: Final = "#C3D3EA"
_QUIET: Final = "#8FA6C4"
_WHITE: Final = "#FFFFFF"
_FLASH: Final = "#FFD27A"
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_ROOMY = 6
"""So many rows have room between them; more lie closer, with smaller texts."""
_SHARE = 0.8
"""Of a row's height, for its text: nothing of a character may lie outside."""


class BoardCanvas(QWidget):
    """`show_texts` draws them; `flash` brightens the call while a number is being spoken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board_canvas")
        self._texts: BoardTexts | None = None
        self._bright = False

    @property
    def texts(self) -> BoardTexts | None:
        """What stands on the board."""
        return self._texts

    def show_texts(self, texts: BoardTexts) -> None:
        """Draw anew when something differs."""
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(texts.said)
            self.update()

    def flash(self, bright: bool) -> None:
        """The call's ground brighter or as usual."""
        if bright != self._bright:
            self._bright = bright
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), QColor(BOARD))
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.translate((self.width() - _WIDTH * scale) / 2, (self.height() - _HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        if self._texts is not None:
            _Drawing(painter, self.font(), self._texts, bright=self._bright).draw()
        painter.end()


class _Drawing:
    """One picture, in the reference size."""

    def __init__(self, painter: QPainter, font: QFont, texts: BoardTexts, *, bright: bool) -> None:
        self._painter, self._font, self._texts, self._bright = painter, font, texts, bright

    def draw(self) -> None:
        texts = self._texts
        self._text(QRectF(_LEFT, 28, 1100, 68), texts.point, 44, _PALE, room=1100)
        self._text(QRectF(_MIDDLE, 28, _RIGHT - _MIDDLE, 68), texts.time, 44, _PALE, align=_RIGHT_MIDDLE)
        self._call()
        for heading, x in zip(headings(), (_LEFT, _SECOND), strict=True):
            self._text(QRectF(x, 462, 700, 56), heading, 36, _QUIET)
        self._recent()
        self._waiting()
        self._painter.fillRect(QRectF(0, 960, _WIDTH, 120), QColor(_FOOT))
        self._text(QRectF(_LEFT, 960, _RIGHT - _LEFT, 120), texts.foot, 40, _PALE, room=_RIGHT - _LEFT)

    def _call(self) -> None:
        box = QRectF(_LEFT, 112, _RIGHT - _LEFT, 330)
        texts = self._texts
        if not texts.call:
            self._box(box, BOARD_ROW, 14)
            self._text(box, texts.to, 84, _WHITE, align=Qt.AlignmentFlag.AlignCenter, room=box.width() - 96)
            return
        self._box(box, _FLASH if self._bright else BOARD_CALL, 14)
        inner = box.adjusted(48, 0, -48, 0)
        self._text(inner, texts.call, 260, BOARD_CALL_TEXT, bold=True, room=1000)
        self._text(inner, texts.to, 100, BOARD_CALL_TEXT, bold=True, align=_RIGHT_MIDDLE, room=760)

    def _recent(self) -> None:
        count = min(max(len(self._texts.waiting), 4), 6)  # the rows of both columns stand side by side
        for row, (number, window) in zip(self._rows(count, _LEFT, _MIDDLE), self._texts.recent, strict=False):
            inner = row.adjusted(40, 0, -40, 0)
            self._text(inner, number, 58, _WHITE, bold=True)
            self._text(inner, window, 50, _WHITE, align=_RIGHT_MIDDLE)

    def _waiting(self) -> None:
        waiting = self._texts.waiting
        for row, line in zip(self._rows(len(waiting), _SECOND, _RIGHT), waiting, strict=True):
            inner = row.adjusted(28, 0, -28, 0)
            self._text(inner, line.name, 38, _WHITE, room=256)
            count = QRectF(inner.left() + 276, inner.top(), 120, inner.height())
            self._text(count, line.count, 42, BOARD_CALL, bold=True, align=_RIGHT_MIDDLE, room=120)
            self._text(inner, line.wait, 34, _PALE, align=_RIGHT_MIDDLE, room=256)

    def _rows(self, count: int, left: float, right: float) -> list[QRectF]:
        """So many rows between the headings and the foot, drawn."""
        step = min((_ROWS_FOOT - _ROWS_TOP) / max(count, 1), _MOST_ROW + 14)
        gap = 12 if count <= _ROOMY else 6
        rows = [QRectF(left, _ROWS_TOP + place * step, right - left, step - gap) for place in range(count)]
        for row in rows:
            self._box(row, BOARD_ROW, 10)
        return rows

    def _box(self, box: QRectF, colour: str, radius: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(box, radius, radius)

    def _text(
        self,
        box: QRectF,
        text: str,
        pixels: int,
        colour: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = _LEFT_MIDDLE,
        room: float = 0,
    ) -> None:
        """One line; smaller when it would take more than `room`. Public texts are never cut."""
        font = QFont(self._font)
        font.setBold(bold)
        pixels = min(pixels, int(box.height() * _SHARE))  # a low row among many
        font.setPixelSize(pixels)
        if room:
            width = QFontMetricsF(font).horizontalAdvance(text)
            if width > room:
                font.setPixelSize(max(int(pixels * room / width), 12))
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, align, text)

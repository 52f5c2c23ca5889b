"""Where a sentence that is wider than its place is broken."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

STOPS = "，。；、："
"""A line is best broken behind one of these."""


def in_one_line(text: str, font: QFont, room: int) -> str:
    """As much of the text as goes into `room` pixels, with … for the rest."""
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def in_two_lines(text: str, font: QFont, room: int) -> str:
    """The same with a second line before anything is left out."""
    first = _first_line(text, font, room)
    if not 0 < first < len(text):
        return in_one_line(text, font, room)
    return f"{text[:first].rstrip()}\n{in_one_line(text[first:], font, room)}"


def _first_line(text: str, font: QFont, room: int) -> int:
    """How many characters stand in the first line: up to the last stop in it, if the rest fits behind that."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(room)
    layout.endLayout()
    most = line.textLength() if line.isValid() else 0
    stops = [place for place in range(1, most) if text[place - 1] in STOPS]
    if most == len(text) or not stops:
        return most
    return stops[-1] if QFontMetrics(font).horizontalAdvance(text[stops[-1] :]) <= room else most

"""What stands where a list would stand: why it is empty and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.icons import picture
from ui.theme import BORDER, GRID
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import Text, WrappedText
from ui.widgets.lines import STOPS

_WIDEST = 360
_SLACK = 24
"""A line may not be broken before a full stop, so one is a little shorter than its share."""


class EmptyState(QWidget):
    """An icon, a head, a sentence, and perhaps the next action (`pressed`)."""

    pressed = Signal()

    def __init__(
        self,
        head: str,
        sentence: str,
        *,
        icon: str = "empty",
        action: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign = QLabel(self)
        sign.setPixmap(picture(icon, BORDER, 40, 2.0))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(sign)
        self.head = Text(head, "head", self)
        self.head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.head)
        self.sentence = WrappedText(sentence, "secondary", self)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        self._balance()
        if action:
            self.button = ActionButton(action, key, name="empty_action", parent=self)
            self.button.clicked.connect(self.pressed)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)

    def say(self, head: str, sentence: str) -> None:
        """Other words for another kind of emptiness."""
        self.head.setText(head)
        self.sentence.setText(sentence)
        self._balance()

    def _balance(self) -> None:
        """Lines of about the same length: no single character is left over for the last one."""
        words = self._width_of(self.sentence.text())
        lines = -(-words // _WIDEST)
        shared = min(words // max(lines, 1) + _SLACK, _WIDEST + _SLACK)
        self.sentence.setFixedWidth(self._first_line() if lines == 2 else shared)

    def _first_line(self) -> int:
        """The width at which the first of two lines ends with a comma or a stop, so that no word is torn in two."""
        text = self.sentence.text()
        ends = (place for place, sign in enumerate(text, 1) if sign in STOPS)
        widths = ((self._width_of(text[:end]), self._width_of(text[end:])) for end in ends)
        fitting = [first for first, rest in widths if rest <= first <= _WIDEST + _SLACK]
        return min(fitting, default=_WIDEST) + 2

    def _width_of(self, text: str) -> int:
        return self.sentence.fontMetrics().horizontalAdvance(text)

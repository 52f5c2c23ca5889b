"""One question of the completeness check: its text, and the answers beside their digits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ui.intake.check_rows import Asked
from ui.language import _
from ui.theme import GRID
from ui.widgets.enter import is_enter
from ui.widgets.frames import Divider, WrappedText
from ui.widgets.inputs import ChoiceInput, RadioInput

_ROOM = 466
"""Pixels: answers that want more stand in a list, so that nothing scrolls sideways at 150 %."""
_BUTTON = 52
"""Of a radio button beside its word: circle, digit and the gap to the next."""


class QuestionRow(QWidget):
    """`answered(key, value)` by a person, `passed` when they are through with it: after a digit, or by Enter."""

    answered = Signal(str, object)
    passed = Signal(str)

    def __init__(self, question: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, GRID, 0)
        column.setSpacing(2)
        text = WrappedText(question.text, "plain", self)
        column.addWidget(text)
        if question.hint:
            column.addWidget(WrappedText(question.hint, "label", self))
        self._options: list[_Option] = []
        self._list: _List | None = None
        if self._too_wide():
            self._list = _List(self, question)
            column.addWidget(self._list)
        else:
            column.addLayout(self._beside())
        column.addWidget(Divider(self))

    def show_answer(self, value: object) -> None:
        """What has been answered; None for nothing yet."""
        if self._list is not None:
            place = next((at for at, (one, _word) in enumerate(self.question.options) if one == value), -1)
            self._list.setCurrentIndex(place if value is not None else -1)
            return
        for option, (one, _word) in zip(self._options, self.question.options, strict=True):
            if value is not None and one == value and type(one) is type(value):
                option.setChecked(True)

    def take_focus(self) -> None:
        """The answer that stands, or the first one."""
        editor = self._list or next((one for one in self._options if one.isChecked()), self._options[0])
        editor.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, place: int) -> None:
        """A digit: this answer, and on."""
        if 0 <= place < len(self.question.options):
            if self._list is None:
                self._options[place].setChecked(True)
            else:
                self._list.setCurrentIndex(place)
            self.tell(place)
            self.passed.emit(self.question.key)

    def tell(self, place: int) -> None:
        """A person has answered."""
        self.answered.emit(self.question.key, self.question.options[place][0])

    def _too_wide(self) -> bool:
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(word) + _BUTTON for _value, word in self.question.options) > _ROOM

    def _beside(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        group = QButtonGroup(self)
        for number, (_value, word) in enumerate(self.question.options, start=1):
            option = _Option(f"{number} {word}", self, number - 1)
            option.setAccessibleName(f"{self.question.text}：{word}")
            option.setObjectName(f"{self.question.key}_{number}")
            group.addButton(option)
            self._options.append(option)
            row.addWidget(option)
        row.addStretch(1)
        return row


class _Option(RadioInput):
    """One answer. Digits answer the whole row, Enter goes on."""

    def __init__(self, caption: str, row: QuestionRow, place: int) -> None:
        super().__init__(caption, row)
        self._row, self._place = row, place
        self.clicked.connect(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if is_enter(event):
            self._row.passed.emit(self._row.question.key)
        elif 0 <= digit < 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._row.choose(digit)
        else:
            super().keyPressEvent(event)

    def _told(self) -> None:
        self._row.tell(self._place)


class _List(ChoiceInput):
    """Many answers as a list."""

    def __init__(self, row: QuestionRow, question: Asked) -> None:
        words = [(str(place), f"{place + 1} {word}") for place, (_value, word) in enumerate(question.options)]
        super().__init__(words, _("请选择"))
        self._row = row
        self.setAccessibleName(question.text)
        self.setObjectName(question.key)
        self.edited.connect(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if is_enter(event):
            self._row.passed.emit(self._row.question.key)
        elif 0 <= digit < 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._row.choose(digit)
        else:
            super().keyPressEvent(event)

    def _told(self) -> None:
        self._row.tell(self.currentIndex())

"""Fields to type into. Each has `value()`, `set_value()` and the signal `edited`, which only a person causes."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from ui.theme import look
from ui.widgets.composing import Composing
from ui.widgets.enter import is_enter, next_field

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Editor(Protocol):
    """What every input offers to forms."""

    @property
    def edited(self) -> SignalInstance: ...

    def value(self) -> object: ...

    def set_value(self, value: object) -> None: ...


def narrow(text: str) -> str:
    """Full-width digits, letters and signs in their half-width form, without spaces."""
    return text.translate(_NARROW).replace(" ", "")


class TextInput(QLineEdit):
    """A line of text for input methods: while one composes, Enter only commits and function keys wait."""

    edited = Signal()
    left = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = Composing()
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._tell)

    def value(self) -> str:
        """The text without spaces round it."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.text():
            self.setText(text)

    @property
    def composing(self) -> bool:
        """An input method holds text that is not committed yet."""
        return self._composing.now

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing.follow(event)
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        return self._composing.holds(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing.takes(event):
            return
        if is_enter(event):
            self.enter()
            event.accept()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """What Enter does when no input method composes: on to the next field."""
        next_field(self)

    def focusOutEvent(self, event: object) -> None:
        self._composing.end()
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def _tell(self, _text: str) -> None:
        self.edited.emit()


class CodeInput(TextInput):
    """A line for codes, numbers and phones: the input method is off, full-width characters become half-width."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        upper: bool = False,
        tidy: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`tidy` brings the text into shape when the field is left (20261123 → 2026-11-23)."""
        super().__init__(placeholder, parent)
        self._upper = upper
        self._tidy = tidy
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.left.connect(self._shape)

    def _tell(self, text: str) -> None:
        folded = narrow(text)
        folded = folded.upper() if self._upper else folded
        if folded != text:
            place = self.cursorPosition() - (len(text) - len(folded))
            self.setText(folded)
            self.setCursorPosition(max(place, 0))
        super()._tell(folded)

    def _shape(self) -> None:
        if self._tidy is None or not self.text():
            return
        shaped = self._tidy(self.text())
        if shaped != self.text():
            self.setText(shaped)
            self.edited.emit()


class TextArea(QPlainTextEdit):
    """Several lines for input methods, as TextInput is one. Tab leaves it, Enter begins a line."""

    edited = Signal()
    left = Signal()

    def __init__(self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._composing = Composing()
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)
        self.textChanged.connect(self._tell)

    def value(self) -> str:
        """The text without spaces round it."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing.follow(event)
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        return self._composing.holds(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._composing.takes(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        self._composing.end()
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()


class ChoiceInput(QComboBox):
    """One of a few: (code, label). Digits 1–9 pick; Enter goes on; the wheel passes through to the page."""

    edited = Signal()
    keeps_others = False

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or "\u2014")
        self.set_choices(choices)
        self.activated.connect(self._tell)
        self.setMaxVisibleItems(14)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; the chosen code stays when it is among them."""
        kept = self.value()
        self.clear()
        for code, label in choices:
            self.addItem(label, code)
        self.set_value(kept)

    def value(self) -> str | None:
        """The chosen code, None when nothing is chosen."""
        data = self.currentData()
        return None if data is None else str(data)

    def set_value(self, value: object) -> None:
        """A code that is not among the choices chooses nothing, unless `keeps_others` says that texts may come in."""
        if value is not None and self.keeps_others and self.findData(str(value)) < 0:
            self.addItem(str(value), str(value))
        self.setCurrentIndex(-1 if value is None else self.findData(str(value)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if is_enter(event):
            next_field(self)
        elif 0 <= digit < min(9, self.count()) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.setCurrentIndex(digit)
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _tell(self, _index: int) -> None:
        self.edited.emit()


class TickInput(QCheckBox):
    """Yes or no. Space ticks, Enter goes on."""

    edited = Signal()

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, parent)
        self.clicked.connect(self._tell)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            next_field(self)
        else:
            super().keyPressEvent(event)

    def _tell(self, _checked: bool) -> None:
        self.edited.emit()


class RadioInput(QRadioButton):
    """One of a group. Arrows choose, Enter goes on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            next_field(self)
        else:
            super().keyPressEvent(event)


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """The red border of a field with an error under it."""
    look(widget, "wrong", "true" if wrong else "false")

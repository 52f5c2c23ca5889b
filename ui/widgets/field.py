"""A field: its label above, its input, and under it an error or what a check found."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language import _
from ui.widgets.frames import Text, WrappedText
from ui.widgets.inputs import TickInput, mark_wrong

NoteKind = Literal["neutral", "good", "attention", "bad"]


class Field(QWidget):
    """Label, input and note. The input's accessible name is the label, its description the note."""

    def __init__(
        self, label: str, editor: QWidget, *, required: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        """`hint` stands under the field as long as nothing else does."""
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._error = ""
        self.label = Text(label, "label", self)
        self.note = WrappedText("", "note", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.label)
        beside = Qt.AlignmentFlag.AlignLeft if isinstance(editor, TickInput) else Qt.AlignmentFlag(0)
        column.addWidget(editor, 0, beside)
        column.addWidget(self.note)
        column.addStretch(1)
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)
        self.required = required
        self.set_required(required)
        self._show("", "neutral")

    def set_required(self, required: bool) -> None:
        """Optional fields say so; required ones are the rule and say nothing."""
        self.required = required
        name = self.editor.accessibleName()
        self.label.setText(name if required or not name else _("{label}（选填）").format(label=name))

    @property
    def error(self) -> str:
        """The sentence that stands under the field, empty when nothing is wrong."""
        return self._error

    def show_error(self, sentence: str) -> None:
        """What is wrong and what to do; the field gets a red border."""
        self._error = sentence
        mark_wrong(self.editor, bool(sentence))
        self._show(sentence, "bad")

    def show_note(self, text: str, kind: NoteKind = "neutral") -> None:
        """What is known about the value; an error that stood there goes."""
        self._error = ""
        mark_wrong(self.editor, False)
        self._show(text, kind)

    def clear_note(self) -> None:
        """Neither error nor note."""
        self.show_note("")

    def _show(self, text: str, kind: NoteKind) -> None:
        shown = text or self._hint
        self.note.setText(shown)
        self.note.set_kind(kind if text else "neutral")
        self.note.setVisible(bool(shown))
        self.editor.setAccessibleDescription(shown)

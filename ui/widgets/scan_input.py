"""A field into which a scanner types."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.inputs import TextInput


class ScanInput(TextInput):
    """The input method is off and every character stays as it came: codes hold blanks. Enter takes the text (`left`),
    and the field is ready for the next."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)

    def enter(self) -> None:
        self.left.emit()

"""A search line: what is typed is announced when the typing pauses."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.shortcuts import SEARCH
from ui.theme import SECONDARY
from ui.widgets.inputs import TextInput

PAUSE_MS = 120


class SearchField(TextInput):
    """`searched(text)` follows 120 ms after the last key, at once on Enter, which goes on to the list.

    The key given reaches the field.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str, key: str = SEARCH, parent: QWidget | None = None) -> None:
        super().__init__(f"{placeholder}  {key}".strip(), parent)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        sign: QIcon = icon("search", SECONDARY)
        self.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self.textChanged.connect(self._wait)
        self._reach = QShortcut(QKeySequence(key), self)
        self._reach.activated.connect(self._take_focus)

    def enter(self) -> None:
        """Search at once, and on to what is found."""
        self._announce()
        super().enter()

    def _wait(self, _text: str) -> None:
        self._pause.start()

    def _announce(self) -> None:
        self._pause.stop()
        self.searched.emit(self.value())

    def _take_focus(self) -> None:
        self.setFocus()
        self.selectAll()

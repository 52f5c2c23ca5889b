"""Input methods: while one composes, the keys are its own."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent

from ui.widgets.enter import is_enter


class Composing:
    """Whether an input method holds text that is not committed yet, kept by the field that it writes into.

    Until it is committed no shortcut answers (F9, Alt+1…), Enter commits it, and function keys wait.
    """

    def __init__(self) -> None:
        self.now = False

    def follow(self, event: QInputMethodEvent) -> None:
        """What the input method has sent."""
        self.now = bool(event.preeditString())

    def holds(self, event: QEvent) -> bool:
        """Whether a shortcut must not see this event; it is accepted then."""
        if self.now and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is the input method's; it is done then."""
        enter = is_enter(event)
        if not self.now or not (enter or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35):
            return False
        if enter:
            QGuiApplication.inputMethod().commit()
        event.accept()
        return True

    def end(self) -> None:
        """The focus has left."""
        self.now = False

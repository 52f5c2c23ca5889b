"""A sentence across a panel or a screen: what must be done, or what went wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.language import _
from ui.shortcuts import PUT_AWAY
from ui.theme import look
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import SIGNS
from ui.widgets.frames import WrappedText
from ui.widgets.rows import Kind


class Banner(QFrame):
    """One sentence on a tinted ground, with at most one action; hidden while it has nothing to say.

    `pressed` is its action, `closed` says that the clerk put it away.
    """

    pressed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False, key: str = "") -> None:
        super().__init__(parent)
        look(self, "look", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        self.text = WrappedText("", "plain", self)
        self.text.setObjectName("banner_text")
        row.addWidget(self.text, 1)
        self.action = ActionButton("", key, name="banner_action", parent=self)
        self.action.clicked.connect(self.pressed)
        self.action.hide()
        row.addWidget(self.action)
        self._close = ActionButton(_("知道了"), PUT_AWAY, name="banner_close", parent=self)
        self._close.setVisible(closable)
        self._close.clicked.connect(self._put_away)
        row.addWidget(self._close)
        self.hide()

    def say(self, sentence: str, kind: Kind = "attention", action: str = "") -> None:
        """Show the sentence; an empty one hides the banner."""
        look(self, "kind", kind)
        self.text.set_kind(kind)
        self.text.setText(SIGNS[kind] + sentence)
        self.action.setVisible(bool(action))
        if action:
            self.action.set_caption(action)
        self.setVisible(bool(sentence))

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()

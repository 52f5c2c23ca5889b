"""Dialogs: only for a decision, with one primary button, and Esc that leaves everything as it was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.language import _
from ui.shortcuts import CANCEL, CONFIRM
from ui.theme import GRID, look
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton, Role
from ui.widgets.frames import Text, WrappedText


class Dialog(QDialog):
    """Head, sentence, `body` to fill, and the buttons. F9 confirms, Esc leaves.

    Esc does not throw away what was typed: it asks first, and a second Esc leaves.

    It is shown by `open()`, which does not wait: `accepted` and `rejected` follow.
    """

    def __init__(self, head: str, sentence: str = "", *, width: int = 520, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(head)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget(self)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(24, 20, 24, 16)
        self.body.setSpacing(GRID + 4)
        self.title = Text(head, "title", self)
        self.body.addWidget(self.title)
        self.sentence = WrappedText(sentence, "secondary", self)
        self.sentence.setVisible(bool(sentence))
        self.body.addWidget(self.sentence)
        column.addWidget(inside, 1)
        self._typed: list[str] | None = None
        self._asked_about: list[str] = []
        self._keep = Banner(self)
        self._keep.setObjectName("dialog_keep")
        column.addWidget(self._keep)
        bar = QFrame(self)
        look(bar, "look", "actions")
        self.buttons = QHBoxLayout(bar)
        self.buttons.setContentsMargins(24, 10, 24, 10)
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        column.addWidget(bar)

    def showEvent(self, event: QShowEvent) -> None:
        """Never higher than the window under it: at 150 % the buttons must stay in reach."""
        parent = self.parentWidget()
        if parent is not None:
            self.setMaximumHeight(max(parent.window().height() - 2 * GRID, 200))
        if self._typed is None:
            self._typed = self._texts()
        super().showEvent(event)
        self._grow()

    def fit(self) -> None:
        """As high as what stands in it now, after a part of it has come or gone."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), min(layout.totalHeightForWidth(self.width()), self.maximumHeight()))

    def _grow(self) -> None:
        """As high as sentences need that go over several lines at this width: Qt itself reckons with a wider one."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = min(layout.totalHeightForWidth(self.width()), self.maximumHeight())
            self.resize(self.width(), max(self.height(), needed))

    def reject(self) -> None:
        """Leave everything as it was; with something typed, only when asked twice."""
        texts = self._texts()
        if texts in (self._typed, self._asked_about) or self.isHidden():
            super().reject()
            return
        self._asked_about = texts
        self._keep.say(_("这里写的还没有用上。再按一次 Esc 放弃，或接着写。"))

    def add_cancel(self, caption: str = "") -> ActionButton:
        """The button that leaves everything as it was."""
        button = ActionButton(caption or _("返回"), CANCEL, name="dialog_cancel", parent=self)
        button.clicked.connect(self.reject)
        self.buttons.addWidget(button)
        return button

    def add_confirm(self, caption: str, key: str = CONFIRM, role: Role = "primary") -> ActionButton:
        """The button that decides; it calls `confirm`."""
        button = ActionButton(caption, key, role=role, name="dialog_confirm", parent=self)
        button.clicked.connect(self.confirm)
        self.buttons.addWidget(button)
        return button

    def confirm(self) -> None:
        """Close with the decision; a dialog that checks its fields first overrides this."""
        self.accept()

    def _texts(self) -> list[str]:
        """Everything typed, field by field."""
        lines = [line.text() for line in self.findChildren(QLineEdit)]
        return lines + [area.toPlainText() for area in self.findChildren(QPlainTextEdit)]

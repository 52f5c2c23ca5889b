"""Signing in: who, and the passphrase that opens the desk's store."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import SidaoError
from app.ids import ClerkId
from app.key_slots import Holder
from ui.explain import explain
from ui.language import _, chosen
from ui.shortcuts import CONFIRM
from ui.sign_in.rows import clerk_choices
from ui.tasks import Lane
from ui.theme import GRID, look
from ui.widgets.buttons import ActionButton
from ui.widgets.enter import is_enter
from ui.widgets.field import Field
from ui.widgets.frames import Panel, Text, WrappedText
from ui.widgets.inputs import ChoiceInput, CodeInput


class Passphrase(CodeInput):
    """Hidden while typed; Enter signs in. The input method is off, and nothing is folded: it is as typed."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        return self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        self.edited.emit()


class SignIn(QWidget):
    """`signed_in(what open returned)`. A wrong passphrase is said under its field, which is emptied."""

    signed_in = Signal(object)

    def __init__(
        self,
        holders: Sequence[Holder],
        open_desk: Callable[[str, ClerkId], Any],
        lane: Lane,
        *,
        point_name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`open_desk(passphrase, clerk)` runs on the lane: stretching a passphrase takes a tenth of a second."""
        super().__init__(parent)
        self._open, self._lane = open_desk, lane
        look(self, "look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clerk = Field(_("窗口人员"), ChoiceInput(clerk_choices(holders)), required=True)
        self._clerk.editor.setObjectName("clerk")
        self._passphrase = Field(_("口令"), Passphrase(), required=True)
        self._passphrase.editor.setObjectName("passphrase")
        self.enter = ActionButton(_("进入"), CONFIRM, role="primary", name="sign_in")
        self.enter.clicked.connect(self._try)
        passphrase = self._editor()
        passphrase.entered.connect(self._try)
        passphrase.edited.connect(self._passphrase.clear_note)
        if holders:
            self._choice().set_value(holders[0].clerk)
        self._lay_out(point_name)
        passphrase.setFocus()

    def tell(self, sentence: str) -> None:
        """Something that went wrong before anybody signed in."""
        self._passphrase.show_error(sentence)

    def _lay_out(self, point_name: str) -> None:
        panel = Panel(self, (32, 28, 32, 28))
        panel.setFixedWidth(440)
        panel.body.setSpacing(GRID + 4)
        panel.body.addWidget(Text("Sidao 四到", "title", panel))
        panel.body.addWidget(WrappedText(point_name, "secondary", panel))
        panel.body.addSpacing(GRID)
        panel.body.addWidget(self._clerk)
        panel.body.addWidget(self._passphrase)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.enter)
        panel.body.addLayout(row)
        creed = Text(_("不叫不到 · 随叫随到 · 说到做到 · 服务周到"), "label", self)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()  # no alignment: the note under the passphrase needs its height for width
        middle.addStretch(1)
        middle.addWidget(panel)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(2 * GRID)
        column.addWidget(creed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _try(self) -> None:
        passphrase, clerk = self._editor().value(), self._choice().value()
        if not passphrase or clerk is None:
            self._passphrase.show_error(_("请输入口令。"))
            return
        self.enter.setEnabled(False)
        self._passphrase.show_note(_("正在打开…"))
        open_desk = self._open
        self._lane.run(lambda: open_desk(passphrase, ClerkId(clerk)), self._opened, self._refused)

    def _opened(self, desk: object) -> None:
        self._editor().clear()
        self.enter.setEnabled(True)
        self._passphrase.clear_note()
        self.signed_in.emit(desk)

    def _refused(self, error: SidaoError) -> None:
        self.enter.setEnabled(True)
        self._editor().clear()
        self._passphrase.show_error(explain(error, chosen()))
        self._editor().setFocus()

    def _editor(self) -> Passphrase:
        editor = self._passphrase.editor
        assert isinstance(editor, Passphrase)
        return editor

    def _choice(self) -> ChoiceInput:
        editor = self._clerk.editor
        assert isinstance(editor, ChoiceInput)
        return editor

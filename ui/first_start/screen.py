"""The first start on a computer without a desk: the packet that the city gave out, and who works here first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import SidaoError
from app.setup import CLERK_NUMBER, Wanted, wanted_from
from app.sync.packets import SUFFIX, Packet
from ui.explain import explain
from ui.first_start.rows import device_choices, point_lines
from ui.language import _, chosen
from ui.shortcuts import CHOOSE_PACKET, CONFIRM
from ui.tasks import Lane
from ui.theme import GRID, look
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.frames import Panel, Text, WrappedText
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput

LOOKS_EVERY = 2000
"""Milliseconds until sticks are looked at again, as long as there is no packet."""
_FIELD_OF = {"device": "device", "name": "name", "passphrase": "new"}


class FirstStart(QWidget):
    """`made(passphrase)`: the desk stands, and whoever made it may go straight on."""

    made = Signal(str)

    def __init__(
        self,
        open_packet: Callable[[Path], Packet],
        make: Callable[[Wanted], object],
        lane: Lane,
        *,
        near: Callable[[], Path | None] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        """`open_packet`, `make` and `near`, which knows of a packet on a stick, run on the lane."""
        super().__init__(parent)
        self._open, self._make, self._lane, self._near = open_packet, make, lane, near
        self._looking = QTimer(self, singleShot=True, interval=LOOKS_EVERY)
        self._looking.timeout.connect(self._look)
        self._packet: Packet | None = None
        self._passphrase = ""
        look(self, "look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._about = WrappedText(
            _("这台电脑还没有窗口数据。请插上市里发的U盘，选择开通包（.sidao 文件）。"), "secondary"
        )
        self._about.setObjectName("about")
        self._trouble = WrappedText("", "note")
        self._trouble.setObjectName("trouble")
        self._trouble.set_kind("bad")
        self._trouble.hide()
        self.choose = ActionButton(_("选择开通包…"), CHOOSE_PACKET, name="choose_packet")
        self.choose.clicked.connect(self._ask_file)
        self.fields = {
            "device": Field(
                _("本机是几号设备"),
                ChoiceInput((), _("请选择")),
                required=True,
                hint=_("一台电脑一个号，与通知上的一致"),
            ),
            "name": Field(_("首位窗口人员姓名"), TextInput(), required=True),
            "number": Field(_("工号"), CodeInput(), required=True),
            "new": Field(_("口令"), _secret(), required=True, hint=_("至少 6 个字符，请本人输入")),
            "again": Field(_("再输一次"), _secret(), required=True),
        }
        for name, field in self.fields.items():
            field.editor.setObjectName(f"first_{name}")
        self._value("number", CLERK_NUMBER)
        self.enter = ActionButton(_("装入开通包"), CONFIRM, role="primary", name="make_desk")
        self.enter.clicked.connect(self._try)
        self._asked = QWidget()
        self._lay_out()
        self._asked.hide()
        self.enter.setEnabled(False)
        self._look()

    def take(self, path: Path) -> None:
        """Reads a packet that was chosen, and asks what it does not say."""
        open_packet = self._open
        self._looking.stop()
        self._trouble.hide()
        self._lane.run(lambda: open_packet(path), self._show_packet, self._no_packet)

    def _lay_out(self) -> None:
        panel = Panel(self, (32, 24, 32, 24))
        panel.setFixedWidth(560)
        panel.body.setSpacing(GRID)
        panel.body.addWidget(Text("Sidao 四到", "title", panel))
        panel.body.addWidget(self._about)
        panel.body.addWidget(self._trouble)
        inside = QVBoxLayout(self._asked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID)
        inside.addWidget(self.fields["device"])
        for pair in (("name", "number"), ("new", "again")):
            row = QHBoxLayout()
            row.setSpacing(2 * GRID)
            for name in pair:
                row.addWidget(self.fields[name], 1)
            inside.addLayout(row)
        panel.body.addWidget(self._asked)
        panel.body.addSpacing(GRID)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(self.enter)
        panel.body.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(panel)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _look(self) -> None:
        """For a packet on a stick that is there, or comes later."""
        self._lane.run(self._near, self._came_near)

    def _came_near(self, path: Path | None) -> None:
        if self._packet is not None or self._trouble.isVisible():
            return
        if path is None:
            self._looking.start()
        else:
            self.take(path)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("选择开通包"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("开通包 (*{suffix})").format(suffix=SUFFIX))
        dialog.fileSelected.connect(lambda file: self.take(Path(file)))
        dialog.open()

    def _show_packet(self, packet: Packet) -> None:
        self._packet = packet
        self._about.setText(point_lines(packet))
        devices = self._device()
        devices.set_choices(device_choices(packet))
        devices.set_value(str(packet.devices[0].number) if len(packet.devices) == 1 else None)
        self._asked.show()
        self.enter.setEnabled(True)
        self.fields["device" if len(packet.devices) > 1 else "name"].setFocus()

    def _no_packet(self, error: SidaoError) -> None:
        self._trouble.setText(explain(error, chosen()))
        self._trouble.show()
        self.choose.setFocus()

    def _try(self) -> None:
        packet = self._packet
        if packet is None or not self._complete():
            return
        passphrase = self._passphrase = self._text("new")
        number = int(str(self._device().value()))
        clerk = (self._text("name").strip(), self._text("number").strip())
        make = self._make
        self._trouble.hide()
        self._allow(False)
        self._lane.run(
            lambda: make(wanted_from(packet, device_number=number, passphrase=passphrase, clerk=clerk)),
            self._stands,
            self._refused,
        )

    def _complete(self) -> bool:
        """Whether everything is said; what is not stands beside its field."""
        for field in self.fields.values():
            field.clear_note()
        missing = [name for name in self.fields if name != "device" and not self._text(name).strip()]
        if self._device().value() is None:
            missing.insert(0, "device")
        for name in missing:
            self.fields[name].show_error(_("请填写。"))
        if not missing and self._text("new") != self._text("again"):
            self.fields["again"].show_error(_("两次输入的口令不一样，请重新输入。"))
            missing = ["again"]
        if missing:
            self.fields[missing[0]].setFocus()
        return not missing

    def _stands(self, _made: object) -> None:
        self.made.emit(self._passphrase)

    def _allow(self, going: bool) -> None:
        for button in (self.enter, self.choose):
            button.setEnabled(going)

    def _refused(self, error: SidaoError) -> None:
        self._allow(True)
        name = _FIELD_OF.get(error.field or "")
        if name is None:
            self._no_packet(error)
            return
        self.fields[name].show_error(explain(error, chosen()))
        self.fields[name].setFocus()

    def _device(self) -> ChoiceInput:
        editor = self.fields["device"].editor
        assert isinstance(editor, ChoiceInput)
        return editor

    def _text(self, name: str) -> str:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        return editor.text()

    def _value(self, name: str, text: str) -> None:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def _secret() -> TextInput:
    """A field that shows dots."""
    editor = TextInput()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor

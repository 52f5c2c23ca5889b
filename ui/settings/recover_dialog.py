"""A copied desk becomes a new device: its number, the code that the city gave, and the clerk's own passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.language import _
from ui.settings.services import RecoverWish
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput, TextInput


class RecoverDialog(Dialog):
    """`wished(RecoverWish)`: the session ends, the desk becomes a new device, and somebody signs in again."""

    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        sentence = _(
            "这份数据是复制或恢复来的。登记为新设备后可以继续办件：市级平台没有的件会补报一遍，原来的数据留着备查。"
        )
        super().__init__(_("登记为新设备"), sentence, width=480, parent=parent)
        self._number, self._code, self._passphrase = CodeInput(), CodeInput(), TextInput()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        for name, editor in (("number", self._number), ("code", self._code), ("passphrase", self._passphrase)):
            editor.setObjectName(f"recover_{name}")
        self.number = Field(
            _("新的设备号"), self._number, required=True, hint=_("1 到 99，本点没有用过的"), parent=self
        )
        self.code = Field(_("登记码"), self._code, hint=_("向市级平台管理员索取"), parent=self)
        self.passphrase = Field(_("您的口令"), self._passphrase, required=True, parent=self)
        for field in (self.number, self.code, self.passphrase):
            self.body.addWidget(field)
        self.add_cancel()
        self.add_confirm(_("登记"))
        self._number.setFocus()

    def confirm(self) -> None:
        number = self._number.value()
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 99):
            self.number.show_error(_("设备号是 1 到 99 的数字。"))
            self.number.setFocus()
            return
        if not self._passphrase.text():
            self.passphrase.show_error(_("请输入口令。"))
            self.passphrase.setFocus()
            return
        wish = RecoverWish(device_number=int(number), code=self._code.value(), passphrase=self._passphrase.text())
        self.accept()
        self.wished.emit(wish)

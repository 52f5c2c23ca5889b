"""备份: where encrypted copies of the desk go and how often, how the last one went, and one right now."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.config import Config
from app.copies.model import CopyState
from app.errors import Refused, SidaoError
from ui import list_shortcuts as keys
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.recover_dialog import RecoverDialog
from ui.settings.rows import copy_facts, copy_hours, copy_hours_choices
from ui.settings.services import SettingsServices
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.facts import Facts
from ui.widgets.field import Field
from ui.widgets.frames import Panel, Text, WrappedText
from ui.widgets.inputs import ChoiceInput, TextInput


class CopiesPage(QWidget):
    """`said(sentence)` when the setting is kept or a copy is under way."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._place, self._hours = TextInput(_("例如 E:\\ 或 /media/usb")), ChoiceInput(copy_hours_choices())
        self._place.setObjectName("copy_place")
        self._hours.setObjectName("copy_hours")
        self.place = Field(_("备份到"), self._place, hint=_("另一个磁盘或U盘上的文件夹；空着就是不备份"))
        self.hours = Field(_("多久一次"), self._hours, required=True)
        self._choose = ActionButton(_("选择文件夹"), keys.CHOOSE_FOLDER, name="choose_copy_place")
        self.now = ActionButton(_("现在备份"), keys.COPY_NOW, name="copy_now")
        self.recover = ActionButton(_("登记为新设备"), keys.RECOVER, name="recover")
        self.recover.setVisible(services.recover is not None)
        self._state = Facts()
        self._trouble = Banner(self)
        self._lay_out()
        self._choose.clicked.connect(self._ask_folder)
        self.now.clicked.connect(self._copy)
        self.recover.clicked.connect(self._ask_recover)

    def show_settings(self, config: Config, state: CopyState) -> None:
        """As they are kept; what is being typed stays."""
        if not self._place.hasFocus():
            self._place.set_value(config.copy_to)
        if not self._hours.hasFocus():
            self._hours.set_value(copy_hours(config))
        self._state.show_facts(copy_facts(state))
        place = config.copy_to or state.place
        trouble = explain(Refused(state.trouble, place=place), chosen()) if state.trouble else ""
        self._trouble.say(trouble, "attention")

    def save(self) -> None:
        """Keep both, or say beside the field what is wrong."""
        self._keep(self._kept)

    def _copy(self) -> None:
        self._keep(self._begin)

    def _keep(self, done: object) -> None:
        copies, place, hours = self._services.copies, self._place.value(), int(self._hours.value() or "24")
        self._services.lanes.storage.run(lambda: copies.set(place, hours), done, self._refused)  # type: ignore[arg-type]

    def _begin(self, config: Config) -> None:
        self.place.clear_note()
        if not config.copy_to:
            self.place.show_error(_("请先选一个文件夹。"))
            self.place.setFocus()
            return
        self._services.copy_now()
        self.said.emit(_("正在备份，可以照常办件"))

    def _lay_out(self) -> None:
        panel = Panel(self)
        panel.body.setSpacing(GRID + 4)
        panel.body.addWidget(Text(_("加密备份"), "head"))
        about = _("办件、附件和口令文件一起，加密存一份；电脑坏了，可以在新电脑上恢复，再登记为新设备。")
        panel.body.addWidget(WrappedText(about, "note"))
        panel.body.addWidget(self._trouble)
        panel.body.addWidget(self.place)
        panel.body.addWidget(self.hours)
        panel.body.addWidget(self._state)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.now)
        row.addWidget(self._choose)
        row.addWidget(self.recover)
        row.addStretch(1)
        panel.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("选择文件夹"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        drives = self._services.drives()
        if drives:
            dialog.setDirectory(str(drives[0]))
        dialog.fileSelected.connect(lambda chosen_folder: self._place.set_value(str(Path(chosen_folder))))
        dialog.open()

    def _ask_recover(self) -> None:
        if self._services.recover is not None:
            dialog = RecoverDialog(self)
            dialog.wished.connect(self._services.recover)
            dialog.open()

    def _kept(self, _config: Config) -> None:
        self.place.clear_note()
        self.said.emit(_("备份设置已保存"))

    def _refused(self, error: SidaoError) -> None:
        self.place.show_error(explain(error, chosen()))
        self.place.setFocus()

"""Which printer papers go to, and a test page for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import SidaoError
from ui import list_shortcuts as keys
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.rows import DEFAULT, TO_FOLDER, printer_choice, printer_choices, printer_setting
from ui.settings.services import SettingsServices
from ui.theme import GRID
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.frames import Panel, Text
from ui.widgets.inputs import ChoiceInput, TextInput


class PrinterPage(QWidget):
    """`said(sentence)` when the setting is kept or the page is on its way."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._queues: tuple[str, ...] = ()
        self._choice, self._folder = ChoiceInput(), TextInput()
        self._choice.setObjectName("setting_printer")
        self._folder.setObjectName("setting_folder")
        self.choice = Field(_("打印机"), self._choice, required=True, hint=_("正在查找打印机……"))
        self.folder = Field(_("文件夹"), self._folder, required=True)
        self._choose = ActionButton(_("选择文件夹"), keys.CHOOSE_FOLDER, name="choose_folder")
        self.test = ActionButton(_("打印测试页"), keys.TEST_PAGE, name="test_page")
        self._lay_out()
        self._choice.edited.connect(self._show_folder)
        self._choose.clicked.connect(self._ask_folder)
        self.test.clicked.connect(self._print)
        self._show_choices("")

    def show_setting(self, setting: str) -> None:
        """The kept one; the system's printers are looked up in the background."""
        if not self._choice.hasFocus() and not self._folder.hasFocus():
            self._show_choices(setting)
        self._services.lanes.devices.run(self._services.queues, self._found)

    def save(self) -> None:
        """Keep the choice."""
        settings, setting = self._services.settings, self._setting()
        self._services.lanes.storage.run(lambda: settings.set_printer(setting), self._kept, self._refused)

    def _lay_out(self) -> None:
        panel = Panel(self)
        panel.body.setSpacing(GRID + 4)
        panel.body.addWidget(Text(_("凭证打印机（A4）"), "head"))
        panel.body.addWidget(self.choice)
        panel.body.addWidget(self.folder)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.test)
        row.addWidget(self._choose)
        row.addStretch(1)
        panel.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)

    def _show_choices(self, setting: str) -> None:
        choice, folder = printer_choice(setting)
        self._choice.set_choices(printer_choices(self._queues, setting))
        self._choice.set_value(choice)
        self._folder.set_value(folder)
        self._show_folder()

    def _found(self, queues: tuple[str, ...]) -> None:
        self._queues = queues
        kept = self._setting()
        self._choice.set_choices(printer_choices(queues, kept))
        if self._choice.value() is None:
            self._choice.set_value(DEFAULT)
        none = _("系统里没有打印机。请先在系统设置中添加，或存为 PDF 文件。")
        self.choice.show_note(_("找到 {count} 台打印机").format(count=len(queues)) if queues else none)

    def _show_folder(self) -> None:
        to_folder = self._choice.value() == TO_FOLDER
        self.folder.setVisible(to_folder)
        self._choose.setVisible(to_folder)

    def _setting(self) -> str:
        return printer_setting(self._choice.value(), self._folder.value())

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("选择文件夹"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.set_value)
        dialog.open()

    def _print(self) -> None:
        self.test.setEnabled(False)
        self.choice.show_note(_("正在打印测试页……"))
        services, setting = self._services, self._setting()
        services.lanes.devices.run(lambda: services.print_page(setting), self._printed, self._failed)

    def _printed(self, _nothing: object) -> None:
        self.test.setEnabled(True)
        self.choice.show_note(_("测试页已送出，请看出纸口。"), "good")
        self.said.emit(_("测试页已送打印"))

    def _failed(self, error: SidaoError) -> None:
        self.test.setEnabled(True)
        self.choice.show_error(explain(error, chosen()))

    def _kept(self, _nothing: object) -> None:
        self.folder.clear_note()
        self.said.emit(_("打印机已保存"))

    def _refused(self, error: SidaoError) -> None:
        self.folder.show_error(explain(error, chosen()))
        self.folder.setFocus()

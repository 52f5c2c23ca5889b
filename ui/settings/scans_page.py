"""How scans and photographs are brought to size when they are taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.config import Config
from app.errors import SidaoError
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.services import SettingsServices
from ui.theme import GRID
from ui.widgets.field import Field
from ui.widgets.frames import Panel, Text, WrappedText
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import CodeInput, TextInput, TickInput


class ScansPage(QWidget):
    """`said(sentence)` when all is kept."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._smaller = TickInput(_("收进扫描件、照片时，大于下面尺寸的自动缩小"))
        self._smaller.setObjectName("setting_scan_smaller")
        self._grey = TickInput(_("缩小的同时转为灰度（红章变灰，一般不选）"))
        self._grey.setObjectName("setting_scan_grey")
        self._dpi, self._quality = CodeInput(), CodeInput()
        self._fields: dict[str, Field] = {}
        for editor, name, label in (
            (self._dpi, "scan_dpi", _("A4 分辨率（点/英寸）")),
            (self._quality, "scan_quality", _("JPEG 质量")),
        ):
            editor.setObjectName(f"setting_{name}")
            self._fields[name] = Field(label, editor, required=True)
        self._command = TextInput(_("例如：scanimage --format=jpeg --resolution=200 -o {out}"))
        self._folder = CodeInput(_("例如：/srv/scans"))
        self._sources: dict[str, Field] = {}
        for source, name, label in (
            (self._command, "scan_command", _("扫描命令（高拍仪、扫描仪的程序，{out} 处写文件）")),
            (self._folder, "scan_folder", _("扫描文件夹（高拍仪软件存到这里的，收件时自动取来）")),
        ):
            source.setObjectName(f"setting_{name}")
            self._sources[name] = Field(label, source)
        self._lay_out()
        self._smaller.edited.connect(self._show_whether)

    def show_settings(self, config: Config) -> None:
        """As they are kept; while one is being changed here, all stay."""
        editors = (self._smaller, self._dpi, self._quality, self._grey, self._command, self._folder)
        if any(editor.hasFocus() for editor in editors):
            return
        self._smaller.set_value(config.scan_smaller)
        self._grey.set_value(config.scan_grey)
        self._dpi.set_value(str(config.scan_dpi))
        self._quality.set_value(str(config.scan_quality))
        self._command.set_value(config.scan_command)
        self._folder.set_value(config.scan_folder)
        self._show_whether()

    def save(self) -> None:
        """Keep everything, or say beside the field what is wrong."""
        settings, smaller, grey = self._services.settings, self._smaller.value(), self._grey.value()
        command, folder = self._command.value(), self._folder.value()
        dpi, quality = _number(self._dpi.value()), _number(self._quality.value())

        def keep() -> None:
            settings.set_scans(smaller=smaller, dpi=dpi, quality=quality, grey=grey)
            settings.set_scanner(command=command, folder=folder)

        self._services.lanes.storage.run(keep, self._kept, self._refused)

    def _lay_out(self) -> None:
        panel = Panel(self)
        panel.body.setSpacing(GRID + 4)
        numbers = FieldGrid()
        for name in ("scan_dpi", "scan_quality"):
            numbers.add(self._fields[name], 6)
        numbers.arrange()
        sources = FieldGrid()
        for field in self._sources.values():
            sources.add(field, 12)
        sources.arrange()
        for part in (
            Text(_("扫描件和照片"), "head"),
            self._smaller,
            numbers,
            self._grey,
            WrappedText(
                _("PDF 和本来就小的图片原样收进；您文件夹里的原件不动。小字多的材料可用 300，上传会慢一倍。"), "note"
            ),
            sources,
        ):
            panel.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)

    def _show_whether(self) -> None:
        for part in (*self._fields.values(), self._grey):
            part.setEnabled(self._smaller.value())

    def _kept(self, _nothing: object) -> None:
        self._clear()
        self.said.emit(_("设置已保存"))

    def _refused(self, error: SidaoError) -> None:
        self._clear()
        fields = {**self._fields, **self._sources}
        field = fields.get(error.field or "", fields["scan_dpi"])
        field.show_error(explain(error, chosen()))
        field.setFocus()

    def _clear(self) -> None:
        for field in (*self._fields.values(), *self._sources.values()):
            field.clear_note()


def _number(text: str) -> int:
    """What was typed, 0 when it is no number."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0

"""The point's name, address and phone, the window's number, the language."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.config import Config
from app.errors import SidaoError
from app.sync.model import Enrolment
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.rows import language_choices, point_values
from ui.settings.services import SettingsServices
from ui.settings.wording_panel import WordingPanel
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.facts import Facts
from ui.widgets.field import Field
from ui.widgets.frames import Divider, Panel, Text
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput


class PointPage(QWidget):
    """`said(sentence)` when all is kept. Once enrolled, the point's own words are central's and read-only."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._enrolled = False
        self._name, self._address, self._phone = TextInput(), TextInput(), CodeInput()
        self._window, self._language = CodeInput(), ChoiceInput(language_choices())
        named = (
            (self._name, "point_name", _("服务点名称")),
            (self._address, "address", _("地址")),
            (self._phone, "phone", _("电话")),
            (self._window, "window", _("窗口号")),
            (self._language, "language", _("界面语言（下次启动起）")),
        )
        self._fields: dict[str, Field] = {}
        for editor, name, label in named:
            editor.setObjectName(f"setting_{name}")
            self._fields[name] = Field(label, editor, required=True)
        self._from_central = Banner(self)
        self._codes = Facts(2)
        self.wording = WordingPanel(services)
        self._lay_out()

    def show_settings(self, config: Config, enrolment: Enrolment | None) -> None:
        """As they are kept; what is being typed stays."""
        self._enrolled = enrolment is not None
        values = dict(zip(("point_name", "address", "phone"), point_values(config, enrolment), strict=True))
        values |= {"window": str(config.window), "language": config.language}
        for name, field in self._fields.items():
            if not field.editor.hasFocus():
                field.editor.set_value(values[name])  # type: ignore[attr-defined]
        for editor in (self._name, self._address, self._phone):
            editor.setReadOnly(self._enrolled)
        self._from_central.say(
            _("名称、地址和电话由市级平台登记，要改请联系市级平台。") if self._enrolled else "", "neutral"
        )
        self.wording.ask()
        self._codes.show_facts([(_("服务点编码"), config.point), (_("设备号"), f"{config.device_number:02d}")])

    def save(self) -> None:
        """Keep everything, or say beside the field what is wrong."""
        settings, enrolled = self._services.settings, self._enrolled
        name, address, phone = self._name.value(), self._address.value(), self._phone.value()
        wording, own = self.wording, self.wording.typed()
        window, language = self._window.value(), self._language.value() or ""

        def keep() -> None:
            settings.set_window(int(window) if window.isascii() and window.isdigit() else 0)
            settings.set_language(language)
            if not enrolled:
                settings.set_point(name=name, address=address, phone=phone)
            wording.keep(own)

        self._services.lanes.storage.run(keep, self._kept, self._refused)

    def _lay_out(self) -> None:
        panel = Panel(self)
        panel.body.addWidget(Text(_("服务点"), "head"))
        panel.body.addWidget(self._from_central)
        point, window = FieldGrid(), FieldGrid()
        for name, span in (("point_name", 7), ("phone", 5), ("address", 12)):
            point.add(self._fields[name], span)
        for name, span in (("window", 4), ("language", 8)):
            window.add(self._fields[name], span)
        point.arrange()
        window.arrange()
        for part in (point, self._codes, Divider(), Text(_("本机"), "head"), window, Divider(), self.wording):
            panel.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(panel)
        column.addStretch(1)

    def _kept(self, _nothing: object) -> None:
        for field in self._fields.values():
            field.clear_note()
        self.wording.kept()
        self.said.emit(_("设置已保存"))

    def _refused(self, error: SidaoError) -> None:
        for field in self._fields.values():
            field.clear_note()
        if self.wording.show_error(error):
            return
        field = self._fields.get(error.field or "", self._fields["window"])
        field.show_error(explain(error, chosen()))
        field.setFocus()

"""What sync may use of the link: traffic a day and an hour, and the hours in which it rests."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.config import Config
from app.errors import SidaoError
from app.sync.budget import Used
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.rows import link_values, used_facts
from ui.settings.services import SettingsServices
from ui.theme import GRID
from ui.widgets.facts import Facts
from ui.widgets.field import Field
from ui.widgets.frames import Divider, Panel, Text, WrappedText
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import CodeInput


class LinkPage(QWidget):
    """`said(sentence)` when all is kept."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._fields: dict[str, Field] = {}
        for name, label, example in (
            ("traffic_day", _("每天最多（MB）"), "50"),
            ("traffic_hour", _("每小时最多（MB）"), "10"),
            ("quiet_from", _("静默开始"), "22:00"),
            ("quiet_until", _("静默结束"), "06:30"),
        ):
            editor = CodeInput(_("例如 {example}").format(example=example))
            editor.setObjectName(f"setting_{name}")
            self._fields[name] = Field(label, editor)
        self._used = Facts(2)
        self._used.setObjectName("traffic_used")
        self._lay_out()

    def show_settings(self, config: Config, used: Used) -> None:
        """As they are kept; what is being typed stays."""
        for name, value in link_values(config).items():
            if not self._editor(name).hasFocus():
                self._editor(name).set_value(value)
        self._used.show_facts(used_facts(used))

    def save(self) -> None:
        """Keep everything, or say beside the field what is wrong."""
        settings = self._services.settings
        day, hour, begin, end = (self._editor(name).value() for name in self._fields)

        def keep() -> None:
            settings.set_link(day=day, hour=hour, quiet_from=begin, quiet_until=end)

        self._services.lanes.storage.run(keep, self._kept, self._refused)

    def _editor(self, name: str) -> CodeInput:
        editor = self._fields[name].editor
        assert isinstance(editor, CodeInput)
        return editor

    def _lay_out(self) -> None:
        panel = Panel(self)
        panel.body.setSpacing(GRID + 4)
        traffic, quiet = FieldGrid(), FieldGrid()
        for grid, names in ((traffic, ("traffic_day", "traffic_hour")), (quiet, ("quiet_from", "quiet_until"))):
            for name in names:
                grid.add(self._fields[name], 6)
            grid.arrange()
        for part in (
            Text(_("流量"), "head"),
            WrappedText(
                _("用流量卡上网时填写，空着就是不限。先传办件记录，附件最多用到八成；用完后到时自动继续。"), "note"
            ),
            traffic,
            self._used,
            Divider(),
            Text(_("静默时段"), "head"),
            WrappedText(_("这段时间不自动传输；要马上传，可以按“同步—立即同步”。可以跨过零点。"), "note"),
            quiet,
        ):
            panel.body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)

    def _kept(self, _nothing: object) -> None:
        self._clear()
        self.said.emit(_("设置已保存"))

    def _refused(self, error: SidaoError) -> None:
        self._clear()
        field = self._fields.get(error.field or "", self._fields["traffic_day"])
        field.show_error(explain(error, chosen()))
        field.setFocus()

    def _clear(self) -> None:
        for field in self._fields.values():
            field.clear_note()

"""Which stick: to write to, or to read the answer from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.devices.drives import Stick
from app.errors import SidaoError
from app.sync.whereabouts import Found, Need
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.language import _
from ui.sync_centre.carrying import Wish
from ui.sync_centre.courier_rows import need_text, room_mark, stick_columns, stick_rows
from ui.sync_centre.services import CourierServices
from ui.theme import ROW_HEIGHT
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.frames import WrappedText
from ui.widgets.inputs import TextInput
from ui.widgets.rows import Mark
from ui.widgets.table import Table

_LOOK_MS = 1500
_ROWS = 3
Seen = tuple[Stick, Found | str]
"""A stick with what lies on it, or with the code of why that can't be told."""


class StickDialog(Dialog):
    """`wished(Wish)` once a stick is chosen. One that is plugged in while the dialog stands appears by itself."""

    wished = Signal(object)

    def __init__(
        self,
        head: str,
        sentence: str,
        confirm: str,
        services: CourierServices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(head, sentence, width=640, parent=parent)
        self._services = services
        self._folders: list[Path] = []
        self._wanted = ""
        self._seen: dict[str, Seen] = {}
        self._missing = Banner(self)
        self._missing.setObjectName("no_stick")
        self.sticks = Table(stick_columns(), "sticks", _("U盘"), self)
        self.sticks.setFixedHeight(ROW_HEIGHT * (_ROWS + 1) + 2)
        self.body.addWidget(self._missing)
        self.body.addWidget(self.sticks)
        other = ActionButton(_("另一个文件夹"), keys.CHOOSE_FOLDER, name="other_folder", parent=self)
        other.clicked.connect(self._ask_folder)
        self.buttons.insertWidget(0, other)
        self.add_cancel()
        self._decide = self.add_confirm(confirm)
        self._decide.setEnabled(False)
        self.sticks.chosen.connect(self._choose)
        self.sticks.opened.connect(self._open)
        self._asking = Asking(services.lane, self._look, self._show, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._asking.ask)
        self._timer.start()
        self._asking.ask()
        self.sticks.setFocus()

    def stick(self) -> Stick | None:
        """The chosen one."""
        seen = self._seen.get(self.sticks.chosen_key())
        return seen[0] if seen else None

    def fits(self, stick: Stick, found: Found | str) -> bool:
        """Whether this stick will do; what stands against it is said."""
        return True

    def confirm(self) -> None:
        if (stick := self.stick()) is not None and self._decide.isEnabled():
            self.wished.emit(self.wish(stick))
            self.accept()

    def wish(self, stick: Stick) -> Wish:
        """What was decided."""
        return Wish(stick=stick)

    def add_folder(self, folder: Path) -> None:
        """One more place, chosen."""
        if folder not in self._folders:
            self._folders.append(folder)
        self._wanted = str(folder)
        self._asking.ask()

    def _look(self) -> list[Seen]:
        """On the lane."""
        drives, sticks = self._services.drives, list(self._services.drives.sticks())
        for folder in self._folders:
            try:
                sticks.append(replace(drives.at(folder), place=folder))
            except SidaoError:
                continue  # pulled out again
        return [(stick, self._found(stick.place)) for stick in sticks]

    def _found(self, place: Path) -> Found | str:
        try:
            return self._services.facts.found(place)
        except SidaoError as error:
            return error.code

    def _show(self, seen: Sequence[Seen]) -> None:
        self._seen = {str(stick.place): (stick, found) for stick, found in seen}
        self.sticks.show_rows(stick_rows(list(self._seen.values())))
        if self._wanted and self.sticks.choose(self._wanted):
            self._wanted = ""
        changes = self.sticks.isHidden() == bool(seen)
        self.sticks.setVisible(bool(seen))
        self._missing.say("" if seen else _("没有找到U盘。请插上，插好后会自动列出；也可以选另一个文件夹。"))
        self._choose(self.sticks.chosen_key())
        if changes:
            self.fit()

    def _choose(self, key: str) -> None:
        seen = self._seen.get(key)
        self._decide.setEnabled(seen is not None and self.fits(*seen))

    def _open(self, _key: str) -> None:
        self.confirm()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("选择文件夹"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self.add_folder(Path(folder)))
        dialog.open()


class ExportDialog(StickDialog):
    """导出到U盘: which stick, and who carries it."""

    def __init__(self, services: CourierServices, need: Need, carrier: str = "", parent: QWidget | None = None) -> None:
        """`carrier` is offered."""
        self._need = need
        sentence = need_text(need) + _("内容加密，只有市级平台能读。")
        super().__init__(_("导出到U盘"), sentence, _("开始导出"), services, parent)
        self._room = WrappedText("", "note", self)
        self._room.setObjectName("stick_room")
        self._carrier = TextInput(_("例如 李强"))
        self._carrier.setObjectName("carrier")
        self._carrier.set_value(carrier)
        self.carrier = Field(_("由谁带到市里"), self._carrier, parent=self)
        self.body.addWidget(self._room)
        self.body.addWidget(self.carrier)

    def fits(self, stick: Stick, found: Found | str) -> bool:
        mark = room_mark(stick, self._need)
        if found == "courier_not_read":
            mark = Mark(_("读不出来，请重新插好或换一个。"), "bad")
        self._room.setText(mark.text)
        self._room.set_kind(mark.kind)
        return mark.kind != "bad"

    def wish(self, stick: Stick) -> Wish:
        return Wish(stick=stick, carrier=self._carrier.value())


class TakeDialog(StickDialog):
    """读入回执: from which stick."""

    def __init__(self, services: CourierServices, parent: QWidget | None = None) -> None:
        sentence = _("市里读入上报以后，回执留在同一个U盘上。选好U盘读入，读过的再读一次也没关系。")
        super().__init__(_("读入回执"), sentence, _("读入"), services, parent)

"""设置: the point and the window, the printer, scans, central, what the link may be used for, the clerks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.config import Config
from app.copies.model import CopyState
from app.events import Changes
from app.sync.budget import Used
from app.sync.centre import CentreFacts
from app.sync.status import SyncStatus
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.language import _
from ui.settings.clerks_page import ClerksPage
from ui.settings.copies_page import CopiesPage
from ui.settings.link_page import LinkPage
from ui.settings.point_page import PointPage
from ui.settings.printer_page import PrinterPage
from ui.settings.rows import CENTRAL, CLERKS, COPIES, LINK, POINT, PRINTER, SCANS, parts
from ui.settings.scans_page import ScansPage
from ui.settings.services import SettingsServices
from ui.sync_centre.central_form import CentralForm
from ui.sync_centre.rows import enrolment_mark
from ui.theme import GRID, look
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import Chip
from ui.widgets.frames import Panel, Text, scrolling
from ui.widgets.tabs import CountTabs

_WIDEST = 760


class SettingsScreen(QWidget):
    """`said(sentence)` for successes; errors stand beside their fields. F9 keeps the page in front."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services.lanes.storage, self._read, self._show, parent=self)
        self.tabs = CountTabs(parts(), "setting_parts", _("设置类别"))
        self.point, self.printer = PointPage(services), PrinterPage(services)
        self.scans = ScansPage(services)
        self.central, self.clerks = CentralForm(services.sync), ClerksPage(services)
        self.link, self.copies = LinkPage(services), CopiesPage(services)
        self._enrolled = Chip("", parent=self)
        self._pages = QStackedWidget()
        self.save = ActionButton(_("保存"), keys.SAVE, role="primary", name="save_settings")
        self._bar = ActionBar(self)
        self._lay_out()
        self.tabs.chosen.connect(self._show_part)
        self.save.clicked.connect(self._save)
        for page in (self.point, self.printer, self.scans, self.link, self.copies, self.clerks):
            page.said.connect(self.said)
        self.central.kept.connect(self._central_kept)

    def refresh(self, changes: Changes) -> None:
        """Query again when settings or the enrolment changed."""
        if changes.settings or changes.sync:
            self._asking.ask()

    def shown(self) -> None:
        """The tabs take the keys, so that arrows choose a page."""
        self.tabs.setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("设置"), self)
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs, 1)
        central = Panel()
        central.body.setSpacing(GRID + 4)
        central.body.addWidget(Text(_("市级平台"), "head"))
        central.body.addWidget(self._enrolled)
        central.body.addWidget(self.central)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(central)
        column.addStretch(1)
        for page in (self.point, self.printer, self.scans, whole, self.link, self.copies, self.clerks):
            self._pages.addWidget(_page(page))
        self._bar.said.setText(_("Ctrl+Page Down 到下一页"))
        self._bar.add_right(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages, 1)
        column.addWidget(self._bar)

    def _read(self) -> tuple[Config, SyncStatus, CentreFacts, Used, CopyState]:
        services = self._services
        sync = services.sync
        return services.config(), sync.status(), sync.centre.facts(1), sync.used(), services.copies.state()

    def _show(self, answer: tuple[Config, SyncStatus, CentreFacts, Used, CopyState]) -> None:
        config, status, facts, used, copied = answer
        self.point.show_settings(config, facts.enrolment)
        self.central.show_facts(facts)
        self._enrolled.show_mark(enrolment_mark(status))
        self.printer.show_setting(config.printer)
        self.scans.show_settings(config)
        self.link.show_settings(config, used)
        self.copies.show_settings(config, copied)
        self.clerks.ask()

    def _show_part(self, part: str) -> None:
        self._pages.setCurrentIndex([POINT, PRINTER, SCANS, CENTRAL, LINK, COPIES, CLERKS].index(part))
        self.save.setVisible(part != CLERKS)
        self.save.set_caption(_("保存并联系") if part == CENTRAL else _("保存"))

    def _save(self) -> None:
        saves = {
            POINT: self.point.save,
            PRINTER: self.printer.save,
            SCANS: self.scans.save,
            CENTRAL: self.central.save,
            LINK: self.link.save,
            COPIES: self.copies.save,
        }
        if (save := saves.get(self.tabs.key())) is not None:
            save()

    def _central_kept(self) -> None:
        self.said.emit(_("已保存，正在联系市级平台；结果见“同步”"))


def _page(content: QWidget) -> QWidget:
    """The content no wider than reads well, in a page that scrolls."""
    inside = QWidget()
    look(inside, "look", "page")
    column = QVBoxLayout(inside)
    column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
    content.setMaximumWidth(_WIDEST)
    column.addWidget(content)
    return scrolling(inside)

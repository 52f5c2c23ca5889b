"""帮代办: batches of papers on their way up, the visits of the 代办员, and who they are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.events import Changes
from ui.helping.batches_page import BatchesPage
from ui.helping.part import ListPart
from ui.helping.register_page import RegisterPage
from ui.helping.rows import BATCHES, HELPERS, VISITS, parts
from ui.helping.services import HelpingServices
from ui.helping.visits_page import VisitsPage
from ui.language import _
from ui.shortcuts import SEARCH
from ui.theme import GRID
from ui.widgets.bars import HeadStrip
from ui.widgets.reach import reached_by
from ui.widgets.scan_input import ScanInput
from ui.widgets.tabs import CountTabs


class HelpingScreen(QWidget):
    """`said(sentence)`, `complained(sentence)`."""

    said = Signal(str)
    complained = Signal(str)

    def __init__(self, services: HelpingServices, clerk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batches = BatchesPage(services, clerk)
        self._pages: dict[str, ListPart] = {
            BATCHES: self._batches,
            VISITS: VisitsPage(services),
            HELPERS: RegisterPage(services),
        }
        self.tabs = CountTabs(parts(), "helping_parts", _("帮代办类别"))
        self._scan = ScanInput(_("扫清单的码，或输入清单编号  {key}").format(key=SEARCH))
        self._scan.setObjectName("scan_batch")
        self._scan.setAccessibleName(_("扫清单的码，或输入清单编号"))
        reached_by(self._scan, SEARCH)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self, changes: Changes) -> None:
        """Each part decides whether that is about it."""
        for page in self._pages.values():
            page.refresh(changes)

    def shown(self) -> None:
        """The list takes the keys."""
        self._pages[self.tabs.key()].table.setFocus()

    def open_batch(self, number: str) -> None:
        """Go to this batch."""
        self.tabs.choose(BATCHES)
        self._batches.open_batch(number)
        self._batches.table.setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("帮代办"), self)
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs)
        head.row.addStretch(1)
        head.row.addWidget(self._scan, 2)
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_part)
        self._scan.left.connect(self._scanned)
        self._batches.waiting.connect(self._count)
        for page in self._pages.values():
            page.said.connect(self.said)
            page.complained.connect(self.complained)

    def _show_part(self, part: str) -> None:
        self._stack.setCurrentWidget(self._pages[part])
        self._scan.setVisible(part == BATCHES)
        self._pages[part].table.setFocus()

    def _count(self, waiting: int) -> None:
        self.tabs.show_counts({BATCHES: waiting})

    def _scanned(self) -> None:
        if text := self._scan.value():
            self._scan.set_value("")
            self._batches.scan(text)

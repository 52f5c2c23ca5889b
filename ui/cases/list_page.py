"""The list of cases with its search: by number, name, initials, identity number, phone, or a scanned code."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.cases.limits import Limit
from app.events import Changes
from app.storage.cases import CaseRow
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.cases.needle import needle
from ui.cases.rows import (
    ALL,
    ENDED_STATES,
    NARROW_HIDES,
    OPEN,
    OPEN_STATES,
    TODAY,
    UNSENT,
    case_rows,
    columns,
    empty_words,
    parts,
)
from ui.cases.services import CaseServices
from ui.language import _
from ui.theme import GRID
from ui.widgets.acting_table import ActingTable
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Panel
from ui.widgets.search_field import SearchField
from ui.widgets.tabs import CountTabs

Answer = tuple[Sequence[CaseRow], Mapping[str, Limit]]
_SEARCHED = 100


class ListPage(QWidget):
    """`opened(case_no)`. While something stands in the search, it searches all cases, whatever tab is chosen."""

    opened = Signal(str)

    def __init__(self, services: CaseServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services.intake.lanes.storage, self._read, self._show, parent=self)
        self._typed, self._part = "", OPEN
        self.search = SearchField(_("编号、姓名、首字母、证件、手机，或扫码"))
        self.search.setObjectName("case_search")
        self.tabs = CountTabs(parts(), "case_parts", _("办件类别"))
        self.table = ActingTable(columns(), "cases", _("办件"), narrow_hides=NARROW_HIDES)
        self._empty = EmptyState(*empty_words(OPEN, ""), icon="cases")
        self._empty.setObjectName("cases_empty")
        self._stack = QStackedWidget()
        self._bar = ActionBar(self)
        self._open = ActionButton(_("打开"), keys.OPEN, role="primary", name="open_case")
        self._lay_out()
        self.search.searched.connect(self._search)
        self.tabs.chosen.connect(self._choose_part)
        self.table.opened.connect(self.opened)
        self._open.clicked.connect(self._open_chosen)
        self.setTabOrder(self.search, self.table)  # Enter in the search goes on to what it found

    def refresh(self, changes: Changes) -> None:
        """Query again when cases or what central says of them changed."""
        if changes.cases or changes.sync or changes.receipts:
            self._asking.ask()

    def take_focus(self) -> None:
        """Typing searches at once."""
        self._asking.ask()
        self.search.setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("办件"), self)
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs)
        head.row.addSpacing(2 * GRID)
        self.search.setMaximumWidth(440)
        self.search.setMinimumWidth(200)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head.row.addStretch(1)
        head.row.addWidget(self.search, 20)
        panel = Panel(self, (0, 0, 0, 0))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        panel.body.addWidget(self._stack)
        self._bar.add_right(self._open)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        middle.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(self._bar)

    def _search(self, text: str) -> None:
        if text != self._typed:
            self._typed = text
            self._asking.ask()

    def _choose_part(self, part: str) -> None:
        self._part = part
        self._typed = ""
        self.search.clear()
        self._asking.ask()

    def _read(self) -> Answer:
        """On the storage lane."""
        lists, typed, part = self._services.lists, self._typed, self._part
        if typed:
            rows = lists.search(needle(typed), _SEARCHED)
        elif part == TODAY:
            rows = lists.received_today()
        elif part == UNSENT:
            rows = lists.listed(pending=True)
        elif part == ALL:
            rows = lists.listed()
        else:
            rows = lists.listed(OPEN_STATES if part == OPEN else ENDED_STATES)
        return rows, lists.limits(rows)

    def _show(self, answer: Answer) -> None:
        rows, limits = answer
        self._services.intake.ensure("".join(row.name for row in rows))
        self.table.show_rows(case_rows(rows, limits))
        self._empty.say(*empty_words(self._part, self._typed))
        self._stack.setCurrentIndex(0 if rows else 1)
        self._open.setEnabled(bool(rows))
        said = _("找到 {count} 件") if self._typed else _("共 {count} 件，新的在前")
        self._bar.said.setText(said.format(count=len(rows)) if rows else "")

    def _open_chosen(self) -> None:
        if key := self.table.chosen_key():
            self.opened.emit(key)

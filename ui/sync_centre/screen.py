"""同步: what is still here, what central sent back and how to mend it, the meetings so far, and 立即同步."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import SidaoError
from app.events import Changes
from app.ids import CaseId
from app.sync.centre import CentreFacts
from app.sync.differences import Standing
from app.sync.status import SyncStatus
from app.sync.whereabouts import Carried
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.explain import explain
from ui.language import _, chosen
from ui.sync_centre.carrying import Carrying
from ui.sync_centre.central_form import CentralDialog
from ui.sync_centre.counted_rows import counted_columns, counted_rows
from ui.sync_centre.courier_part import CourierPart
from ui.sync_centre.dialogs import AgainDialog
from ui.sync_centre.rows import (
    COUNTED,
    COURIER,
    DIFFERING,
    HISTORY,
    RETURNED,
    differing_columns,
    differing_rows,
    done_text,
    empty_words,
    enrolment_mark,
    figure_texts,
    history_columns,
    history_rows,
    parts,
    returned_columns,
    returned_rows,
    still_missing_text,
    trouble_mark,
)
from ui.sync_centre.services import SyncServices
from ui.theme import GRID
from ui.widgets.acting_table import ActingTable
from ui.widgets.banner import Banner
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.figures import Figures
from ui.widgets.frames import Panel
from ui.widgets.tabs import CountTabs

Facts = tuple[SyncStatus, CentreFacts, Standing, Carried]
_LONGEST_MS = 90_000
"""After this long the button can be pressed again, whatever the meeting does."""


class SyncScreen(QWidget):
    """`mend_asked(case_no)` to correct a returned case, `case_asked(id)` to look at one that differs."""

    said = Signal(str)
    complained = Signal(str)
    mend_asked = Signal(str)
    case_asked = Signal(str)

    def __init__(self, services: SyncServices, carrying: Carrying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.courier = CourierPart(carrying, self)
        self._facts: CentreFacts | None = None
        self._meeting = False
        self._missing: set[CaseId] = set()
        self._still_lacking: set[CaseId] = set()
        self._began = services.clock.now()
        self._asking = Asking(services.lane, self._read, self._show, parent=self)
        self.tabs = CountTabs(parts(), "sync_parts", _("同步内容"))
        self.figures = Figures("sync_figures")
        self.tables = {
            RETURNED: ActingTable(returned_columns(), "sync_returned", _("上级退回"), narrow_hides=(1, 4)),
            HISTORY: ActingTable(history_columns(), "sync_history", _("联系记录"), narrow_hides=(5, 6)),
            DIFFERING: ActingTable(differing_columns(), "sync_differing", _("需核对"), tall=True),
            COUNTED: ActingTable(counted_columns(), "sync_counted", _("对账"), narrow_hides=(1, 4)),
        }
        self._trouble = Banner(self)
        self._trouble.setObjectName("sync_trouble")
        self._empty = EmptyState(*empty_words(RETURNED), icon="sync")
        self._empty.setObjectName("sync_empty")
        self._stack = QStackedWidget()
        self._central = ActionButton(_("市级平台"), keys.CENTRAL, name="central_address")
        self._mend = ActionButton(_("更正"), keys.MEND, name="mend_returned")
        self._again = ActionButton(_("重新上报"), keys.SEND_AGAIN, name="send_again")
        self.now = ActionButton(_("立即同步"), keys.SYNC_NOW, role="primary", name="sync_now")
        self._bar = ActionBar(self)
        self._lay_out()
        self._connect()

    def refresh(self, changes: Changes) -> None:
        """Query again after each meeting, and after each act: what is pending changed."""
        if changes.sync:
            self._end_meeting()
        self._asking.ask()

    def shown(self) -> None:
        """The list takes the keys."""
        self._asking.ask()
        self._front().setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("同步"), self)
        self._enrolled = Chip(parent=head)
        self._enrolled.setObjectName("sync_enrolled")
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs)
        head.row.addStretch(1)
        head.row.addWidget(self._enrolled)
        panel = Panel(self, (0, 0, 0, 0))
        for table in self.tables.values():
            self._stack.addWidget(table)
        self._stack.addWidget(self.courier.page)
        self._stack.addWidget(self._empty)
        panel.body.addWidget(self._stack)
        self._bar.add_left(self._central)
        self._bar.add_left(self._mend)
        self._bar.add_left(self._again)
        self._bar.add_left(self.courier.out)
        self._bar.add_left(self.courier.back)
        self._bar.add_right(self.now)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        middle.setSpacing(GRID + 4)
        middle.addWidget(self.figures)
        middle.addWidget(panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._trouble)
        column.addWidget(self.courier.strip)
        column.addLayout(middle, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_part)
        self.tables[RETURNED].opened.connect(self.mend_asked)
        self.tables[DIFFERING].opened.connect(self._open_case)
        self.tables[COUNTED].opened.connect(self._open_missing)
        self._again.clicked.connect(self._ask_again)
        self._mend.clicked.connect(self._mend_chosen)
        self._central.clicked.connect(self._ask_central)
        self.now.clicked.connect(self._begin_meeting)
        self.courier.said.connect(self._said_of_stick)
        self.courier.complained.connect(self.complained)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_LONGEST_MS)
        self._patience.timeout.connect(self._end_meeting)

    def _read(self) -> Facts:
        services = self._services
        carried = self.courier.facts.carried()
        return services.status(), services.centre.facts(), services.differences.standing(), carried

    def _show(self, answer: Facts) -> None:
        status, facts, standing, carried = answer
        self._missing = {case.id for one in standing.differences for case in one.missing}
        counted = counted_rows(standing.differences)
        now = self._services.clock.now()
        self._facts = facts
        self._tell_still_lacking({case for one in standing.differences for case in one.still_lacking})
        self._enrolled.show_mark(enrolment_mark(status))
        trouble = trouble_mark(status, facts)
        self._trouble.say(trouble.text if trouble else "", trouble.kind if trouble else "neutral")
        self.figures.show_figures(figure_texts(status, standing, now))
        self.tables[RETURNED].show_rows(returned_rows(facts.returned))
        self.tables[HISTORY].show_rows(history_rows(facts.contacts, now))
        self.tables[DIFFERING].show_rows(differing_rows(facts.differing, now))
        self.tables[COUNTED].show_rows(counted)
        self.courier.show_carried(carried, now)
        counts = {RETURNED: len(facts.returned), DIFFERING: len(facts.differing), COUNTED: len(counted)}
        counts[COURIER] = int(bool(carried.trips) and carried.trips[0].answered_at is None)
        self.tabs.show_counts(counts)
        self._show_part(self.tabs.key())

    def _show_part(self, part: str) -> None:
        self.figures.setVisible(part != COURIER)
        if part == COURIER:
            self._stack.setCurrentWidget(self.courier.page)
        else:
            self._empty.say(*empty_words(part))
            self._stack.setCurrentWidget(self.tables[part] if self.tables[part].rows else self._empty)
        self._mend.setVisible(part == RETURNED and bool(self.tables[RETURNED].rows))
        self._again.setVisible(part == COUNTED and bool(self._missing))

    def _front(self) -> QWidget:
        """What takes the keys."""
        part = self.tabs.key()
        return self.courier.page.list() if part == COURIER else self.tables[part]

    def _said_of_stick(self, sentence: str) -> None:
        self.tabs.choose(COURIER)
        self.said.emit(sentence)

    def _mend_chosen(self) -> None:
        if key := self.tables[RETURNED].chosen_key():
            self.mend_asked.emit(key)

    def _open_case(self, key: str) -> None:
        if "/" not in key:
            self.case_asked.emit(key)

    def _open_missing(self, key: str) -> None:
        if key in self._missing:
            self.case_asked.emit(key)

    def _ask_again(self) -> None:
        dialog = AgainDialog(len(self._missing), self)
        dialog.accepted.connect(self._send_again)
        dialog.open()

    def _send_again(self) -> None:
        self._services.lane.run(self._services.differences.send_again, self._sent_again, self._not_sent)

    def _tell_still_lacking(self, cases: set[CaseId]) -> None:
        """What central lacks although it was sent again, it can't be given by sending: told once, and at each start."""
        if cases - self._still_lacking:
            self.complained.emit(still_missing_text(len(cases)))
        self._still_lacking = cases

    def _sent_again(self, _count: int) -> None:
        self._begin_meeting()

    def _not_sent(self, error: SidaoError) -> None:
        self._bar.said.setText(explain(error, chosen()))

    def _ask_central(self) -> None:
        if self._facts is not None:
            dialog = CentralDialog(self._services, self._facts, self)
            dialog.form.kept.connect(self._show_meeting)
            dialog.open()

    def _begin_meeting(self) -> None:
        if not self._meeting:
            self._show_meeting()
            self._services.nudge()

    def _show_meeting(self) -> None:
        self._meeting = True
        self._began = self._services.clock.now()
        self._patience.start()
        self.now.setEnabled(False)
        self._bar.said.setText(_("正在联系市级平台，可以先办别的……"))

    def _end_meeting(self) -> None:
        if not self._meeting:
            return
        self._meeting = False
        self._patience.stop()
        self.now.setEnabled(True)
        self._bar.said.setText("")
        self._services.lane.run(lambda: self._services.centre.facts(1), self._tell)

    def _tell(self, facts: CentreFacts) -> None:
        """Of the meeting that was begun here, and of no earlier one."""
        newest = next((contact for contact in facts.contacts if contact.at >= self._began), None)
        if said := done_text(newest):
            self.said.emit(said)

"""排队: today's figures, who waits, was skipped or parked, what was asked about, and taking a number for a visitor."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.catalogue.model import ItemCode
from app.clock import Clock, local_date
from app.errors import SidaoError
from app.events import Changes
from app.ids import ActionId, Ids
from app.tickets.model import PriorityGroup, Ticket, TicketState
from app.tickets.service import QueueDesk
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.explain import explain
from ui.language import _, chosen
from ui.tasks import Lane
from ui.theme import GRID
from ui.tickets.asked_rows import asked_columns, asked_rows, outcome_figures
from ui.tickets.dialogs import TakeDialog
from ui.tickets.rows import (
    ASKED,
    NARROW_HIDES,
    WAITING,
    QueueFacts,
    act_word,
    columns,
    counts,
    done_text,
    empty_words,
    figure_texts,
    of_part,
    parts,
    taken_text,
    ticket_rows,
    tickets_of,
)
from ui.widgets.acting_table import ActingTable
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.figures import Figures
from ui.widgets.frames import Panel
from ui.widgets.table import Table
from ui.widgets.tabs import CountTabs
from ui.workbench.dialogs import OutOfTurnDialog

_PULSE_MS = 30_000


class TicketsScreen(QWidget):
    """`said(sentence)`, `complained(sentence)`; `called` when a visitor is now at this window; `board_asked`."""

    said = Signal(str)
    complained = Signal(str)
    called = Signal()
    board_asked = Signal()

    def __init__(
        self,
        queue: QueueDesk,
        lane: Lane,
        clock: Clock,
        ids: Ids,
        window: int,
        *,
        item_names: Callable[[], Mapping[ItemCode, str]],
        parent: QWidget | None = None,
    ) -> None:
        """`item_names` runs on the lane."""
        super().__init__(parent)
        self._item_names = item_names
        self._queue, self._lane, self._clock, self._ids, self._window = queue, lane, clock, ids, window
        self._facts: QueueFacts | None = None
        self._tickets: dict[str, Ticket] = {}
        self._asking = Asking(lane, self._read, self._show, parent=self)
        self.figures = Figures("queue_figures")
        self.outcomes = Figures("queue_outcomes")
        self.tabs = CountTabs(parts(), "queue_parts", _("排队类别"))
        self.table = ActingTable(columns(), "queue", _("排队"), narrow_hides=NARROW_HIDES)
        self.asked = Table(asked_columns(), "queue_asked", _("问了哪些事项"))
        self._empty = EmptyState(*empty_words(WAITING), icon="queue")
        self._empty.setObjectName("queue_empty")
        self._stack = QStackedWidget()
        self._board = ActionButton(_("打开公众屏"), keys.BOARD, name="open_board")
        self._take = ActionButton(_("取号"), keys.TAKE, name="take_ticket")
        self._act = ActionButton("", keys.OPEN, role="primary", name="ticket_act")
        self._bar = ActionBar(self)
        self._lay_out()
        self._connect()

    def refresh(self, changes: Changes) -> None:
        """Query again when tickets or the queue's rules changed."""
        if changes.tickets or changes.settings:
            self._asking.ask()

    def shown(self) -> None:
        """The waits have grown meanwhile."""
        self._asking.ask()
        self.table.setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("排队"), self)
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs, 1)
        head.row.addWidget(self._board)
        panel = Panel(self, (0, 0, 0, 0))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.asked)
        panel.body.addWidget(self._stack)
        self._bar.add_left(self._take)
        self._bar.add_right(self._act)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        middle.setSpacing(GRID + 4)
        middle.addWidget(self.figures)
        middle.addWidget(self.outcomes)
        self.outcomes.hide()
        middle.addWidget(panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_part)
        self.table.opened.connect(self._go)
        self.table.chosen.connect(self._show_act)
        self._act.clicked.connect(self._go_to_chosen)
        self._take.clicked.connect(self._ask_take)
        self._board.clicked.connect(self.board_asked)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._beat)
        self._pulse.start()

    def _beat(self) -> None:
        if self.isVisible():
            self._asking.ask()

    def _read(self) -> QueueFacts:
        queue, today = self._queue, local_date(self._clock.now())
        asked = tuple(one for one in queue.enquiries(today) if one.day == today)
        return QueueFacts(
            waiting=tuple(queue.waiting()),
            tickets=tuple(queue.tickets()),
            rules=queue.rules(),
            figures=queue.today(),
            asked=asked,
            names=self._item_names() if any(one.item for one in asked) else {},
        )

    def _show(self, facts: QueueFacts) -> None:
        self._facts = facts
        self.figures.show_figures(figure_texts(facts.figures))
        self.outcomes.show_figures(outcome_figures(facts.tickets))
        self.asked.show_rows(asked_rows(facts.asked, facts.names))
        self.tabs.show_counts(counts(facts))
        self._show_part(self.tabs.key())

    def _show_part(self, part: str) -> None:
        if self._facts is None:
            return
        tickets = of_part(self._facts, part)
        self._tickets = tickets_of(tickets)
        self.table.show_rows(ticket_rows(tickets, self._facts.rules, self._clock.now()))
        self._empty.say(*empty_words(part))
        self._show_which(part, filled=bool(self._facts.asked if part == ASKED else tickets))
        self._show_act(self.table.chosen_key())

    def _show_which(self, part: str, *, filled: bool) -> None:
        """The list of the tab, or what stands in its place; what was asked about has figures of its own."""
        table = self.asked if part == ASKED else self.table
        self._stack.setCurrentWidget(table if filled else self._empty)
        self.figures.setVisible(part != ASKED)
        self.outcomes.setVisible(part == ASKED)
        self._act.setVisible(part != ASKED)

    def _show_act(self, key: str) -> None:
        ticket = self._tickets.get(key)
        word = act_word(ticket.state) if ticket else ""
        self._act.setEnabled(bool(word))
        self._act.set_caption(word or _("叫此号"))
        self._bar.said.setText(_("选中 {number}").format(number=ticket.number) if ticket else "")

    def _go_to_chosen(self) -> None:
        self._go(self.table.chosen_key())

    def _go(self, key: str) -> None:
        ticket, queue, window = self._tickets.get(key), self._queue, self._window
        if ticket is None:
            return
        if ticket.state is TicketState.WAITING:
            dialog = OutOfTurnDialog(ticket, self)
            dialog.decided.connect(_Reasoned(self, ticket))
            dialog.open()
        elif ticket.state is TicketState.SKIPPED:
            self._do(lambda action: queue.return_(None, action, ticket.id))
        elif ticket.state is TicketState.PARKED:
            self._do(lambda action: queue.resume(window, action, ticket.id))

    def call(self, ticket: Ticket, reason: str) -> None:
        """Call this number out of turn."""
        queue, window = self._queue, self._window
        self._do(lambda action: queue.call_chosen(window, ticket.id, reason, action))

    def _ask_take(self) -> None:
        if self._facts is not None:
            dialog = TakeDialog(self._facts.rules, self)
            dialog.decided.connect(self._take_number)
            dialog.open()

    def _take_number(self, letter: str, group: PriorityGroup | None) -> None:
        queue, action = self._queue, ActionId(self._ids.new())

        def take() -> tuple[Ticket, int]:
            ticket = queue.take(letter, action, group)
            return ticket, queue.ahead(ticket)

        self._lane.run(take, self._taken, self._failed)

    def _taken(self, taken: tuple[Ticket, int]) -> None:
        self.said.emit(taken_text(*taken))

    def _do(self, act: Callable[[ActionId], Ticket]) -> None:
        action = ActionId(self._ids.new())
        self._lane.run(lambda: act(action), self._done, self._failed)

    def _done(self, ticket: Ticket) -> None:
        self.said.emit(done_text(ticket))
        if ticket.state in (TicketState.CALLED, TicketState.SERVING):
            self.called.emit()

    def _failed(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))


class _Reasoned:
    """A call out of turn, once its reason is given."""

    def __init__(self, screen: TicketsScreen, ticket: Ticket) -> None:
        self._screen, self._ticket = screen, ticket

    def __call__(self, reason: str) -> None:
        self._screen.call(self._ticket, reason)

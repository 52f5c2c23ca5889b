"""The workbench: the visitor above, the intake below, or a free window when nobody is here."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.catalogue.model import ItemCode
from app.errors import SidaoError
from app.events import Changes
from app.tickets.model import Outcome, Ticket, TicketState
from ui import shortcuts
from ui.explain import explain
from ui.intake.services import IntakeServices
from ui.language import _, chosen
from ui.widgets.banner import Banner
from ui.workbench.drafts import Drafts
from ui.workbench.free import FreeWindow
from ui.workbench.strip import VisitorStrip
from ui.workbench.visits import QueueFacts, Visits

if TYPE_CHECKING:
    from app.cases.counter import Recorded
    from app.cases.model import Case
    from app.catalogue.model import ServiceItem
    from app.storage.cases import Draft
    from app.tickets.service import QueueDesk
    from ui.intake.form import IntakeForm
    from ui.intake.replacement import Replacement
    from ui.intake.session import IntakeSession

_SECOND_MS = 1000
_QUIET_MS = 400
"""After the first paint, before anybody has been called."""


class WorkbenchScreen(QWidget):
    """`said(sentence)` for successes, `complained(sentence)` for troubles, `todo_asked` to go to 待办."""

    said = Signal(str)
    complained = Signal(str)
    todo_asked = Signal()

    def __init__(
        self,
        services: IntakeServices,
        queue: "QueueDesk",
        *,
        windows: Sequence[int],
        count_recorded: Callable[[], int],
        count_todo: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        """`windows` are the point's; the two counts run on the storage lane."""
        super().__init__(parent)
        self._services, self._windows = services, windows
        self._facts: QueueFacts | None = None
        self._without_number = False
        self._undo_left = 0
        self.visits = Visits(
            queue,
            services.ids,
            services.lanes.storage,
            services.window,
            count_recorded=count_recorded,
            count_todo=count_todo,
            parent=self,
        )
        self.strip = VisitorStrip(services.clock, services.window, self)
        self.undo = Banner(self, key=shortcuts.UNDO_SKIP)
        self.undo.setObjectName("undo")
        self.free = FreeWindow(self)
        self._drafts = Drafts(services, self)
        self._made = False
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.free)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.strip, self.undo):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_SECOND_MS)
        self._countdown.timeout.connect(self._count_down)
        self._connect_queue()
        QTimer.singleShot(_QUIET_MS, self, self.make_ready)

    @cached_property
    def form(self) -> "IntakeForm":
        """The intake, made in the first quiet moment or with the first visitor: a free window doesn't wait for it."""
        from ui.intake.form import IntakeForm

        form = IntakeForm(self._services, self)
        self._stack.addWidget(form)
        return form

    @cached_property
    def session(self) -> "IntakeSession":
        """What is being typed into the form."""
        from ui.intake.checking import Checking
        from ui.intake.session import IntakeSession
        from ui.workbench.acts import AskedActs

        session = IntakeSession(self.form, self._services, self)
        self._made = True
        session.recorded.connect(self._case_recorded)
        session.begun.connect(self.visits.start)
        session.complained.connect(self.complained)
        session.enquired.connect(self._only_enquiry)
        session.abandoned.connect(self._abandoned)
        checking = Checking(self.form, session, self._services)
        checking.said.connect(self.said)
        checking.complained.connect(self.complained)
        checking.paper_given.connect(self.visits.note_paper)
        checking.ended.connect(self._end_without_case)
        acts = AskedActs(self.form, session, self._services)
        acts.said.connect(self.said)
        acts.complained.connect(self.complained)
        return session

    def make_ready(self) -> None:
        """Makes the intake now, so that the first visitor's stands at once."""
        assert self.session is not None

    def refresh(self, changes: Changes) -> None:
        """The queue, and the drafts as long as the window is free."""
        if changes.tickets or changes.cases:
            self.visits.look()
        if changes.drafts and not self._at_work:
            self._drafts.look()
        if changes.catalogue:
            services = self._services
            services.lanes.storage.run(lambda: services.themes.search(""))  # read ahead: the first search is slow
            if self._made:
                self.session.renewal.look()

    def shown(self) -> None:
        """Typing goes where it did."""
        if self._at_work:
            self.form.focus_first()
        else:
            self.free.take_focus()

    @property
    def told(self) -> bool:
        """Whether the queue has been read, so that what is shown is true."""
        return self._facts is not None

    @property
    def _at_work(self) -> bool:
        return self._stack.currentWidget() is not self.free

    def _connect_queue(self) -> None:
        strip, visits = self.strip, self.visits
        strip.call.clicked.connect(self._call_next)
        strip.recall.clicked.connect(visits.recall)
        strip.park.clicked.connect(visits.park)
        strip.transfer.clicked.connect(self._ask_transfer)
        strip.finish.clicked.connect(self._ask_outcome)
        strip.skip.clicked.connect(visits.skip)
        self.undo.pressed.connect(self._undo_skip)
        self.free.chosen.connect(self._call_chosen)
        self.free.without_number.connect(self._begin_without_number)
        self.free.todo_asked.connect(self.todo_asked)
        self.free.drafts_asked.connect(self._drafts.ask)
        self._drafts.counted.connect(self.free.show_drafts)
        self._drafts.resumed.connect(self.resume_draft)
        visits.moved.connect(self._show_visitor)
        visits.looked.connect(self._show_facts)
        visits.skipped.connect(self._offer_undo)
        visits.nobody.connect(self._say_nobody)
        visits.failed.connect(self._complain_of)

    def _call_next(self) -> None:
        from ui.workbench.dialogs import OutcomeDialog

        self.undo.say("")
        if self.visits.current is None:
            self.visits.call_next()
        else:
            dialog = OutcomeDialog(self.visits.current, self._asked_about, then_call=True, parent=self)
            dialog.decided.connect(self.visits.finish_and_call)
            dialog.open()

    def _ask_outcome(self) -> None:
        from ui.workbench.dialogs import OutcomeDialog

        if self.visits.current is not None:
            dialog = OutcomeDialog(self.visits.current, self._asked_about, then_call=False, parent=self)
            dialog.decided.connect(self.visits.finish)
            dialog.open()

    def _ask_transfer(self) -> None:
        from ui.workbench.dialogs import TransferDialog

        if self.visits.current is not None and self._facts is not None:
            dialog = TransferDialog(
                self.visits.current, self._services.window, self._windows, self._facts.rules, parent=self
            )
            dialog.decided.connect(self.visits.transfer)
            dialog.open()

    def _call_chosen(self, ticket_id: str) -> None:
        from ui.workbench.dialogs import OutOfTurnDialog

        ticket = next((one for one in self._facts.waiting if one.id == ticket_id), None) if self._facts else None
        if ticket is None:
            return
        if ticket.state is TicketState.PARKED:
            self.visits.resume(ticket.id)
            return
        self._chosen_ticket = ticket.id
        dialog = OutOfTurnDialog(ticket, parent=self)
        dialog.decided.connect(self._call_out_of_turn)
        dialog.open()

    def _call_out_of_turn(self, reason: str) -> None:
        self.visits.call_chosen(self._chosen_ticket, reason)

    def keep_typed(self) -> None:
        """What was just typed is on its way to the disk when this returns: the visitor goes, or the window does."""
        if self._made:
            self.session.autosave.flush()

    def _show_visitor(self, ticket: Ticket | None) -> None:
        before = self.session.ticket if self._made else None
        self.strip.show_ticket(ticket, self._facts.rules if self._facts else None)
        if ticket is not None:
            self._without_number = False
            self.undo.say("")
            if before != ticket.number or not self._at_work:
                self.session.new(ticket.number)
            self._work()
        elif not self._without_number:
            self.keep_typed()
            if self._made:
                self.session.new(None)
            self._rest()

    def _show_facts(self, facts: QueueFacts) -> None:
        self._facts = facts
        self.free.show_facts(facts, self._services.clock.now())
        if self.visits.current is not None:
            self.strip.show_ticket(self.visits.current, facts.rules)

    def _begin_without_number(self) -> None:
        self._without_number = True
        self.session.new(None)
        self._work()

    def _work(self) -> None:
        if not self._at_work:
            self._stack.setCurrentWidget(self.form)
            self.form.focus_first()

    def _rest(self) -> None:
        self._without_number = False
        self._stack.setCurrentWidget(self.free)
        self.free.take_focus()
        self._drafts.look()

    def _offer_undo(self, ticket: Ticket) -> None:
        self._undo_left = self._facts.rules.undo_within if self._facts else 0
        self._skipped_number = ticket.number
        self._countdown.start()
        self._count_down()

    def _count_down(self) -> None:
        if self._undo_left <= 0 or self.visits.current is not None:
            self._countdown.stop()
            self.undo.say("")
            return
        said = _("{number} 已过号。{seconds} 秒内可以撤销。")
        self.undo.say(said.format(number=self._skipped_number, seconds=self._undo_left), "attention", _("撤销过号"))
        self._undo_left -= 1

    def _undo_skip(self) -> None:
        self._undo_left = 0
        self.visits.undo_skip()

    def _say_nobody(self) -> None:
        self.said.emit(_("现在无人等候"))

    def _case_recorded(self, recorded: "Recorded", name: str) -> None:
        from ui.intake.theme_rows import outcome_text

        self.said.emit(outcome_text(recorded, name))
        if self.visits.current is None:
            self._rest()
        else:
            self.form.notice.say(
                _("这件办好了。还要办别的，请选事项，或按 Ctrl+N 带出代理人；没有了按 F2 叫下一位。"), "good"
            )
            self.form.focus_first()

    def _only_enquiry(self) -> None:
        """仅咨询: no case; the visit ends as an enquiry about the chosen item, if any."""
        item = self._asked_about
        self._end_without_case(Outcome.ENQUIRY, item.code if item else "")

    def _end_without_case(self, outcome: Outcome, code: str) -> None:
        """The visit is over, as 咨询 or 材料不齐."""
        self.session.give_up()
        if self.visits.current is not None:
            self.visits.finish(outcome, ItemCode(code) if code else None)
            self.said.emit(_("已记为咨询") if outcome is Outcome.ENQUIRY else _("已记为材料不齐"))
        else:
            self.session.new(None)
            self._rest()

    @property
    def _asked_about(self) -> "ServiceItem | None":
        """The item that stands in the intake; a theme is none."""
        view = self.form.view if self._made else None
        return view.item if view is not None and view.theme is None else None

    def resume_draft(self, draft_id: str) -> None:
        """Goes on with an unfinished intake; also called from 待办."""
        self._services.lanes.storage.run(lambda: self._drafts.find(draft_id), self._resume)

    def _resume(self, draft: "Draft | None") -> None:
        if draft is not None:
            self._without_number = self.visits.current is None
            self.session.resume(draft)
            self._work()

    def begin_instead(self, replacement: "Replacement") -> None:
        """作废重办, asked for in the open case."""
        cases = self._services.cases
        begin = partial(self._begin_instead, replacement)
        self._services.lanes.storage.run(lambda: cases.get(replacement.number), begin, self._complain_of)

    def _begin_instead(self, replacement: "Replacement", case: "Case") -> None:
        self._without_number = self.visits.current is None
        self.session.begin_instead(case, replacement)
        self._work()

    def _abandoned(self) -> None:
        self.said.emit(_("已放弃重办，原办件没有作废"))
        if self.visits.current is None:
            self._rest()

    def _complain_of(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))

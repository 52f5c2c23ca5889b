"""The visitor's strip: number, group, business, clocks, and the calling keys."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.tickets.model import Ticket, TicketState
from app.tickets.rules import QueueRules
from ui import shortcuts
from ui.language import _
from ui.theme import GRID, VISITOR_HEIGHT, look
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import Chip
from ui.widgets.frames import ElidedText, Text
from ui.workbench.rows import category_text, clocks, group_mark

_NARROW = 1100


class VisitorStrip(QFrame):
    """Shows who is here; its buttons are connected by the workbench. Free: only calling is left, as primary."""

    ticked = Signal()

    def __init__(self, clock: Clock, window: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "strip")
        self.setFixedHeight(VISITOR_HEIGHT)
        self._clock, self._window = clock, window
        self._ticket: Ticket | None = None
        self._rules: QueueRules | None = None
        self.number = Text("", "ticket", self)
        self.number.setObjectName("ticket")
        self.group = Chip("", "attention", self)
        self.business = ElidedText("", "secondary", self)
        self.clocks = Text("", "secondary", self)
        self.clocks.setObjectName("clocks")
        self.call = ActionButton(_("叫下一位"), shortcuts.CALL_NEXT, name="call_next", parent=self)
        self.recall = ActionButton(_("重呼"), shortcuts.RECALL, name="recall", parent=self)
        self.park = ActionButton(_("暂挂"), shortcuts.PARK, name="park", parent=self)
        self.transfer = ActionButton(_("转窗口"), shortcuts.TRANSFER, name="transfer", parent=self)
        self.finish = ActionButton(_("结束"), shortcuts.FINISH, name="finish", parent=self)
        self.skip = ActionButton(_("过号"), shortcuts.SKIP, role="danger", name="skip", parent=self)
        self._lay_out()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self.show_ticket(None, None)

    def show_ticket(self, ticket: Ticket | None, rules: QueueRules | None) -> None:
        """Another visitor, or none."""
        self._ticket = ticket
        self._rules = rules or self._rules
        here = ticket is not None
        called = ticket is not None and ticket.state is TicketState.CALLED
        free = _("{window}号窗口空闲").format(window=self._window)
        self.number.setText(ticket.number if ticket else free)
        look(self.number, "look", "ticket" if here else "title")
        self.group.show_mark(group_mark(ticket) if ticket else None)
        self.business.setText(category_text(self._rules, ticket.category) if ticket else "")
        for button in (self.recall, self.skip):
            button.setVisible(here)
            button.setEnabled(called)
        for widget in (self.park, self.transfer, self.finish, self._apart):
            widget.setVisible(here)
        self.call.set_role("plain" if here else "primary")
        self._tick()
        if here:
            self._second.start()
        else:
            self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        for button in (self.call, self.recall, self.park, self.transfer, self.finish, self.skip):
            look(button, "tight", "true" if narrow else "false")
        self._apart.setFixedWidth(GRID if narrow else 3 * GRID)
        look(self.clocks, "look", "label" if narrow else "secondary")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(GRID)
        row.addWidget(self.number)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        facts.setContentsMargins(GRID, 6, 0, 6)
        above = QHBoxLayout()
        above.setSpacing(GRID)
        above.addWidget(self.group)
        above.addWidget(self.business, 1)
        facts.addLayout(above)
        facts.addWidget(self.clocks)
        row.addLayout(facts, 1)
        for button in (self.call, self.recall, self.park, self.transfer, self.finish):
            row.addWidget(button)
        self._apart = QWidget(self)
        row.addWidget(self._apart)
        row.addWidget(self.skip)

    def _tick(self) -> None:
        self.clocks.setText(clocks(self._ticket, self._clock.now()) if self._ticket else "")
        self.clocks.setVisible(self._ticket is not None)
        self.business.setVisible(self._ticket is not None)

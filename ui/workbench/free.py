"""A free window: who waits, the oldest wait, what is to be done, and today's own numbers."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import shortcuts
from ui.language import _
from ui.theme import GRID
from ui.widgets.buttons import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Panel, Text, scrolling
from ui.widgets.rows import Column
from ui.widgets.table import Table
from ui.workbench.rows import figures_texts, longest_text, waiting_rows
from ui.workbench.visits import QueueFacts


class FreeWindow(QWidget):
    """`chosen(ticket id)`: Enter on a visitor. `without_number`: a case with no ticket. `todo_asked`: to 待办.

    `drafts_asked`: to the unfinished intakes.
    """

    chosen = Signal(str)
    without_number = Signal()
    todo_asked = Signal()
    drafts_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(GRID + 4)
        row.addWidget(self._who_waits(), 3)
        row.addWidget(scrolling(self._numbers()), 2)

    def show_facts(self, facts: QueueFacts, now: datetime) -> None:
        """The queue as it stands."""
        self.table.show_rows(waiting_rows(facts.waiting, facts.rules, now))
        self._stack.setCurrentWidget(self.table if facts.waiting else self._empty)
        self._choose.setEnabled(bool(facts.waiting))
        self._longest.setText(longest_text(facts.waiting, now))
        self._waiting.setText(str(facts.figures.waiting))
        for (figure, _label), (shown, _said) in zip(self._figures, _padded(facts), strict=True):
            figure.setText(shown)
        self._todo.set_caption(_("待办 {count} 件").format(count=facts.todo) if facts.todo else _("没有待办"))

    def show_drafts(self, count: int) -> None:
        """How many intakes wait to be finished."""
        self._drafts.setVisible(bool(count))
        self._drafts.set_caption(_("接着办未完成的 {count} 份").format(count=count))

    def take_focus(self) -> None:
        """The list, so that arrows and Enter work at once."""
        self.table.setFocus()

    def _who_waits(self) -> QWidget:
        panel = Panel(self, (0, 12, 0, 0))
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(Text(_("正在等候"), "head", panel))
        head.addStretch(1)
        self._choose = ActionButton(_("叫选中的号"), shortcuts.CHOOSE_TICKET, name="call_chosen", parent=panel)
        self._choose.clicked.connect(self._call_chosen)
        head.addWidget(self._choose)
        panel.body.addLayout(head)
        columns = (
            Column(title=_("号码"), width=90),
            Column(title=_("优先"), width=150),
            Column(title=_("业务")),
            Column(title=_("已等"), width=100, align="right"),
        )
        self.table = Table(columns, "waiting", _("正在等候"), panel)
        self.table.opened.connect(self.chosen)
        self._empty = EmptyState(
            _("无人等候"), _("取号后会列在这里。没有取号的，可以直接受理。"), icon="queue", parent=panel
        )
        self._stack = QStackedWidget(panel)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        panel.body.addWidget(self._stack, 1)
        return panel

    def _numbers(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        queue = Panel(whole)
        self._waiting, self._longest = Text("0", "figure", queue), Text("\u2013", "figure", queue)
        row = QHBoxLayout()
        for figure, said in ((self._waiting, _("等候人数")), (self._longest, _("最长等候"))):
            row.addLayout(_figure(figure, Text(said, "label", queue)), 1)
        queue.body.addLayout(row)
        column.addWidget(queue)
        today = Panel(whole)
        today.body.addWidget(Text(_("今日"), "head", today))
        row = QHBoxLayout()
        self._figures = [(Text("0", "title", today), Text("", "label", today)) for _place in range(4)]
        for figure, label in self._figures:
            row.addLayout(_figure(figure, label), 1)
        for (_figure_text, label), said in zip(self._figures, _labels(), strict=True):
            label.setText(said)
        today.body.addLayout(row)
        column.addWidget(today)
        column.addWidget(self._next_steps(whole))
        column.addStretch(1)
        return whole

    def _next_steps(self, parent: QWidget) -> QWidget:
        panel = Panel(parent)
        panel.body.addWidget(Text(_("接下来"), "head", panel))
        self._todo = ActionButton(_("没有待办"), shortcuts.GO_TO_TASKS, name="go_todo", parent=panel)
        self._todo.clicked.connect(self.todo_asked)
        self._drafts = ActionButton("", shortcuts.USE_EARLIER, name="drafts_button", parent=panel)
        self._drafts.clicked.connect(self.drafts_asked)
        self._drafts.hide()
        without = ActionButton(_("不取号，直接受理"), shortcuts.ANOTHER, name="without_number", parent=panel)
        without.clicked.connect(self.without_number)
        for button in (self._todo, self._drafts, without):
            panel.body.addWidget(button)
        return panel

    def _call_chosen(self) -> None:
        if key := self.table.chosen_key():
            self.chosen.emit(key)


def _figure(figure: Text, label: Text) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(figure)
    column.addWidget(label)
    return column


def _labels() -> tuple[str, ...]:
    return _("办件"), _("接待"), _("过号"), _("平均等候")


def _padded(facts: QueueFacts) -> tuple[tuple[str, str], ...]:
    return figures_texts(facts.figures, facts.recorded)

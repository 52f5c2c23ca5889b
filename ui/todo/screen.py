"""待办: everything that waits for a clerk, the most pressing first, each with its next step."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.cases.lists import CaseLists
from app.cases.tasks import Task, TaskKind
from app.clock import Clock
from app.events import Changes
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.fonts import EnsureGlyphs
from ui.language import _
from ui.tasks import Lane
from ui.theme import GRID
from ui.todo.rows import ALL, act_word, bar_text, columns, counts, empty_words, mends, parts, task_rows, tells
from ui.widgets.acting_table import ActingTable
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.frames import Panel
from ui.widgets.tabs import CountTabs


class TodoScreen(QWidget):
    """`case_asked(case_no)` to look at a case, `mend_asked(case_no)` to correct or go on with it,
    `tell_asked(case_no)` to print for the applicant what central has done,
    `draft_asked(draft_id)` to go on with an unfinished intake, `batch_asked(number)` to receive or settle a batch."""

    case_asked = Signal(str)
    mend_asked = Signal(str)
    tell_asked = Signal(str)
    draft_asked = Signal(str)
    batch_asked = Signal(str)

    def __init__(
        self, lists: CaseLists, lane: Lane, clock: Clock, ensure: EnsureGlyphs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._ensure = clock, ensure
        self._tasks: dict[str, Task] = {}
        self._asking = Asking(lane, lists.todo, self._show, parent=self)
        self.tabs = CountTabs(parts(), "todo_parts", _("待办类别"), hides_empty=True)
        self.table = ActingTable(columns(), "todo", _("待办"), narrow_hides=(5,))
        self._empty = EmptyState(*empty_words(ALL), icon="todo")
        self._empty.setObjectName("todo_empty")
        self._stack = QStackedWidget()
        self._bar = ActionBar(self)
        self._open = ActionButton(_("查看"), keys.OPEN, role="primary", name="open_task")
        self._lay_out()
        self.tabs.chosen.connect(self._show_part)
        self.table.opened.connect(self._go)
        self.table.chosen.connect(self._show_act)
        self._open.clicked.connect(self._go_to_chosen)

    def refresh(self, changes: Changes) -> None:
        """Query again when cases, drafts or what central says changed."""
        if changes.cases or changes.drafts or changes.sync or changes.catalogue or changes.helping:
            self._asking.ask()

    def shown(self) -> None:
        """The list takes the keys; days may have passed meanwhile."""
        self._asking.ask()
        self.table.setFocus()

    def _lay_out(self) -> None:
        head = HeadStrip(_("待办"), self)
        head.row.addSpacing(2 * GRID)
        head.row.addWidget(self.tabs, 1)
        panel = Panel(self, (0, 0, 0, 0))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        panel.body.addWidget(self._stack)
        self._bar.add_right(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QVBoxLayout()
        middle.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, GRID + 4)
        middle.addWidget(panel)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(self._bar)

    def _show(self, tasks: Sequence[Task]) -> None:
        self._tasks = {f"{task.kind.value}:{task.id}": task for task in tasks}
        self._ensure("".join(task.name for task in tasks))
        self.tabs.show_counts(counts(tasks))
        self._show_part(self.tabs.key())

    def _show_part(self, part: str) -> None:
        rows = task_rows(self._tasks.values(), part, self._clock.now())
        self.table.show_rows(rows)
        self._empty.say(*empty_words(part))
        self._stack.setCurrentIndex(0 if rows else 1)
        self._show_act(self.table.chosen_key())

    def _show_act(self, key: str) -> None:
        task = self._tasks.get(key)
        self._open.setEnabled(task is not None)
        self._open.set_caption(act_word(task) if task else _("查看"))
        self._bar.said.setText(bar_text(task, self._clock.now()) if task else "")

    def _go_to_chosen(self) -> None:
        self._go(self.table.chosen_key())

    def _go(self, key: str) -> None:
        task = self._tasks.get(key)
        if task is None:
            return
        if task.kind is TaskKind.DRAFT:
            self.draft_asked.emit(task.id)
        elif task.kind is TaskKind.BATCH:
            self.batch_asked.emit(task.id)
        elif tells(task):
            self.tell_asked.emit(task.case_no)
        elif mends(task):
            self.mend_asked.emit(task.case_no)
        else:
            self.case_asked.emit(task.case_no)

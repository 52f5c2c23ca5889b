"""The visitor at this window: the queue's verbs on the storage lane, and what is known of the queue."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.catalogue.model import ItemCode
from app.errors import SidaoError
from app.ids import ActionId, Ids
from app.tickets.board import Figures
from app.tickets.model import Outcome, Ticket, TicketState
from app.tickets.rules import QueueRules
from app.tickets.service import QueueDesk
from ui.tasks import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """One look at the queue: who is here, who waits or is parked, the rules and the day's figures."""

    current: Ticket | None
    waiting: tuple[Ticket, ...]
    rules: QueueRules
    figures: Figures
    recorded: int
    todo: int


class Visits(QObject):
    """Each press is one intention with its own action id; the same verb again waits until the first is done.

    `moved(Ticket or None)`: who is at the window now. `looked(QueueFacts)`: after every change of the queue.
    `skipped(Ticket)`: may be undone for a while. `nobody` waits. `failed(error)`: a rule or the surroundings said no.
    """

    moved = Signal(object)
    looked = Signal(object)
    skipped = Signal(object)
    nobody = Signal()
    failed = Signal(object)

    def __init__(
        self,
        queue: QueueDesk,
        ids: Ids,
        lane: Lane,
        window: int,
        *,
        count_recorded: Callable[[], int],
        count_todo: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue, self._ids, self._lane, self._window = queue, ids, lane, window
        self._count_recorded, self._count_todo = count_recorded, count_todo
        self._under_way: set[str] = set()
        self.current: Ticket | None = None

    def look(self) -> None:
        """Read the queue anew."""
        self._lane.run(self._facts, self._seen, self._no)

    def call_next(self) -> None:
        """叫下一位; the window must be free."""
        self._act("call_next", lambda action: self._queue.call_next(self._window, action), self._called)

    def finish_and_call(self, outcome: Outcome, item: ItemCode | None = None) -> None:
        """The visit is over, and the next one is called."""
        second = self._action()

        def both(action: ActionId) -> Ticket | None:
            self._queue.finish(self._window, action, outcome=outcome, item=item)
            return self._queue.call_next(self._window, second)

        self._act("call_next", both, self._called)

    def call_chosen(self, ticket: str, reason: str) -> None:
        """Out of turn, with a reason."""
        self._act(
            "call_chosen", lambda action: self._queue.call_chosen(self._window, ticket, reason, action), self._move
        )

    def recall(self) -> None:
        """重呼."""
        self._act("recall", lambda action: self._queue.recall(self._window, action), self._move)

    def start(self) -> None:
        """The visitor is here: noted with the first thing that is typed."""
        if self.current is not None and self.current.state is TicketState.CALLED:
            self._act("start", lambda action: self._queue.start(self._window, action), self._move)

    def park(self) -> None:
        """暂挂."""
        self._act("park", lambda action: self._queue.park(self._window, action), self._gone)

    def resume(self, ticket: str) -> None:
        """A parked visitor goes on here."""
        self._act("resume", lambda action: self._queue.resume(self._window, action, ticket), self._move)

    def transfer(self, to: int | str) -> None:
        """转窗口."""
        self._act("transfer", lambda action: self._queue.transfer(self._window, to, action), self._gone)

    def finish(self, outcome: Outcome, item: ItemCode | None = None) -> None:
        """结束; 咨询 and 材料不齐 may name the item."""
        self._act(
            "finish", lambda action: self._queue.finish(self._window, action, outcome=outcome, item=item), self._gone
        )

    def note_paper(self, paper: str, item: str) -> None:
        """The visitor took a paper along that is no case's; without a visitor there is nowhere to note it."""
        if self.current is not None:
            ticket, code = self.current.id, ItemCode(item)
            self._act(
                f"note {paper} {item}",
                lambda action: self._queue.note_paper(self._window, action, paper, code, ticket),
                self._noted,
            )

    def skip(self) -> None:
        """过号."""
        self._act("skip", lambda action: self._queue.skip(self._window, action), self._was_skipped)

    def undo_skip(self) -> None:
        """Take the skip back."""
        self._act("undo_skip", lambda action: self._queue.undo_skip(self._window, action), self._move)

    def _action(self) -> ActionId:
        return ActionId(self._ids.new())

    def _act(self, name: str, verb: Callable[[ActionId], Ticket | None], done: Callable[[Ticket | None], None]) -> None:
        if name in self._under_way:
            return  # one press, one act
        self._under_way.add(name)
        action = self._action()

        def came(ticket: Ticket | None) -> None:
            self._under_way.discard(name)
            done(ticket)

        def refused(error: SidaoError) -> None:
            self._under_way.discard(name)
            self._no(error)
            self.look()

        self._lane.run(lambda: verb(action), came, refused)

    def _called(self, ticket: Ticket | None) -> None:
        self._move(ticket)
        if ticket is None:
            self.nobody.emit()

    def _move(self, ticket: Ticket | None) -> None:
        self.current = ticket
        self.moved.emit(ticket)

    def _noted(self, ticket: Ticket | None) -> None:
        if self.current is not None and ticket is not None and self.current.id == ticket.id:
            self.current = ticket

    def _gone(self, _ticket: Ticket | None) -> None:
        self._move(None)

    def _was_skipped(self, ticket: Ticket | None) -> None:
        self._move(None)
        self.skipped.emit(ticket)

    def _facts(self) -> QueueFacts:
        queue = self._queue
        parked = queue.tickets(TicketState.PARKED)
        return QueueFacts(
            current=queue.current(self._window),
            waiting=(*queue.waiting(), *parked),
            rules=queue.rules(),
            figures=queue.today(),
            recorded=self._count_recorded(),
            todo=self._count_todo(),
        )

    def _seen(self, facts: QueueFacts) -> None:
        if facts.current != self.current and not self._under_way:
            self._move(facts.current)
        self.looked.emit(facts)

    def _no(self, error: SidaoError) -> None:
        self.failed.emit(error)

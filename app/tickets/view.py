"""The queue as screens, board and command line read it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from app.clock import Clock, local_date
from app.errors import NotFound
from app.ids import TicketId
from app.storage.tickets import OpenQueue, Queue
from app.tickets.board import Board, Enquiries, Figures
from app.tickets.estimate import Wait, estimate
from app.tickets.model import Ticket, TicketState
from app.tickets.rules import QueueRules

RECENT_VISITS = 20
"""How many of the day's last visits an estimate rests on."""
OPEN_WINDOW = timedelta(minutes=30)
"""A window that has called somebody this recently counts as open."""


class QueueView:
    """Reads today's queue. The board and the kiosk need no more than this and the queue's own store."""

    def __init__(self, open_queue: OpenQueue, clock: Clock) -> None:
        self._open = open_queue
        self._clock = clock

    def current(self, window: int) -> Ticket | None:
        """The visitor at the window, also after a crash and from an earlier day."""
        with self._open(writes=False) as queue:
            return queue.current(window)

    def find(self, ticket: str) -> Ticket:
        """A ticket by its id or its number, today's before an earlier day's. Raises NotFound("ticket_unknown")."""
        with self._open(writes=False) as queue:
            return find(queue, ticket, self._clock)

    def waiting(self) -> list[Ticket]:
        """All who wait, by place; the rule may call a priority visitor sooner."""
        with self._open(writes=False) as queue:
            return queue.waiting(local_date(self._clock.now()))

    def tickets(self, state: TicketState | None = None) -> list[Ticket]:
        """Today's tickets as they were taken, all or those in one state."""
        with self._open(writes=False) as queue:
            return queue.tickets(local_date(self._clock.now()), state)

    def unserved(self) -> list[Ticket]:
        """Tickets of earlier days that nobody finished."""
        with self._open(writes=False) as queue:
            return queue.unserved(local_date(self._clock.now()))

    def ahead(self, ticket: Ticket) -> int:
        """How many wait before it, as a slip says it."""
        with self._open(writes=False) as queue:
            return queue.ahead_of(ticket)

    def rules(self) -> QueueRules:
        """The point's rules as they stand."""
        with self._open(writes=False) as queue:
            return queue.rules()

    def board(self, calls: int = 8) -> Board:
        """The last calls, and how many wait and how long, letter by letter."""
        now = self._clock.now()
        day = local_date(now)
        with self._open(writes=False) as queue:
            rules = queue.rules()
            counts = queue.waiting_counts(day)
            seconds = queue.service_seconds(day, RECENT_VISITS)
            windows = queue.windows_calling(day, now - OPEN_WINDOW)
            letters = [category.letter for category in rules.categories]
            return Board(
                calls=tuple(queue.calls(day, calls)),
                waiting={letter: counts.get(letter, 0) for letter in letters},
                waits={letter: _wait(rules, letter, counts, seconds, windows) for letter in letters},
            )

    def enquiries(self, since: date) -> list[Enquiries]:
        """How often each item was asked about with no case made, day by day from `since` on."""
        with self._open(writes=False) as queue:
            return queue.enquiries(since)

    def today(self) -> Figures:
        """Today's counts and waits."""
        now = self._clock.now()
        with self._open(writes=False) as queue:
            return queue.figures(local_date(now), now)


def _wait(
    rules: QueueRules, letter: str, counts: Mapping[str, int], seconds: Sequence[int], windows: Collection[int]
) -> Wait | None:
    """The wait of one who takes a number of `letter` now: behind all whom the windows serving it also serve."""
    serving = [window for window in windows if rules.serves(window, letter)]
    rivals = [other for other in counts if any(rules.serves(window, other) for window in serving)]
    return estimate(sum(counts[other] for other in rivals), seconds, len(serving))


def find(queue: Queue, ticket: str, clock: Clock) -> Ticket:
    """The ticket of an id or number. Raises NotFound("ticket_unknown")."""
    found = queue.ticket(TicketId(ticket)) if "-" in ticket else queue.numbered(ticket, local_date(clock.now()))
    if found is None:
        raise NotFound("ticket_unknown", "ticket", ticket=ticket)
    return found

"""The tickets' page of a store: one transaction on the queue, for acts, for lists and for proof."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from app.ids import DeviceId, TicketId
from app.journal import Entry, Head
from app.storage.journal import JournalStore
from app.tickets.board import Call, Enquiries, Figures
from app.tickets.fairness import Turn
from app.tickets.model import Candidate, Ticket, TicketState
from app.tickets.rules import QueueRules


class QueueActs(Protocol):
    """What a clerk's or visitor's act needs. Within a writing transaction a ticket read here is held until its end."""

    @property
    def journal(self) -> JournalStore: ...

    def rules(self) -> QueueRules: ...

    def save_rules(self, rules: QueueRules) -> None: ...

    def next_serial(self, day: date, category: str, joined: int) -> tuple[int, int]:
        """The next serial of the letter on that day, and the place: `joined`, or right behind the last one's."""
        ...

    def add(self, ticket: Ticket) -> None: ...

    def save(self, before: Ticket, after: Ticket) -> None:
        """Writes what differs between the two."""
        ...

    def ticket(self, ticket: TicketId) -> Ticket | None: ...

    def numbered(self, number: str, day: date) -> Ticket | None:
        """The ticket of that number of `day`, else the latest one of an earlier day."""
        ...

    def current(self, window: int) -> Ticket | None:
        """The visitor called to or served at the window: one at most."""
        ...

    def turn(self, window: int) -> Turn:
        """What a call needs to know of its window, in one read; `normals` as in fairness.Choice."""
        ...

    def save_normals(self, window: int, normals: int) -> None: ...

    def heads(self, day: date, window: int, without: Collection[TicketId] = ()) -> list[Candidate]:
        """The first waiting of each letter and line that are not meant for another window."""
        ...

    def claim(self, ticket: TicketId) -> Ticket | None:
        """Takes a waiting ticket for this transaction alone; None when another one has it."""
        ...

    def place_behind(self, day: date, category: str, count: int) -> int | None:
        """The place of the `count`-th waiting in the letter's normal line, or of the last one; None without any."""
        ...

    def last_at(self, window: int, state: TicketState, day: date) -> Ticket | None:
        """The latest ticket of `day` that the window left in `state` (skipped or parked)."""
        ...


class QueueLists(Protocol):
    """What screens and board read."""

    def waiting(self, day: date) -> list[Ticket]:
        """All who wait on that day, by place."""
        ...

    def tickets(self, day: date, state: TicketState | None = None) -> list[Ticket]:
        """The day's tickets as they were taken."""
        ...

    def unserved(self, before: date) -> list[Ticket]:
        """Tickets of earlier days that were never finished."""
        ...

    def waiting_counts(self, day: date) -> dict[str, int]: ...

    def ahead_of(self, ticket: Ticket) -> int:
        """How many of the ticket's letter wait before it: its line's earlier ones, and for a normal one the
        letter's priority line."""
        ...

    def calls(self, day: date, limit: int) -> list[Call]:
        """The latest calls, newest first."""
        ...

    def service_seconds(self, day: date, limit: int) -> Sequence[int]:
        """The lengths of the day's last visits, from the start (or the call) to the finish."""
        ...

    def windows_calling(self, day: date, since: datetime) -> list[int]:
        """The windows that have called somebody since then."""
        ...

    def enquiries(self, since: date) -> list[Enquiries]:
        """Visits that ended without a case, by day and item, from `since` on."""
        ...

    def figures(self, day: date, now: datetime) -> Figures: ...


class QueueProof(Protocol):
    """What `verify` reads: all rows and every device's entries."""

    def tickets_after(self, ticket: TicketId | None, limit: int) -> list[Ticket]:
        """Tickets in the order of their ids, from behind `ticket` on."""
        ...

    def devices(self) -> list[DeviceId]: ...

    def head_of(self, device: DeviceId) -> Head: ...

    def entries(self, device: DeviceId, above: int, limit: int) -> list[Entry]: ...


class Queue(QueueActs, QueueLists, QueueProof, Protocol):
    """One transaction on the queue."""


class OpenQueue(Protocol):
    """Opens the queue: a transaction that commits when its block is left, and rolls back when it raises."""

    def __call__(self, *, writes: bool = True) -> AbstractContextManager[Queue]: ...

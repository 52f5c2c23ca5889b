"""One transaction on the queue, for acts; see app.storage.tickets.QueueActs."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from app.ids import TicketId
from app.tickets.fairness import Turn
from app.tickets.model import Candidate, Ticket, TicketState
from app.tickets.rules import QueueRules, rules_from_json, rules_to_json
from db.journal import JournalStore
from db.queue import statements
from db.queue.rows import candidate_of, changes_of, row_of, ticket_of

_WINDOW_LOCK = text("SELECT pg_advisory_xact_lock(20001, :window)")


class RulesCache:
    """The rules as last read, so that their JSON is read once a revision and not once an act."""

    def __init__(self) -> None:
        self.revision = 0
        self.rules = QueueRules()


class ActsTransaction:
    """The acts' half. `holds` makes reads take the row for this transaction (PostgreSQL; SQLite has one writer)."""

    def __init__(
        self,
        connection: Connection,
        journal: JournalStore,
        upserts: statements.Upserts,
        cache: RulesCache,
        *,
        writes: bool,
    ) -> None:
        self._connection = connection
        self._upserts = upserts
        self._cache = cache
        self._holds = writes and connection.dialect.name == "postgresql"
        self.journal = journal

    def rules(self) -> QueueRules:
        row = statements.RULES_REVISION.first(self._connection)
        return self._rules_of(0 if row is None else row[0])

    def _rules_of(self, revision: int) -> QueueRules:
        if revision != self._cache.revision:
            (body,) = statements.RULES.first(self._connection) or ({},)
            self._cache.revision, self._cache.rules = revision, rules_from_json(body)
        return self._cache.rules

    def save_rules(self, rules: QueueRules) -> None:
        self._upserts.rules.run(self._connection, id=1, revision=1, body=rules_to_json(rules))

    def next_serial(self, day: date, category: str, joined: int) -> tuple[int, int]:
        row = self._upserts.serial.first(self._connection, day=day, category=category, serial=1, place=joined)
        assert row is not None  # an upsert gives its row
        return row[0], row[1]

    def add(self, ticket: Ticket) -> None:
        statements.INSERT.run(self._connection, **row_of(ticket))

    def save(self, before: Ticket, after: Ticket) -> None:
        if after.category != before.category:  # heads are found by the day's letters
            self._upserts.letter.run(self._connection, day=after.day, category=after.category, serial=0, place=0)
        changes = changes_of(before, after)
        statements.save(tuple(changes)).run(self._connection, of_id=after.id, **changes)

    def ticket(self, ticket: TicketId) -> Ticket | None:
        return self._one(statements.BY_ID, of_id=ticket)

    def numbered(self, number: str, day: date) -> Ticket | None:
        found = self._one(statements.BY_NUMBER, of_number=number, of_day=day)
        if found is not None:
            return found
        earlier = statements.DAY_BEFORE.first(self._connection, of_day=day)
        if earlier is None or earlier[0] is None:
            return None
        return self._one(statements.BY_NUMBER, of_number=number, of_day=earlier[0])

    def current(self, window: int) -> Ticket | None:
        self._hold_window(window)
        return self._one(statements.CURRENT, of_window=window)

    def turn(self, window: int) -> Turn:
        self._hold_window(window)
        row = statements.TURN.first(self._connection, of_window=window)
        assert row is not None  # a select of values gives a row
        revision, normals, current = row
        return Turn(rules=self._rules_of(revision or 0), normals=normals or 0, current=current)

    def save_normals(self, window: int, normals: int) -> None:
        self._upserts.normals.run(self._connection, window=window, normals=normals)

    def heads(self, day: date, window: int, without: Collection[TicketId] = ()) -> list[Candidate]:
        rows: Iterable[Sequence[Any]]
        if without:
            values = {"of_day": day, "of_window": window, "without": list(without)}
            rows = self._connection.execute(statements.HEADS_WITHOUT, values)
        else:
            rows = statements.HEADS.all(self._connection, of_day=day, of_window=window)
        return [candidate_of(row) for row in rows]

    def claim(self, ticket: TicketId) -> Ticket | None:
        row = statements.CLAIM.first(self._connection, of_id=ticket)
        return None if row is None else ticket_of(row)

    def place_behind(self, day: date, category: str, count: int) -> int | None:
        rows = statements.BEHIND.all(self._connection, of_day=day, of_category=category, most=count)
        return rows[-1][0] if rows else None

    def last_at(self, window: int, state: TicketState, day: date) -> Ticket | None:
        return self._one(statements.LAST_AT, of_window=window, of_state=state, of_day=day)

    def _hold_window(self, window: int) -> None:
        """No second program calls to this window meanwhile."""
        if self._holds:
            self._connection.execute(_WINDOW_LOCK, {"window": window})

    def _one(self, read: statements.TicketRead, **values: Any) -> Ticket | None:
        row = (read.held if self._holds else read.plain).first(self._connection, **values)
        return None if row is None else ticket_of(row)

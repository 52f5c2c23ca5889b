"""One transaction on the queue, for acts; see app.storage.tickets.QueueActs."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Executable, insert, text

from app.ids import TicketId
from app.tickets.model import Candidate, Ticket, TicketState
from app.tickets.rules import QueueRules, rules_from_json, rules_to_json
from db.journal import JournalStore
from db.queue import statements
from db.queue.rows import candidate_of, changes_of, row_of, ticket_of
from db.queue.tables import TicketRow

_INSERT = insert(TicketRow)
_WINDOW_LOCK = text("SELECT pg_advisory_xact_lock(20001, :window)")
_FIRST_PLACE = {"serial": 0, "place": 0}


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
        revision = self._connection.execute(statements.RULES_REVISION).scalar() or 0
        if revision != self._cache.revision:
            body = self._connection.execute(statements.RULES).scalar_one()
            self._cache.revision, self._cache.rules = revision, rules_from_json(body)
        return self._cache.rules

    def save_rules(self, rules: QueueRules) -> None:
        self._connection.execute(self._upserts.rules, {"id": 1, "revision": 1, "body": rules_to_json(rules)})

    def next_serial(self, day: date, category: str, joined: int) -> tuple[int, int]:
        values = {"day": day, "category": category, "serial": 1, "place": joined}
        row = self._connection.execute(self._upserts.serial, values).one()
        return row.serial, row.place

    def add(self, ticket: Ticket) -> None:
        self._connection.execute(_INSERT, row_of(ticket))

    def save(self, before: Ticket, after: Ticket) -> None:
        if after.category != before.category:  # heads are found by the day's letters
            self._connection.execute(
                self._upserts.letter, {"day": after.day, "category": after.category, **_FIRST_PLACE}
            )
        self._connection.execute(statements.SAVE, {"of_id": after.id, **changes_of(before, after)})

    def ticket(self, ticket: TicketId) -> Ticket | None:
        return self._one(statements.BY_ID, {"of_id": ticket})

    def numbered(self, number: str, day: date) -> Ticket | None:
        found = self._one(statements.BY_NUMBER, {"of_number": number, "of_day": day})
        if found is not None:
            return found
        earlier = self._connection.execute(statements.DAY_BEFORE, {"of_day": day}).scalar()
        return None if earlier is None else self._one(statements.BY_NUMBER, {"of_number": number, "of_day": earlier})

    def current(self, window: int) -> Ticket | None:
        if self._holds:  # no second program calls to this window meanwhile
            self._connection.execute(_WINDOW_LOCK, {"window": window})
        return self._one(statements.CURRENT, {"of_window": window})

    def normals(self, window: int) -> int:
        return self._connection.execute(statements.NORMALS, {"of_window": window}).scalar() or 0

    def save_normals(self, window: int, normals: int) -> None:
        self._connection.execute(self._upserts.normals, {"window": window, "normals": normals})

    def heads(self, day: date, window: int, without: Collection[TicketId] = ()) -> list[Candidate]:
        values: dict[str, Any] = {"of_day": day, "of_window": window}
        statement = statements.HEADS
        if without:
            values["without"], statement = list(without), statements.HEADS_WITHOUT
        return [candidate_of(row) for row in self._connection.execute(statement, values)]

    def claim(self, ticket: TicketId) -> Ticket | None:
        row = self._connection.execute(statements.CLAIM, {"of_id": ticket}).first()
        return None if row is None else ticket_of(row)

    def place_behind(self, day: date, category: str, count: int) -> int | None:
        values = {"of_day": day, "of_category": category, "most": count}
        places = self._connection.execute(statements.BEHIND, values).scalars().all()
        return places[-1] if places else None

    def last_at(self, window: int, state: TicketState, day: date) -> Ticket | None:
        return self._one(statements.LAST_AT, {"of_window": window, "of_state": state, "of_day": day})

    def _one(self, statement: Any, values: dict[str, Any]) -> Ticket | None:
        asked: Executable = statement.with_for_update() if self._holds else statement
        row = self._connection.execute(asked, values).first()
        return None if row is None else ticket_of(row)

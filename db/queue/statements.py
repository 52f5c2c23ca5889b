"""The statements of the hot path, built once so that SQLAlchemy and the driver compile each once.

States in the conditions of partial indexes are written out, not bound: else SQLite would not use the index.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from app.tickets.model import Line
from db.prepared import Prepared
from db.queue.rows import CANDIDATE_FIELDS, FIELDS
from db.queue.tables import AT_WINDOW, CounterRow, RulesRow, TicketRow, WindowRow
from db.upsert import insert_of

ticket = TicketRow.__table__
counter = CounterRow.__table__
turns = WindowRow.__table__
of_day: ColumnElement[Any] = bindparam("of_day")
of_window: ColumnElement[Any] = bindparam("of_window")
most: Any = bindparam("most")


class TicketRead:
    """One ticket, read as it is, or held for the transaction that reads it (PostgreSQL; SQLite has one writer)."""

    def __init__(self, asked: Select[Any]) -> None:
        self.plain = Prepared(asked)
        self.held = Prepared(asked.with_for_update())


TICKET = select(*(ticket.c[name] for name in FIELDS))
BY_ID = TicketRead(TICKET.where(ticket.c.id == bindparam("of_id")))
BY_NUMBER = TicketRead(TICKET.where(ticket.c.day == of_day, ticket.c.number == bindparam("of_number")))
DAY_BEFORE = Prepared(select(func.max(ticket.c.day)).where(ticket.c.day < of_day))
CURRENT = TicketRead(TICKET.where(ticket.c.window == of_window, text(AT_WINDOW)))
CLAIM = Prepared(
    TICKET.where(ticket.c.id == bindparam("of_id"), text("state = 'waiting'")).with_for_update(skip_locked=True)
)
INSERT = Prepared(insert(TicketRow), FIELDS)
LAST_AT = TicketRead(
    TICKET.where(ticket.c.day == of_day, ticket.c.called_at.is_not(None))
    .where(ticket.c.window == of_window, ticket.c.state == bindparam("of_state"))
    .order_by(ticket.c.called_at.desc())
    .limit(1)
)
BEHIND = Prepared(
    select(ticket.c.place)
    .where(text("state = 'waiting'"), ticket.c.day == of_day, ticket.c.category == bindparam("of_category"))
    .where(ticket.c.line == Line.NORMAL.value)
    .order_by(ticket.c.place, ticket.c.queued_at)
    .limit(most)
)
RULES_REVISION = Prepared(select(RulesRow.revision))
TURN = Prepared(
    select(
        select(RulesRow.revision).scalar_subquery(),
        select(turns.c.normals).where(turns.c.window == of_window).scalar_subquery(),
        select(ticket.c.number).where(ticket.c.window == of_window, text(AT_WINDOW)).scalar_subquery(),
    )
)
RULES = Prepared(select(RulesRow.body))


def heads(without: bool) -> CompoundSelect[Any]:
    """For each letter of the day and each line, the first waiting that is not meant for another window."""
    return union_all(*(_heads_of(line, without) for line in Line))


def _heads_of(line: Line, without: bool) -> Select[Any]:
    first = aliased(TicketRow, name="first")
    here = or_(first.target_window.is_(None), first.target_window == of_window)
    ahead = (
        select(first.id)
        .where(text("first.state = 'waiting'"), first.day == of_day, first.category == counter.c.category)
        .where(first.line == line.value, here)
        .order_by(first.place, first.queued_at)
        .limit(1)
    )
    if without:
        ahead = ahead.where(first.id.not_in(bindparam("without", expanding=True)))
    columns = (ticket.c[name] for name in CANDIDATE_FIELDS)
    found = ticket.c.id == ahead.correlate(counter).scalar_subquery()
    return select(*columns).join_from(counter, ticket, found).where(counter.c.day == of_day)


HEADS = Prepared(heads(without=False))
HEADS_WITHOUT = heads(without=True)


@cache
def save(columns: tuple[str, ...]) -> Prepared:
    """Writes these columns of one ticket; there are only as many sets of columns as there are acts."""
    return Prepared(update(TicketRow).where(ticket.c.id == bindparam("of_id")), [*columns, "of_id"])


class Upserts:
    """INSERT … ON CONFLICT, which SQLAlchemy spells for each dialect."""

    def __init__(self, dialect: str) -> None:
        insert_into = insert_of(dialect)
        new = insert_into(CounterRow)
        later = case((counter.c.place >= new.excluded.place, counter.c.place + 1), else_=new.excluded.place)
        counted = {"serial": counter.c.serial + 1, "place": later}
        letter = ["day", "category", "serial", "place"]
        upsert = new.on_conflict_do_update(index_elements=["day", "category"], set_=counted)
        self.serial = Prepared(upsert.returning(counter.c.serial, counter.c.place), letter)
        self.letter = Prepared(insert_into(CounterRow).on_conflict_do_nothing(), letter)
        turn = insert_into(WindowRow)
        counted = {"normals": turn.excluded.normals}
        self.normals = Prepared(
            turn.on_conflict_do_update(index_elements=["window"], set_=counted), ["window", "normals"]
        )
        rules = insert_into(RulesRow)
        renewed = {"revision": RulesRow.revision + 1, "body": rules.excluded.body}
        self.rules = Prepared(
            rules.on_conflict_do_update(index_elements=["id"], set_=renewed), ["id", "revision", "body"]
        )


def before(place: int, queued_at: Any) -> ColumnElement[bool]:
    """Whether a ticket stands before that place in its line."""
    return or_(ticket.c.place < place, and_(ticket.c.place == place, ticket.c.queued_at < queued_at))

"""One transaction on the queue, for screens and for proof; see app.storage.tickets."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, text, union

from app.ids import DeviceId, Ids, TicketId
from app.journal import Entry, Head, Stream, Unstamped
from app.keys import Signer
from app.tickets.board import Call, Enquiries, Figures
from app.tickets.model import CURRENT, WITHOUT_CASE, Line, Outcome, Ticket, TicketState
from db.journal import JournalStore
from db.queue.rows import ticket_of
from db.queue.statements import TICKET, before, ticket
from db.queue.tables import JOURNAL, EntryRow, HeadRow

_WAITING = text("state = 'waiting'")
_IN_LINE = (ticket.c.place, ticket.c.queued_at)


class ListsTransaction:
    """The lists of a day."""

    _connection: Connection

    def waiting(self, day: date) -> list[Ticket]:
        asked = TICKET.where(_WAITING, ticket.c.day == day).order_by(*_IN_LINE)
        return [ticket_of(row) for row in self._connection.execute(asked)]

    def tickets(self, day: date, state: TicketState | None = None) -> list[Ticket]:
        asked = TICKET.where(ticket.c.day == day).order_by(ticket.c.taken_at, ticket.c.id)
        if state is not None:
            asked = asked.where(ticket.c.state == state)
        return [ticket_of(row) for row in self._connection.execute(asked)]

    def unserved(self, before: date) -> list[Ticket]:
        asked = TICKET.where(ticket.c.day < before, ticket.c.state != TicketState.FINISHED)
        rows = self._connection.execute(asked.order_by(ticket.c.taken_at, ticket.c.id))
        return [ticket_of(row) for row in rows]

    def waiting_counts(self, day: date) -> dict[str, int]:
        asked = select(ticket.c.category, func.count()).where(_WAITING, ticket.c.day == day).group_by(ticket.c.category)
        return {row[0]: row[1] for row in self._connection.execute(asked)}

    def ahead_of(self, one: Ticket) -> int:
        earlier = and_(ticket.c.line == one.line, before(one.place, one.queued_at))
        sooner = earlier if one.line is Line.PRIORITY else or_(earlier, ticket.c.line == Line.PRIORITY)
        asked = select(func.count()).where(_WAITING, ticket.c.day == one.day, ticket.c.category == one.category, sooner)
        return self._connection.execute(asked).scalar_one() if one.state is TicketState.WAITING else 0

    def calls(self, day: date, limit: int) -> list[Call]:
        asked = (
            TICKET.where(ticket.c.day == day, ticket.c.called_at.is_not(None), ticket.c.window.is_not(None))
            .order_by(ticket.c.called_at.desc(), ticket.c.id.desc())
            .limit(limit)
        )
        return [_call(row) for row in self._connection.execute(asked)]

    def service_seconds(self, day: date, limit: int) -> list[int]:
        begun = func.coalesce(ticket.c.started_at, ticket.c.called_at, type_=ticket.c.called_at.type)
        asked = (
            select(ticket.c.finished_at, begun)
            .where(ticket.c.day == day, ticket.c.finished_at.is_not(None))
            .where(ticket.c.called_at.is_not(None), ticket.c.outcome != Outcome.LEFT)
            .order_by(ticket.c.finished_at.desc())
            .limit(limit)
        )
        rows = self._connection.execute(asked)
        return [max(0, int((finished - started).total_seconds())) for finished, started in rows]

    def windows_calling(self, day: date, since: datetime) -> list[int]:
        asked = select(ticket.c.window).where(ticket.c.day == day, ticket.c.called_at >= since).distinct()
        rows = self._connection.execute(asked.where(ticket.c.window.is_not(None)).order_by(ticket.c.window))
        return list(rows.scalars())

    def enquiries(self, since: date) -> list[Enquiries]:
        asked = (
            select(
                ticket.c.day,
                ticket.c.item,
                func.count().filter(ticket.c.outcome == Outcome.ENQUIRY),
                func.count().filter(ticket.c.outcome == Outcome.INCOMPLETE),
            )
            .where(ticket.c.day >= since, ticket.c.outcome.in_(sorted(WITHOUT_CASE)))
            .group_by(ticket.c.day, ticket.c.item)
            .order_by(ticket.c.day, func.coalesce(ticket.c.item, ""))
        )
        return [
            Enquiries(day=day, item=item, enquiries=enquiries, incomplete=incomplete)
            for day, item, enquiries, incomplete in self._connection.execute(asked)
        ]

    def figures(self, day: date, now: datetime) -> Figures:
        left = ticket.c.outcome == Outcome.LEFT
        asked = select(
            func.count(),
            func.count().filter(ticket.c.state == TicketState.FINISHED, ~left),
            func.count().filter(left),
            func.count().filter(_WAITING),
            func.count().filter(ticket.c.state == TicketState.SKIPPED),
            func.count().filter(ticket.c.state == TicketState.PARKED),
            func.min(ticket.c.taken_at).filter(_WAITING),
            func.avg(ticket.c.waited),
        ).where(ticket.c.day == day)
        taken, served, gone, waiting, skipped, parked, oldest, mean = self._connection.execute(asked).one()
        return Figures(
            taken=taken,
            served=served,
            left=gone,
            waiting=waiting,
            skipped=skipped,
            parked=parked,
            longest_wait=0 if oldest is None else max(0, int((now - oldest).total_seconds())),
            mean_wait=int(mean or 0),
        )


class ProofTransaction:
    """All rows, and the entries of every device that writes here."""

    _connection: Connection
    _signer: Signer
    _ids: Ids

    def tickets_after(self, after: TicketId | None, limit: int) -> list[Ticket]:
        asked = TICKET.where(ticket.c.id > (after or "")).order_by(ticket.c.id).limit(limit)
        return [ticket_of(row) for row in self._connection.execute(asked)]

    def devices(self) -> list[DeviceId]:
        asked = union(select(EntryRow.device), select(HeadRow.device))
        return sorted(DeviceId(device) for device in self._connection.execute(asked).scalars())

    def head_of(self, device: DeviceId) -> Head:
        return self._journal_of(device).head()

    def entries(self, device: DeviceId, above: int, limit: int) -> list[Entry]:
        return self._journal_of(device).after(above, limit)

    def _journal_of(self, device: DeviceId) -> JournalStore:
        return JournalStore(self._connection, JOURNAL, device, Stream.QUEUE, self._signer, self._ids, Unstamped())


def _call(row: Row[Any]) -> Call:
    return Call(
        number=row.number,
        window=row.window,
        called_at=row.called_at,
        recalls=row.recalls,
        recalled_at=row.recalled_at,
        current=row.state in CURRENT,
    )

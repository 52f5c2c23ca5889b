"""A ticket's entry as the visit that central keeps of it."""

from collections.abc import Mapping
from typing import Any

from app.central.model import Visit
from app.central.rulings import Returned
from app.sync.model import Reason
from app.tickets.ticket_json import ticket_from_json

_MOST = 2**31 - 1


def visit_of(body: Mapping[str, Any]) -> Visit:
    """How the ticket stands by this entry. Raises Returned."""
    try:
        ticket = ticket_from_json(body["ticket"])
        small = (ticket.window or 0, ticket.revision, ticket.waited or 0)
        if not all(type(number) is int and 0 <= number <= _MOST for number in small) or len(ticket.id) > 36:
            raise ValueError
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Returned(Reason.BAD_PAYLOAD, "排队记录的格式不对") from error
    return Visit(
        id=ticket.id,
        number=ticket.number,
        category=ticket.category,
        day=ticket.day,
        priority=ticket.priority,
        state=ticket.state,
        window=ticket.window,
        taken_at=ticket.taken_at,
        called_at=ticket.called_at,
        finished_at=ticket.finished_at,
        waited=ticket.waited,
        outcome=ticket.outcome,
        revision=ticket.revision,
    )

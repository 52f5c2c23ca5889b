"""Tickets to rows and back."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from app.tickets.model import Candidate, Line, Outcome, PriorityGroup, Ticket, TicketState

FIELDS = tuple(field.name for field in fields(Ticket))
"""The columns of a ticket, in the order in which they are selected."""
CANDIDATE_FIELDS = tuple(field.name for field in fields(Candidate))


_values = attrgetter(*FIELDS)


def row_of(ticket: Ticket) -> dict[str, Any]:
    """The ticket as column values."""
    return dict(zip(FIELDS, _values(ticket), strict=True))


def changes_of(before: Ticket, after: Ticket) -> dict[str, Any]:
    """The column values that differ: an index is touched only when one of its columns is written."""
    pairs = zip(FIELDS, _values(before), _values(after), strict=True)
    return {name: new for name, old, new in pairs if new is not old and new != old}


def ticket_of(row: Sequence[Any]) -> Ticket:
    """The ticket of a row of FIELDS."""
    values = dict(zip(FIELDS, row, strict=True))
    priority, outcome = values["priority"], values["outcome"]
    values["priority"] = None if priority is None else PriorityGroup(priority)
    values["outcome"] = None if outcome is None else Outcome(outcome)
    values["line"] = Line(values["line"])
    values["state"] = TicketState(values["state"])
    values["cases"] = tuple(values["cases"])
    return Ticket(**values)


def candidate_of(row: Sequence[Any]) -> Candidate:
    """The candidate of a row of CANDIDATE_FIELDS."""
    values = dict(zip(CANDIDATE_FIELDS, row, strict=True))
    values["line"] = Line(values["line"])
    return Candidate(**values)

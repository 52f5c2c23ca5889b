"""Tickets to rows and back."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from app.tickets.model import Candidate, Line, Outcome, PriorityGroup, Ticket, TicketState

_FIELDS = tuple(field.name for field in fields(Ticket))


def row_of(ticket: Ticket) -> dict[str, Any]:
    """The ticket as column values."""
    return {name: getattr(ticket, name) for name in _FIELDS}


def changes_of(before: Ticket, after: Ticket) -> dict[str, Any]:
    """The column values that differ: an index is touched only when one of its columns is written."""
    return {name: new for name in _FIELDS if (new := getattr(after, name)) != getattr(before, name)}


def ticket_of(row: Row[Any]) -> Ticket:
    """The ticket of a row with all columns."""
    values = dict(row._mapping)
    priority, outcome = values["priority"], values["outcome"]
    values["priority"] = None if priority is None else PriorityGroup(priority)
    values["outcome"] = None if outcome is None else Outcome(outcome)
    values["line"] = Line(values["line"])
    values["state"] = TicketState(values["state"])
    values["cases"] = tuple(values["cases"])
    return Ticket(**values)


def candidate_of(row: Row[Any]) -> Candidate:
    """The candidate of a row with its columns."""
    values = dict(row._mapping)
    values["line"] = Line(values["line"])
    return Candidate(**values)

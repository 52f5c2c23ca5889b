"""A ticket as a journal entry carries it: plain values, times in ISO 8601, nothing left out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.catalogue.model import ItemCode
from app.ids import CaseId, TicketId
from app.tickets.model import Line, Outcome, PriorityGroup, Ticket, TicketState

_TIMES = ("called_at", "recalled_at", "started_at", "skipped_at", "parked_at", "finished_at")


def ticket_to_json(ticket: Ticket) -> dict[str, Any]:
    """Every field of the ticket, `item` only where there is one; `ticket_from_json` gives back an equal one."""
    values: dict[str, Any] = {
        "id": ticket.id,
        "number": ticket.number,
        "category": ticket.category,
        "serial": ticket.serial,
        "day": ticket.day.isoformat(),
        "priority": ticket.priority,
        "line": ticket.line,
        "state": ticket.state,
        "window": ticket.window,
        "target_window": ticket.target_window,
        "place": ticket.place,
        "queued_at": ticket.queued_at.isoformat(),
        "taken_at": ticket.taken_at.isoformat(),
    }
    for name in _TIMES:
        moment: datetime | None = getattr(ticket, name)
        values[name] = None if moment is None else moment.isoformat()
    values |= {
        "recalls": ticket.recalls,
        "skips": ticket.skips,
        "transfers": ticket.transfers,
        "waited": ticket.waited,
        "outcome": ticket.outcome,
        "reason": ticket.reason,
        "cases": list(ticket.cases),
        "revision": ticket.revision,
    }
    if ticket.item is not None:
        values["item"] = ticket.item
    return values


def ticket_from_json(values: Mapping[str, Any]) -> Ticket:
    """The inverse of `ticket_to_json`."""
    times = {name: None if values[name] is None else datetime.fromisoformat(values[name]) for name in _TIMES}
    return Ticket(
        id=TicketId(values["id"]),
        number=values["number"],
        category=values["category"],
        serial=values["serial"],
        day=date.fromisoformat(values["day"]),
        priority=None if values["priority"] is None else PriorityGroup(values["priority"]),
        line=Line(values["line"]),
        state=TicketState(values["state"]),
        window=values["window"],
        target_window=values["target_window"],
        place=values["place"],
        queued_at=datetime.fromisoformat(values["queued_at"]),
        taken_at=datetime.fromisoformat(values["taken_at"]),
        recalls=values["recalls"],
        skips=values["skips"],
        transfers=values["transfers"],
        waited=values["waited"],
        outcome=None if values["outcome"] is None else Outcome(values["outcome"]),
        item=None if values.get("item") is None else ItemCode(values["item"]),
        reason=values["reason"],
        cases=tuple(CaseId(case) for case in values["cases"]),
        revision=values["revision"],
        **times,
    )

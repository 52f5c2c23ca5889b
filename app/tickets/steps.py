"""What may happen to a ticket: each step gives the ticket afterwards or raises Refused, and changes nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.catalogue.model import ItemCode
from app.errors import Refused
from app.ids import CaseId
from app.tickets.model import CURRENT, WITHOUT_CASE, Line, Outcome, Ticket, TicketState
from app.tickets.rules import QueueRules

LONGEST_ITEM = 64
"""Characters of an item's code (domain.md, 2.1)."""


def call(ticket: Ticket, window: int, at: datetime, reason: str | None = None) -> Ticket:
    """叫号: to `window`. A skipped one may be called too, when the visitor stands there after all."""
    _demand(ticket, "ticket_not_waiting", TicketState.WAITING, TicketState.SKIPPED)
    return _after(
        ticket,
        state=TicketState.CALLED,
        window=window,
        target_window=None,
        called_at=at,
        recalled_at=None,
        recalls=0,
        started_at=None,
        skipped_at=None,
        waited=max(0, int((at - ticket.taken_at).total_seconds())) if ticket.waited is None else ticket.waited,
        reason=reason,
    )


def recall(ticket: Ticket, at: datetime, rules: QueueRules) -> Ticket:
    """重呼: the same number once more, at most `recall_limit` times and not in quick succession."""
    _demand(ticket, "ticket_not_called", TicketState.CALLED)
    if ticket.recalls >= rules.recall_limit:
        raise Refused("recall_limit", number=ticket.number, limit=rules.recall_limit)
    if ticket.recalled_at is not None:
        passed = (at - ticket.recalled_at).total_seconds()
        if 0 <= passed < rules.recall_interval:
            raise Refused("recall_too_soon", number=ticket.number, seconds=int(rules.recall_interval - passed) + 1)
    return _after(ticket, recalls=ticket.recalls + 1, recalled_at=at)


def start(ticket: Ticket, at: datetime) -> Ticket:
    """The visitor has come to the window."""
    _demand(ticket, "ticket_not_called", TicketState.CALLED)
    return _after(ticket, state=TicketState.SERVING, started_at=at)


def skip(ticket: Ticket, at: datetime) -> Ticket:
    """过号: called, and nobody came."""
    _demand(ticket, "ticket_not_called", TicketState.CALLED)
    return _after(ticket, state=TicketState.SKIPPED, skipped_at=at, skips=ticket.skips + 1)


def undo_skip(ticket: Ticket, at: datetime, rules: QueueRules) -> Ticket:
    """Takes a skip back within `undo_within` seconds: all is as before it, but for the revision."""
    _demand(ticket, "ticket_not_skipped", TicketState.SKIPPED)
    assert ticket.skipped_at is not None
    if at - ticket.skipped_at > timedelta(seconds=rules.undo_within):
        raise Refused("undo_too_late", number=ticket.number, seconds=rules.undo_within)
    return _after(ticket, state=TicketState.CALLED, skipped_at=None, skips=ticket.skips - 1)


def return_(ticket: Ticket, at: datetime, behind: int | None) -> Ticket:
    """A skipped visitor is back: waits again, in the normal line, just behind the place `behind`.

    None means that nobody waits in that line; then the old place stands. The time of taking is kept.
    """
    _demand(ticket, "ticket_not_skipped", TicketState.SKIPPED)
    return _after(
        ticket,
        state=TicketState.WAITING,
        window=None,
        line=Line.NORMAL,
        place=ticket.place if behind is None else behind + 1,
        queued_at=at,
        skipped_at=None,
    )


def park(ticket: Ticket, at: datetime) -> Ticket:
    """暂挂: the visitor fetches a copy or fills in a form; the window is free meanwhile."""
    _demand(ticket, "ticket_not_current", *CURRENT)
    return _after(ticket, state=TicketState.PARKED, parked_at=at)


def resume(ticket: Ticket, window: int, at: datetime) -> Ticket:
    """A parked visitor goes on, at this window or another."""
    _demand(ticket, "ticket_not_parked", TicketState.PARKED)
    return _after(ticket, state=TicketState.SERVING, window=window, parked_at=None, started_at=ticket.started_at or at)


def transfer(ticket: Ticket, at: datetime, to: int | str) -> Ticket:
    """转窗口: waits again for window `to`, or in the line of letter `to`, with place and waiting time kept."""
    _demand(ticket, "ticket_cannot_transfer", *CURRENT, TicketState.WAITING, TicketState.PARKED)
    if to in (ticket.window if ticket.state in CURRENT else None, ticket.target_window):
        raise Refused("transfer_same_window", "to", number=ticket.number, window=to)
    return _after(
        ticket,
        state=TicketState.WAITING,
        window=None,
        target_window=to if isinstance(to, int) else None,
        category=to if isinstance(to, str) else ticket.category,
        queued_at=at,
        parked_at=None,
        transfers=ticket.transfers + 1,
    )


def finish(ticket: Ticket, at: datetime, outcome: Outcome, item: ItemCode | None = None) -> Ticket:
    """The visit is over. May follow a call directly; one who is not at a window can only have left. 咨询 and 材料不齐
    may name the `item` that they were about."""
    if item is not None and outcome not in WITHOUT_CASE:
        raise Refused("outcome_names_no_item", "item", number=ticket.number)
    if item is not None and not 0 < len(item) <= LONGEST_ITEM:
        raise Refused("text_long", "item", longest=LONGEST_ITEM)
    if ticket.state is TicketState.FINISHED:
        raise Refused("ticket_finished", number=ticket.number)
    if ticket.state in (TicketState.WAITING, TicketState.SKIPPED) and outcome is not Outcome.LEFT:
        raise Refused("ticket_not_current", number=ticket.number)
    return _after(ticket, state=TicketState.FINISHED, finished_at=at, outcome=outcome, item=item)


def note_paper(ticket: Ticket) -> Ticket:
    """The visitor was given a paper that is no case's (办事指南, 材料清单); the entry says which."""
    _demand(ticket, "ticket_not_current", *CURRENT, TicketState.PARKED)
    return _after(ticket)


def attach_case(ticket: Ticket, case: CaseId) -> Ticket:
    """The visit led to a case; a visit may lead to several. The same case again changes nothing."""
    return ticket if case in ticket.cases else _after(ticket, cases=(*ticket.cases, case))


def _demand(ticket: Ticket, code: str, *states: TicketState) -> None:
    if ticket.state not in states:
        raise Refused(code, number=ticket.number, state=ticket.state.value)


def _after(ticket: Ticket, **changes: Any) -> Ticket:
    return replace(ticket, revision=ticket.revision + 1, **changes)

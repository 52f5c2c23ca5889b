"""Claiming the next visitor, and saying in the journal who was jumped."""

from datetime import date
from typing import Any

from app.errors import Refused
from app.ids import TicketId
from app.storage.tickets import Queue
from app.tickets.fairness import Choice, choose
from app.tickets.model import Ticket


def claim_next(queue: Queue, window: int, day: date) -> tuple[Ticket, Choice] | None:
    """The next visitor for `window`, held for this transaction, with the window's count moved on.

    Raises Refused("window_busy") naming the visitor who is still there.

    Another window may claim the same one first (PostgreSQL): then the next best is tried, so that nobody waits
    for another window and nobody is called twice.
    """
    turn = queue.turn(window)
    if turn.current is not None:
        raise Refused("window_busy", number=turn.current, window=window)
    taken: list[TicketId] = []
    while (choice := choose(turn.rules, window, turn.normals, queue.heads(day, window, taken))) is not None:
        claimed = queue.claim(choice.chosen.id)
        if claimed is not None:
            if choice.normals != turn.normals:
                queue.save_normals(window, choice.normals)
            return claimed, choice
        taken.append(choice.chosen.id)
    return None


def jump_of(choice: Choice, called: Ticket) -> dict[str, Any]:
    """What a call's entry says when the visitor went before one who came earlier; nothing otherwise."""
    if choice.over is None:
        return {}
    return {"jump": {"group": called.priority, "over": choice.over.number}}


def jump_of_chosen(queue: Queue, chosen: Ticket, window: int) -> dict[str, Any]:
    """The same for a number that the clerk picked: the earliest waiting one that it went before, if any."""
    heads = queue.heads(chosen.day, window, [chosen.id])
    earlier = [head for head in heads if (head.place, head.queued_at) < (chosen.place, chosen.queued_at)]
    over = min(earlier, key=lambda head: (head.place, head.queued_at), default=None)
    return {"jump": {"group": chosen.priority, "over": None if over is None else over.number}}

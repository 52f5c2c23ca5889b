"""ticket take, call, list, and the acts on one ticket."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from app import config
from app.catalogue.model import ItemCode
from app.clock import local_date
from app.commands.opening import desk_of, queue_of
from app.commands.output import DONE, say
from app.errors import Refused
from app.ids import ActionId
from app.queue_program import QueueProgram
from app.tickets.model import Outcome, PriorityGroup, Ticket, TicketState
from app.tickets.ticket_json import ticket_to_json

Word = TypeVar("Word", bound=StrEnum)


def take(args: Namespace) -> int:
    """The next number of the letter; `ahead` counts those before it at the moment when it was taken."""
    priority = None if args.priority is None else _word(PriorityGroup, args.priority, "priority")
    with queue_of(args.data) as queue:
        action = _action(args, queue)
        ticket = queue.tickets.take(args.category.upper(), action, priority, counted=True)
        facts = {"category": ticket.category, "priority": ticket.priority, "taken_at": ticket.taken_at}
        say({**_named(ticket), **facts, "ahead": queue.tickets.ahead_when_taken(ticket, action)})
    return DONE


def call(args: Namespace) -> int:
    """The next visitor, or the chosen one; `ticket` is null when nobody waits."""
    with _clerks_queue(args.data) as queue:
        window, action = _window(args, queue), _action(args, queue)
        called: Ticket | None
        if args.number is None:
            called = queue.tickets.call_next(window, action)
        else:
            called = queue.tickets.call_chosen(window, _number(args.number), args.reason or "", action)
        if called is None:
            say({"ticket": None, "id": None, "window": window, "called_at": None, "waited": None})
        else:
            say({**_named(called), "window": called.window, "called_at": called.called_at, "waited": called.waited})
    return DONE


def act(args: Namespace) -> int:
    """Any other act. A ticket that is named may be at any window, unless one is named too."""
    number = None if args.number is None else _number(args.number)
    with _clerks_queue(args.data, args.item) as queue:
        window = args.window if number is not None else _window(args, queue)
        done = _step(queue, args)(window, _action(args, queue), number)
        say({**_named(done), "state": done.state, "window": done.window, "outcome": done.outcome, "item": done.item})
    return DONE


def list_(args: Namespace) -> int:
    """Today's tickets, a line each, as the journal has them."""
    state = None if args.state is None else _word(TicketState, args.state, "state")
    with queue_of(args.data) as queue:
        for ticket in queue.tickets.tickets(state):
            say({"ticket": ticket.number, **ticket_to_json(ticket)})
    return DONE


def enquiries(args: Namespace) -> int:
    """A line a day and item: visits that ended as 咨询 or 材料不齐. They are no 办件量. The item's name is the
    catalogue's, null without a clerk whose passphrase opens it."""
    names = _item_names(args.data)
    with queue_of(args.data) as queue:
        for count in queue.tickets.enquiries(args.since or local_date(queue.clock.now())):
            asked = {"enquiries": count.enquiries, "incomplete": count.incomplete}
            say({"day": count.day.isoformat(), "item": count.item, "name": names.get(count.item or ""), **asked})
    return DONE


def _item_names(data: str | None) -> dict[str, str]:
    if config.passphrase() is None:
        return {}
    with desk_of(data) as program, program.store.reading() as desk:
        return {item.code: item.name for item in desk.catalogue.items()}


def _step(queue: QueueProgram, args: Namespace) -> Callable[[int | None, ActionId, str | None], Ticket]:
    tickets = queue.tickets
    outcome = Outcome.CASE if args.outcome is None else _word(Outcome, args.outcome, "outcome")
    if args.act == "transfer" or (args.act == "finish" and outcome is Outcome.TRANSFER and args.to is not None):
        to = _target(args.to)
        return lambda window, action, number: tickets.transfer(window, to, action, number)
    item = None if args.item is None else ItemCode(args.item.strip())
    if args.act == "finish":
        return lambda window, action, number: tickets.finish(window, action, number, outcome, item)
    steps = {
        "recall": tickets.recall,
        "skip": tickets.skip,
        "return": tickets.return_,
        "start": tickets.start,
        "park": tickets.park,
        "resume": tickets.resume,
    }
    return steps[args.act]


@contextmanager
def _clerks_queue(data: str | None, item: str | None = None) -> Iterator[QueueProgram]:
    """The queue in the name of the clerk whose passphrase the environment holds; without one, in nobody's.

    Raises NotFound("item_unknown") for an `item` that the catalogue does not have; without a clerk nobody can look.
    """
    if config.passphrase() is None:
        with queue_of(data) as queue:
            yield queue
    else:
        with desk_of(data) as program:
            if item is not None:
                program.catalogue.item(ItemCode(item.strip()))
            yield program.queue


def _named(ticket: Ticket) -> dict[str, Any]:
    return {"ticket": ticket.number, "id": ticket.id}


def _action(args: Namespace, queue: QueueProgram) -> ActionId:
    return ActionId(args.action or queue.around.ids.new())


def _window(args: Namespace, queue: QueueProgram) -> int:
    named: int | None = args.window
    return queue.config.window if named is None else named


def _number(text: str) -> str:
    """A number as typed, a017 too; an id stays as it is."""
    return text if "-" in text else text.upper()


def _target(to: int | str | None) -> int | str:
    """A window's number or a letter. Raises Refused("transfer_target_missing")."""
    if not to:
        raise Refused("transfer_target_missing", "to")
    return to


def _word(words: type[Word], given: str, field: str) -> Word:
    """The word of a fixed set. Raises Refused("…_unknown") for another."""
    try:
        return words(given)
    except ValueError as error:
        raise Refused(f"{field}_unknown", field, **{field: given}) from error

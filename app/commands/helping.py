"""helper add, list, retire, visit, visits; batch new, change, hand-over, print, take-in, receive, settle, show,
list."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from app.clock import local_date
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.commands.receipt import given_text, written
from app.helping.helping_json import batch_to_json, helper_to_json, visit_to_json
from app.helping.model import Batch, Helper, Level, Visit
from app.ids import ActionId
from app.receipts.rendering import pages_of


def add_helper(args: Namespace) -> int:
    """A new 代办员."""
    with desk_of(args.data) as program:
        helper = program.helpers.add(
            args.name,
            args.village,
            place=args.place,
            phone=args.phone,
            number=args.number,
            since=args.since,
            until=args.until,
            action=_action(args),
        )
    say(_helper(helper))
    return DONE


def list_helpers(args: Namespace) -> int:
    """A line each, with what they have done."""
    with desk_of(args.data) as program:
        today = local_date(program.queue.clock.now())
        for one in program.helpers.figures():
            serves = one.helper.serves(today)
            say({**_helper(one.helper), "serves": serves, "visits": one.visits, "cases": one.cases})
    return DONE


def retire_helper(args: Namespace) -> int:
    """Their term ends."""
    with desk_of(args.data) as program:
        helper = program.helpers.retire(args.number, args.on, action=_action(args))
    say(_helper(helper))
    return DONE


def visit(args: Namespace) -> int:
    """A visit of a 代办员."""
    with desk_of(args.data) as program:
        noted = program.helpers.visit(
            args.number,
            args.name,
            args.purpose,
            on=args.on,
            id_no=args.id_no,
            item=args.item,
            result=args.result,
            action=_action(args),
        )
    say(_visit(noted))
    return DONE


def list_visits(args: Namespace) -> int:
    """The newest first, unmasked."""
    with desk_of(args.data) as program:
        for noted in program.helpers.visits(args.number):
            say(_visit(noted))
    return DONE


def new_batch(args: Namespace) -> int:
    """Opens a list."""
    with desk_of(args.data) as program:
        batch = program.hand_overs.open(
            args.cases,
            source=Level(args.source),
            helper=args.helper,
            from_place=args.from_place,
            to_place=args.to_place,
            action=_action(args),
        )
    say(batch_line(batch))
    return DONE


def change_batch(args: Namespace) -> int:
    """More or fewer cases, while it is open."""
    with desk_of(args.data) as program:
        say(batch_line(program.hand_overs.relist(args.number, add=args.add, drop=args.drop, action=_action(args))))
    return DONE


def hand_over(args: Namespace) -> int:
    """Closes the list; its clock begins."""
    with desk_of(args.data) as program:
        say(batch_line(program.hand_overs.hand_over(args.number, args.giver, action=_action(args))))
    return DONE


def take_in(args: Namespace) -> int:
    """A batch of another point, from its list's code."""
    code = given_text() if args.code == "-" else args.code
    with desk_of(args.data) as program:
        say(batch_line(program.hand_overs.take_in(code, action=_action(args))))
    return DONE


def print_batch(args: Namespace) -> int:
    """The list in two copies, as PDF."""
    with desk_of(args.data) as program:
        batch = program.hand_overs.get(args.number)
        written(args.out, pdf := program.sheets.hand_over_list(batch))
    say({"number": batch.number, "pages": pages_of(pdf), "bytes": len(pdf)})
    return DONE


def receive(args: Namespace) -> int:
    """What was scanned has come; what is missing and what is not listed is named."""
    with desk_of(args.data) as program:
        hand_overs = program.hand_overs
        listed = hand_overs.get(args.number).case_nos if args.all else ()
        batch = hand_overs.receive(
            args.number,
            [*listed, *_scans(args.scans)],
            lacking=dict(args.lacking),
            receiver=args.receiver,
            action=_action(args),
        )
    say(batch_line(batch))
    return DONE


def settle(args: Namespace) -> int:
    """What became of it, in words."""
    with desk_of(args.data) as program:
        say(batch_line(program.hand_overs.settle(args.number, args.text, action=_action(args))))
    return DONE


def show_batch(args: Namespace) -> int:
    """One batch with its lines."""
    with desk_of(args.data) as program:
        say(batch_line(program.hand_overs.get(args.number)))
    return DONE


def central_batches(args: Namespace) -> int:
    """The batches that the city knows of, each once, put together from what both points told."""
    from app.central.points import check_point
    from app.commands.central import opened

    if args.point is not None:
        check_point(args.point)
    with opened(args.db) as store, store.reading() as central:
        for batch in central.helping.all(args.point):
            say(batch_line(batch))
    return DONE


def list_batches(args: Namespace) -> int:
    """A line each."""
    with desk_of(args.data) as program:
        hand_overs = program.hand_overs
        for batch in hand_overs.waiting() if args.waiting else hand_overs.batches():
            say(batch_line(batch))
    return DONE


def _action(args: Namespace) -> ActionId | None:
    return ActionId(args.action) if args.action else None


def _scans(given: Sequence[str]) -> Iterator[str]:
    """Every scan; "-" stands for the lines of standard input, as a scanner types them."""
    for scan in given:
        if scan == "-":
            yield from (line.strip() for line in given_text().splitlines() if line.strip())
        else:
            yield scan


def _helper(helper: Helper) -> dict[str, Any]:
    return {name: value for name, value in helper_to_json(helper).items() if name != "revision"}


def _visit(noted: Visit) -> dict[str, Any]:
    return visit_to_json(noted)


def batch_line(batch: Batch) -> dict[str, Any]:
    """Everything, and what follows from it."""
    whole = {name: value for name, value in batch_to_json(batch).items() if name not in ("revision", "arrivals")}
    arrived = batch.arrived
    return {
        **whole,
        "received_by": batch.taken and {"name": batch.taken.name, "at": batch.taken.at.isoformat()},
        "received": [number for number in batch.case_nos if number in arrived],
        "missing": list(batch.missing),
        "lacking": batch.lacking,
        "foreign": list(batch.foreign),
        "whole": batch.whole,
    }

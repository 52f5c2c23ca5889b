"""courier: bundles on a stick, out and back; and central's side of it."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.central.courier import Brought, CourierOffice
from app.commands.central import opened_program
from app.commands.once import done_at_central, done_before, remember, remember_at_central
from app.commands.opening import desk_of
from app.commands.output import DONE, as_error, complain, exit_code, say
from app.errors import SidaoError


def export(args: Namespace) -> int:
    """Writes what central has not acknowledged to the stick, as one bundle. Cut off before it was remembered, the same
    action writes another bundle, which takes the place of the first."""
    with desk_of(args.data) as program:
        result = done_before(program.store, args)
        if result is None:
            made = program.link.courier.export(Path(args.place), carrier=args.carrier or "")
            result = {
                "entries": made.entries,
                "blobs": made.blobs,
                "bytes": made.bytes,
                "left": made.left,
                "trip": made.trip,
                "folder": str(made.folder),
                "carrier": args.carrier,
            }
            remember(program.store, args, result)
    say(result)
    return DONE


def take(args: Namespace) -> int:
    """Takes in what central answered. Ends with the first trouble's exit code; then it is not remembered, and the same
    action tries again."""
    with desk_of(args.data) as program:
        first = done_before(program.store, args)
        if first is not None:
            say(first)
            return DONE
        back = program.link.courier_return.take(Path(args.place))
        result = {
            "entries": back.entries,
            "blobs": back.blobs,
            "bytes": back.bytes,
            "pulled": back.pulled,
            "returned": back.returned,
            "made_at": back.made_at,
            "troubles": [{"bundle": one.bundle, **as_error(one.trouble, args.language)} for one in back.troubles],
        }
        if not back.troubles:
            remember(program.store, args, result)
    say(result)
    return _ended([one.trouble for one in back.troubles], args.language)


def central_import(args: Namespace) -> int:
    """Takes in every bundle on the stick, and leaves each its return leg. Ends with the first trouble's exit code;
    then, or cut off, it is not remembered: the same action takes in again, which changes nothing that was taken in."""
    with opened_program(args.db, args.files) as (program, ids):
        first = done_at_central(program.store, args)
        if first is not None:
            say(first[0])
            return DONE
        brought = CourierOffice(program, ids).take(Path(args.place))
        troubles = [one.trouble for one in brought if one.trouble is not None]
        result = {
            "entries": sum(one.entries for one in brought),
            "blobs": sum(one.blobs for one in brought),
            "bytes": sum(one.bytes for one in brought),
            "bundles": [_line(one, args.language) for one in brought],
        }
        if not troubles:
            remember_at_central(program.store, args, [result])
    say(result)
    return _ended(troubles, args.language)


def _ended(troubles: Sequence[SidaoError], language: str) -> int:
    if not troubles:
        return DONE
    complain(troubles[0], language)
    return exit_code(troubles[0])


def _line(brought: Brought, language: str) -> dict[str, object]:
    return {
        "bundle": brought.bundle,
        "point": brought.point,
        "device": brought.device,
        "entries": brought.entries,
        "blobs": brought.blobs,
        "bytes": brought.bytes,
        "put_aside": brought.put_aside,
        "trouble": None if brought.trouble is None else as_error(brought.trouble, language),
    }

"""backup, restore: encrypted copies of the desk."""

from argparse import Namespace
from pathlib import Path

from app import config
from app.commands.opening import ask_passphrase, desk_of, surroundings
from app.commands.output import DONE, say
from app.copies.machine import machine_mark
from app.errors import Refused


def backup(args: Namespace) -> int:
    """One copy, whole when this returns."""
    with desk_of(args.data) as program:
        made = program.copies.make(Path(args.to) if args.to else None)
    say({"place": str(made.place), "at": made.at, "files": made.files, "bytes": made.bytes})
    return DONE


def restore(args: Namespace) -> int:
    """The desk from a copy; it may be read, and sends what it had, until `recover` makes it a device of its own."""
    from app.copies.restoring import restore as restore_copy

    around, folder = surroundings(), config.data_folder(args.data)
    done = restore_copy(
        Path(args.source), folder, ask_passphrase(), ids=around.ids, cost=around.cost, mark=machine_mark
    )
    say(
        {
            "from": str(done.source),
            "made_at": done.made_at,
            "files": done.files,
            "point": done.settings.point,
            "device": done.settings.device_number,
            "data": str(folder.resolve()),
        }
    )
    return DONE


def recover(args: Namespace) -> int:
    """A copied desk becomes a device of its own; what central lacks is recorded once more under the new name."""
    from app.recovery import moved
    from app.recovery import recover as recover_desk

    around, folder = surroundings(), config.data_folder(args.data)
    if args.moved:
        settings = moved(folder)
        say({"point": settings.point, "device": settings.device_number, "device_id": settings.device, "cases": 0})
        return DONE
    if args.device is None:
        raise Refused("device_number", "device", given="")
    done = recover_desk(folder, ask_passphrase(), device_number=args.device, code=args.code, around=around)
    say(
        {
            "point": done.settings.point,
            "device": done.settings.device_number,
            "device_id": done.settings.device,
            "former": done.former,
            "cases": done.cases,
            "renumbered": done.renumbered,
        }
    )
    return DONE

"""backup, restore, recover: encrypted copies of the desk, and what becomes of a copied one."""

from argparse import Namespace
from pathlib import Path

from app import config
from app.actions.model import Result
from app.commands.once import done_before, first_in_folder, note, remember
from app.commands.opening import ask_passphrase, desk_of, surroundings
from app.commands.output import DONE, say
from app.config import Config
from app.copies.machine import machine_mark
from app.copies.restoring import Restored
from app.errors import Refused
from app.recovery_folder import is_unfinished
from app.storage.desk import Desk


def backup(args: Namespace) -> int:
    """One copy, whole when this returns. Cut off before it was remembered, the same action makes another."""
    with desk_of(args.data) as program:
        result = done_before(program.store, args)
        if result is None:
            made = program.copies.make(Path(args.to) if args.to else None)
            result = {"place": str(made.place), "at": made.at, "files": made.files, "bytes": made.bytes}
            remember(program.store, args, result)
    say(result)
    return DONE


def restore(args: Namespace) -> int:
    """The desk from a copy; it may be read, and sends what it had, until `recover` makes it a device of its own.

    Under an action it has its memory of it with it when it comes into being.
    """
    from app.copies.restoring import restore as restore_copy

    around, folder, passphrase = surroundings(), config.data_folder(args.data), ask_passphrase()
    result = first_in_folder(folder, passphrase, args, around)

    def noted(part: Path, key: bytes, done: Restored) -> None:
        store = around.stores(part).open_desk(key, done.settings.device)
        try:
            remember(store, args, _restored(folder, done))
        finally:
            store.close()

    if result is None:
        done = restore_copy(
            Path(args.source),
            folder,
            passphrase,
            ids=around.ids,
            cost=around.cost,
            mark=machine_mark,
            finishing=noted if args.action else None,
        )
        result = _restored(folder, done)
    say(result)
    return DONE


def _restored(folder: Path, done: Restored) -> Result:
    return {
        "from": str(done.source),
        "made_at": done.made_at,
        "files": done.files,
        "point": done.settings.point,
        "device": done.settings.device_number,
        "data": str(folder.resolve()),
    }


def recover(args: Namespace) -> int:
    """A copied desk becomes a device of its own; what central lacks is recorded once more under the new name.

    Under an action the new device has its memory of it with it. One that was cut off and only has to be moved into
    place is finished first, whatever its action was.
    """
    folder = config.data_folder(args.data)
    say(_moved(args, folder) if args.moved else _recovered(args, folder))
    return DONE


def _moved(args: Namespace, folder: Path) -> Result:
    """The passphrase is needed for an action only: what was done lies in the desk's own store. Cut off in between, the
    desk has been moved and its action isn't known."""
    from app.recovery import moved

    passphrase = ask_passphrase() if args.action else ""
    first = first_in_folder(folder, passphrase, args, surroundings())
    if first is not None:
        return first
    result = _device(moved(folder)) | {"cases": 0}
    if args.action:
        with desk_of(args.data) as program:
            remember(program.store, args, result)
    return result


def _recovered(args: Namespace, folder: Path) -> Result:
    from app.recovery import Recovered
    from app.recovery import recover as recover_desk

    if args.device is None:
        raise Refused("device_number", "device", given="")
    around, passphrase = surroundings(), ask_passphrase()
    unfinished = is_unfinished(folder)
    if not unfinished and (first := first_in_folder(folder, passphrase, args, around)) is not None:
        return first

    def noted(desk: Desk, done: Recovered) -> None:
        note(desk, args, _told(done))

    def _told(done: Recovered) -> Result:
        facts = {"former": done.former, "cases": done.cases, "renumbered": done.renumbered}
        return {**_device(done.settings), **facts}

    done = recover_desk(folder, passphrase, device_number=args.device, code=args.code, around=around, finishing=noted)
    kept = first_in_folder(folder, passphrase, args, around) if unfinished else None
    return kept or _told(done)


def _device(settings: Config) -> dict[str, object]:
    return {"point": settings.point, "device": settings.device_number, "device_id": settings.device}

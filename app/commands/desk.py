"""init, status, verify: the desk as a whole."""

from argparse import Namespace
from pathlib import Path

from app import config
from app.actions.model import Result
from app.commands.once import first_in_folder, note, remember
from app.commands.opening import ask_passphrase, desk_of, surroundings
from app.commands.output import DONE, REFUSED, say
from app.config import Config
from app.queue_program import QueueProgram
from app.setup import Wanted, make_desk, opened_packet, wanted_from
from ui.explain import sentence


def init(args: Namespace) -> int:
    """Makes a desk, and tries to enrol it at once; central out of reach is no failure.

    Under an action the desk comes into being with its memory of it, as one that is not enrolled; what the first meeting
    came to is added after it.
    """
    around, folder, passphrase = surroundings(), config.data_folder(args.data), ask_passphrase()
    first = first_in_folder(folder, passphrase, args, around)
    if first is not None:
        say(first)
        return DONE
    made = make_desk(
        folder,
        _wanted(args, passphrase),
        stores=around.stores,
        resources=around.resources,
        clock=around.clock,
        ids=around.ids,
        finishing=lambda desk, made: note(desk, args, _made(folder, made)),
    )
    say(_first_meeting(args, folder, made, passphrase) if made.central else _made(folder, made))
    return DONE


def _made(folder: Path, made: Config, *, enrolled: bool = False, trouble: str | None = None) -> Result:
    """`trouble`: why it is not enrolled, a code as in `sync`; null when a first meeting was cut off."""
    trouble = trouble if made.central else "sync_no_central"
    return {
        "point": made.point,
        "device": made.device_number,
        "device_id": made.device,
        "name": made.point_name,
        "enrolled": enrolled,
        "trouble": trouble,
        "data": str(folder.resolve()),
    }


def _wanted(args: Namespace, passphrase: str) -> Wanted:
    """The desk as the arguments say it, or as a packet does."""
    if args.packet is not None:
        return wanted_from(
            opened_packet(Path(args.packet)),
            device_number=args.device,
            passphrase=passphrase,
            central=args.central,
            clerk=(args.clerk, args.clerk_number),
        )
    return Wanted(
        point=args.point,
        device_number=1 if args.device is None else args.device,
        passphrase=passphrase,
        clerk_name=args.clerk,
        clerk_number=args.clerk_number,
        central=args.central,
        code=args.code,
        demo=args.demo,
    )


def _first_meeting(args: Namespace, folder: Path, made: Config, passphrase: str) -> Result:
    """What the first meeting with central came to; the desk stands all the same, and `sync` tries again."""
    queue = QueueProgram(folder, surroundings())
    try:
        program = queue.sign_in(passphrase)
    except BaseException:
        queue.close()
        raise
    try:
        enrolled, trouble = program.try_to_enrol()
        result = _made(folder, made, enrolled=enrolled, trouble=trouble)
        remember(program.store, args, result)
        return result
    finally:
        program.close()


def status(args: Namespace) -> int:
    """Where the desk stands, for scripts that watch many."""
    with desk_of(args.data) as program:
        say(program.status())
    return DONE


def verify(args: Namespace) -> int:
    """Walks every chain and holds the rows against it."""
    from app.verify import verify_desk

    with desk_of(args.data) as program:
        found = verify_desk(program)
    for finding in found["findings"]:
        about = {"where": finding["where"], **finding["values"]}
        finding["message"] = sentence(finding["code"], args.language, **about)
    say(found)
    return DONE if found["ok"] else REFUSED

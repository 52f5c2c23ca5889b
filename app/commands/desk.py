"""init, status, verify: the desk as a whole."""

from argparse import Namespace
from pathlib import Path

from app import config
from app.commands.opening import ask_passphrase, desk_of, surroundings
from app.commands.output import DONE, REFUSED, say
from app.queue_program import QueueProgram
from app.setup import Wanted, make_desk, opened_packet, wanted_from
from ui.explain import sentence


def init(args: Namespace) -> int:
    """Makes a desk, and tries to enrol it at once; central out of reach is no failure."""
    around = surroundings()
    folder = config.data_folder(args.data)
    passphrase = ask_passphrase()
    wanted = _wanted(args, passphrase)
    made = make_desk(
        folder, wanted, stores=around.stores, resources=around.resources, clock=around.clock, ids=around.ids
    )
    enrolled, trouble = _first_meeting(folder, passphrase) if made.central else (False, "sync_no_central")
    say(
        {
            "point": made.point,
            "device": made.device_number,
            "device_id": made.device,
            "name": made.point_name,
            "enrolled": enrolled,
            "trouble": trouble,
            "data": str(Path(folder).resolve()),
        }
    )
    return DONE


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


def _first_meeting(folder: Path, passphrase: str) -> tuple[bool, str | None]:
    """Whether central knows the desk now, and the meeting's trouble; the desk stands all the same, and `sync` tries
    again."""
    queue = QueueProgram(folder, surroundings())
    try:
        program = queue.sign_in(passphrase)
    except BaseException:
        queue.close()
        raise
    try:
        return program.try_to_enrol()
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

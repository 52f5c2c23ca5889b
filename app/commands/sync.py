"""sync: meetings with central."""

from argparse import Namespace
from functools import partial
from threading import Event

from app.commands.opening import desk_of, surroundings
from app.commands.output import DONE, TROUBLE, complain, say
from app.errors import Trouble
from app.sync.once import sync_once
from app.sync.status import SyncReport


def sync(args: Namespace) -> int:
    """One meeting; with --once as many as it takes until nothing more can go. Ctrl-C ends it between two."""
    with desk_of(args.data) as program:
        meet = partial(sync_once, program.sync, surroundings().clock, Event().wait) if args.once else program.sync.cycle
        report = meet()
    say(as_json(report))
    if report.trouble is None:
        return DONE
    complain(Trouble(report.trouble, **report.values), args.language)
    return TROUBLE


def as_json(report: SyncReport) -> dict[str, object]:
    """The report as cli.md's `sync` says it."""
    return {
        "pushed": report.pushed,
        "pulled": report.pulled,
        "pending": report.pending,
        "returned": report.returned,
        "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down,
        "seconds": round(report.seconds, 3),
        "trouble": report.trouble,
    }

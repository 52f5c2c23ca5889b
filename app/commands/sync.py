"""sync: meetings with central."""

from argparse import Namespace
from functools import partial
from threading import Event

from app.commands.once import done_before, remember
from app.commands.opening import desk_of, surroundings
from app.commands.output import DONE, TROUBLE, complain, say
from app.errors import Trouble
from app.sync.differences import Standing
from app.sync.once import sync_once
from app.sync.status import SyncReport


def sync(args: Namespace) -> int:
    """One meeting; with --once as many as it takes until nothing more can go. Ctrl-C ends it between two.

    Under an action the result is remembered when the last meeting has ended well. Cut off before, the same action goes
    on where it was: what central has acknowledged, and what the desk has applied, does not travel again.
    """
    with desk_of(args.data) as program:
        first = done_before(program.store, args)
        if first is not None:
            say(first)
            return DONE
        engine = program.sync
        once = partial(sync_once, engine, surroundings().clock, Event().wait)
        meet = once if args.once else partial(engine.cycle, by_hand=True)
        report = meet()
        standing = program.differences.standing()
        result = {**as_json(report), **_compared(standing)}
        if report.trouble is None:
            remember(program.store, args, result)
    say(result)
    if report.trouble is None:
        return DONE
    complain(Trouble(report.trouble, **report.values), args.language)
    return TROUBLE


def _compared(standing: Standing) -> dict[str, object]:
    """Today's cases of this device here and at central (null before the first reckoning), and the days that differ."""
    return {
        "local": standing.here,
        "central": standing.there,
        "differences": [
            {
                "day": one.day.isoformat(),
                "local": one.here,
                "central": one.there,
                "missing": [case.case_no for case in one.missing],
                "strange": list(one.strange),
            }
            for one in standing.differences
        ],
    }


def as_json(report: SyncReport) -> dict[str, object]:
    """The report as cli.md's `sync` says it."""
    return {
        "pushed": report.pushed,
        "pulled": report.pulled,
        "pending": report.pending,
        "returned": report.returned,
        "files": report.files,
        "files_pending": report.files_pending,
        "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down,
        "seconds": round(report.seconds, 3),
        "trouble": report.trouble,
    }

"""report figures."""

from argparse import Namespace

from app.commands.opening import desk_of
from app.commands.output import DONE, REFUSED, say
from app.reports.figures import as_json


def figures(args: Namespace) -> int:
    """One object: 办件量 and what is measured beside; with --recount once more from the journal, and if both agree."""
    with desk_of(args.data) as program:
        told = program.reports.figures(args.since, args.until)
        if not args.recount:
            say(as_json(told))
            return DONE
        from app.recount import recounted

        again = recounted(program, args.since, args.until)
    agree = told == again
    say({**as_json(told), "recounted": as_json(again), "agree": agree})
    return DONE if agree else REFUSED

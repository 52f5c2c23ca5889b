"""clock: how this computer's clock stands, and today's date said to one that can't know."""

from argparse import Namespace

from app.commands.once import done_before, remember
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.ids import ActionId
from app.timekeeping.service import CONFIRMED, clock_json


def show(args: Namespace) -> int:
    """What the clock says, and what speaks against it."""
    with desk_of(args.data) as program:
        say(clock_json(program.time.look()))
    return DONE


def confirm(args: Namespace) -> int:
    """Acts go by this date until central has answered."""
    action = ActionId(args.action) if args.action else None
    with desk_of(args.data) as program:
        result = done_before(program.store, args, CONFIRMED)
        if result is None:
            result = clock_json(program.time.confirm(args.date, args.time, action=action))
            remember(program.store, args, result)
    say(result)
    return DONE

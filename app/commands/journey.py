"""demo journey: the whole way of one visitor through the real screens, drawn without a display."""

from argparse import Namespace
from pathlib import Path

from app import config
from app.commands.output import DONE, say


def journey(args: Namespace) -> int:
    """Number, call, case, paper, sync; says where the pictures, the PDF and the synced case are."""
    config.draw_offscreen()
    from ui.journey import Journey

    say(Journey(Path(args.out)).run())
    return DONE

"""demo journey: one visitor's whole way through the real screens."""

from argparse import Namespace
from pathlib import Path

from app.commands.output import DONE, say


def journey(args: Namespace) -> int:
    """`sidao demo journey`: says where the pictures, the PDF and the synced case are."""
    from ui.journey import Journey

    say(Journey(Path(args.out)).run())
    return DONE

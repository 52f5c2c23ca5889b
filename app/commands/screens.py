"""board: the full-screen programs that run before anybody signs in."""

from argparse import Namespace

from app import config


def board(args: Namespace) -> int:
    """The public board on this desk's queue."""
    if not config.has_display():
        config.draw_offscreen()
    from ui.board.main import show_board

    return show_board(config.data_folder(args.data))

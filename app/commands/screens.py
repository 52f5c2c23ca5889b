"""board: the full-screen programs that run before anybody signs in."""

from argparse import Namespace

from app import config
from app.commands.opening import surroundings
from app.crash import write_crash
from app.queue_program import QueueProgram


def board(args: Namespace) -> int:
    """The public board on this desk's queue, until it is closed."""
    import ui.plain_imports  # noqa: F401 - for what it does, and before all others

    # isort: split
    from ui.board.screen import board_of
    from ui.failures import Failures
    from ui.main import make_application, screen_fonts
    from ui.tasks import Lane

    folder = config.data_folder(args.data)
    app = make_application(folder)
    app.setQuitOnLastWindowClosed(True)
    screen_fonts().install(app)
    failures = Failures(lambda error: write_crash(folder, error))
    lane = Lane("storage", failures.report)
    around = surroundings()
    program = QueueProgram(folder, around)
    shown = board_of(program, lane, program.clock)
    shown.showFullScreen()
    try:
        return app.exec()
    finally:
        lane.stop()
        program.close()

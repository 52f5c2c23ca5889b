"""`sidao board`: the public board as a program of its own, on queue.db alone, with nobody signed in."""

from pathlib import Path

from app.commands.opening import surroundings
from app.crash import write_crash
from app.program import QueueProgram
from ui.board.screen import board_of
from ui.failures import Failures
from ui.main import make_application, screen_fonts
from ui.tasks import Lane


def show_board(folder: Path) -> int:
    """Runs until the board is closed."""
    app = make_application(folder)
    app.setQuitOnLastWindowClosed(True)
    screen_fonts().install(app)
    failures = Failures(lambda error: write_crash(folder, error))
    lane = Lane("storage", failures.report)
    around = surroundings()
    program = QueueProgram(folder, around)
    board = board_of(program, lane, around.clock)
    board.showFullScreen()
    try:
        return app.exec()
    finally:
        lane.stop()
        program.close()

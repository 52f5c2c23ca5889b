"""What runs beside the screens: meeting central, printing what waits, and encrypted copies."""

from threading import Event

from app.clock import Clock
from app.events import Changes
from app.program import Program
from app.receipts.model import PrintState
from app.worker import Loop
from ui.failures import Failures
from ui.status import Printer

_PRINT_REST = 5.0
_LOOK_AT_PRINTER = 60.0


class Background:
    """Three loops, started after the first screen is painted and ended with the window.

    `printer` is how the printer was when last looked at; it may be read from any thread.
    """

    def __init__(self, program: Program, failures: Failures, clock: Clock) -> None:
        self._program = program
        self._clock = clock
        self._link_up = True
        self._by_hand = Event()
        self._looked_at: float | None = None
        self.printer: Printer = "ready"
        self._sync = Loop("sync", self._meet, idle=60.0, failed=failures.report)
        self._print = Loop("print", self._print_one, idle=_PRINT_REST, failed=failures.report)
        self._copy = Loop("copy", self._copy_if_due, idle=600.0, failed=failures.report)
        self._leave = program.announcer.listen(self._heard)

    def start(self) -> None:
        self._sync.start()
        self._print.start()
        self._copy.start()

    def meet_now(self) -> None:
        """Meets central at once, whatever the pause and the quiet hours: somebody asked for it."""
        self._by_hand.set()
        self._sync.nudge()

    def copy_now(self) -> None:
        """Makes an encrypted copy at once."""
        self._program.copies.ask()
        self._copy.nudge()

    def stop(self) -> None:
        self._leave()
        self._program.link.stop()
        self._sync.stop()
        self._print.stop()
        self._copy.stop()

    def _meet(self) -> float:
        by_hand = self._by_hand.is_set()
        self._by_hand.clear()
        self._link_up = self._program.sync.cycle(by_hand=by_hand).trouble is None
        return self._program.sync.pause()

    def _copy_if_due(self) -> float:
        return self._program.copies.step() if self._program.config.copy_to else 600.0

    def _print_one(self) -> float:
        job = self._program.spool.step()
        if job is not None:
            self.printer = "ready" if job is PrintState.PRINTED else "failed"
            self._looked_at = self._clock.seconds()
            return 0.0
        self._look_at_printer()
        return _PRINT_REST

    def _look_at_printer(self) -> None:
        now = self._clock.seconds()
        if self._looked_at is None or now - self._looked_at > _LOOK_AT_PRINTER:
            self._looked_at = now
            self.printer = "ready" if self._program.printer().ready() is None else "none"

    def _heard(self, changes: Changes) -> None:
        """A new job wakes the printer. A new entry begins a meeting, unless the link is known to be down; so do other
        settings, which may have ended a rest."""
        if changes.receipts:
            self._print.nudge()
        is_new = (changes.cases or changes.tickets) and self._link_up
        if (is_new or changes.settings) and not changes.sync:
            self._sync.nudge()

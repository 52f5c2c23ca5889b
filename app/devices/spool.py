"""The print spool: one waiting copy a step, its fate written down whatever happens."""

from collections.abc import Callable

from app.clock import Clock
from app.devices.ports import Printer
from app.errors import SidaoError
from app.events import Announcer, Changes
from app.receipts.model import PrintState
from app.storage.desk import DeskStore
from app.storage.receipts import PrintJob

Render = Callable[[PrintJob], tuple[bytes, str]]
"""A job's pages and their title."""
_BUG = "print_failed"


class PrintSpool:
    """Prints what waits. A plain function in tests; driven by app/worker.Loop in the program."""

    def __init__(
        self, store: DeskStore, *, render: Render, printer: Callable[[], Printer], clock: Clock, announcer: Announcer
    ) -> None:
        self._store = store
        self._render = render
        self._printer = printer
        self._clock = clock
        self._announcer = announcer

    def step(self) -> PrintState | None:
        """Prints the oldest waiting copy and says how it fared; None when none waits.

        While the printer has it, its state is `unknown`: after a crash or a power cut nobody can say whether
        paper came out, and the clerk is asked to look. A copy that can't be printed fails with its code and
        holds up no other; PaperDesk.again puts it in line once more.
        """
        with self._store.reading() as desk:
            waiting = desk.receipts.jobs([PrintState.WAITING], 1)
        if not waiting:
            self._printer().tidy()
            return None
        try:
            return self._print(waiting[0])
        finally:
            self._announcer.announce(Changes(receipts=True))

    def _print(self, job: PrintJob) -> PrintState:
        """Raises what no device may raise, after writing down that the copy failed."""
        try:
            pdf, title = self._render(job)
            if not self._settle(job, PrintState.WAITING, PrintState.UNKNOWN):
                return PrintState.UNKNOWN  # another program of this desk prints it
            printer = self._printer()
            printer.tidy()
            printer.print_pdf(pdf, title)
        except SidaoError as error:
            self._failed(job, error.code)
            return PrintState.FAILED
        except Exception:
            self._failed(job, _BUG)
            raise
        self._settle(job, PrintState.UNKNOWN, PrintState.PRINTED)
        return PrintState.PRINTED

    def _failed(self, job: PrintJob, code: str) -> None:
        for before in (PrintState.UNKNOWN, PrintState.WAITING):
            if self._settle(job, before, PrintState.FAILED, code):
                return

    def _settle(self, job: PrintJob, before: PrintState, state: PrintState, trouble: str | None = None) -> bool:
        """False when the job no longer stands as `before`."""
        with self._store.writing() as desk:
            return desk.receipts.settle(job.id, state, self._clock.now(), trouble, before=before)

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
        paper came out, and the clerk is asked to look.
        """
        with self._store.reading() as desk:
            waiting = desk.receipts.jobs([PrintState.WAITING], 1)
        if not waiting:
            return None
        job = waiting[0]
        trouble: str | None
        try:
            pdf, title = self._render(job)
            self._settle(job, PrintState.UNKNOWN, None)
            self._printer().print_pdf(pdf, title)
        except SidaoError as error:
            state, trouble = PrintState.FAILED, error.code
        else:
            state, trouble = PrintState.PRINTED, None
        self._settle(job, state, trouble)
        self._announcer.announce(Changes(receipts=True))
        return state

    def _settle(self, job: PrintJob, state: PrintState, trouble: str | None) -> None:
        with self._store.writing() as desk:
            desk.receipts.settle(job.id, state, self._clock.now(), trouble)

"""What a serving central does by itself: the national tables and the news of batches between points behind the answers,
room for the coming months, and once a day the sweep of attachments that nobody names.

It gives way to desks: as long as they come without a pause, it takes a turn every two seconds only.

Each turn frees what refers to itself (a request leaves some 600 such objects, mostly SQLAlchemy's). The collector would
come for them after a hundred requests only (app.central.serving), and be dearer in the midst of one.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from app.central.failures import told_of
from app.central.load import Load
from app.central.projector import Projector
from app.central.sides import Sides
from app.central.storage import CentralStore
from app.clock import Clock
from app.errors import SidaoError

QUIET, GIVES_WAY, IDLE = 0.4, 2.0, 20.0
"""Seconds: a pause that lets it work at once; how long it gives way at most; when it looks without being told."""

_LOG = logging.getLogger("sidao.central")


class Upkeep:
    """`run` belongs to a thread of its own; `stop` may come from any."""

    def __init__(
        self,
        store: CentralStore,
        projector: Projector,
        sides: Sides,
        load: Load,
        clock: Clock,
        sweep: Callable[[], int],
    ) -> None:
        self._store = store
        self._projector = projector
        self._sides = sides
        self._load = load
        self._clock = clock
        self._sweep = sweep
        self._stopped = Event()
        self._room_made_on: date | None = None

    def run(self) -> None:
        """Until stopped. A database that is away, or a bug, ends a turn and not this."""
        while not self._stopped.is_set():
            try:
                self._turn()
            except SidaoError as error:
                _LOG.warning("upkeep waits: %s", error)
            except Exception as failure:
                _LOG.error("upkeep failed: %s", told_of(failure))
            self._load.worked.wait(IDLE)
            self._load.worked.clear()

    def stop(self) -> None:
        """Ends `run` after the transaction that it is in."""
        self._stopped.set()
        self._load.worked.set()

    def _turn(self) -> None:
        now = self._clock.now()
        if self._room_made_on != now.date():
            self._store.make_room(now)
            self._room_made_on = now.date()
            self._sweep()
        more = True
        while more and not self._stopped.is_set():
            self._give_way()
            gc.collect()
            told = self._sides.tell_some() is not None
            more = self._projector.project_some() is not None or told

    def _give_way(self) -> None:
        until = self._clock.seconds() + GIVES_WAY
        while not (self._load.is_quiet(QUIET) or self._clock.seconds() >= until):
            if self._stopped.wait(QUIET / 4):
                return


@contextmanager
def kept_up(upkeep: Upkeep) -> Iterator[None]:
    """Upkeep on a thread of its own while the block lasts."""
    thread = Thread(target=upkeep.run, name="upkeep")
    thread.start()
    try:
        yield
    finally:
        upkeep.stop()
        thread.join()

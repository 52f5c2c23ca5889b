"""A loop in the background: one thread that calls a step again and again until it is stopped."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from app.errors import SidaoError

log = logging.getLogger(__name__)


class Loop:
    """Calls `step()`, which returns how many seconds to rest before the next call; `nudge` ends a rest early.

    A step that raises Trouble rests as if it had nothing to do; any other exception is handed to `failed`
    (a bug: the crash file), and the loop goes on.
    """

    def __init__(
        self, name: str, step: Callable[[], float], *, idle: float, failed: Callable[[Exception], None]
    ) -> None:
        self._name = name
        self._step = step
        self._idle = idle
        self._failed = failed
        self._wake = Event()
        self._over = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """There is something to do now."""
        self._wake.set()

    def stop(self, patience: float = 5.0) -> bool:
        """Ends after the present step; False when that took longer than `patience` seconds."""
        self._over.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    @property
    def over(self) -> Event:
        """Set when the loop is to end: a step that waits inside waits on this."""
        return self._over

    def _run(self) -> None:
        while True:
            self._wake.clear()  # before the step, so that a nudge during it is not lost
            if self._over.is_set():
                return
            rest = self._idle
            try:
                rest = self._step()
            except SidaoError as error:
                log.info("%s: %s", self._name, error)
            except Exception as error:
                self._failed(error)
            self._wake.wait(rest)

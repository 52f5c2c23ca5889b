"""Python's cyclic garbage collection on the GUI thread only.

A collection begins on whichever thread allocates. On a lane it would destroy widgets that are part of a cycle, and Qt
objects may only die on the thread that they live on.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class Collector(QObject):
    """Looks every two seconds and collects the generations whose thresholds are passed, as Python itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, if one is."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > threshold
        ]
        if due:
            gc.collect(max(due))
        if due and not self._settled:
            self._settled = True
            gc.freeze()  # what the start has loaded stays until the end: no later collection need walk through it

    def stop(self) -> None:
        """The lanes have ended: Python may collect wherever it likes again."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        gc.enable()

"""Python's cyclic garbage collection on the GUI thread only.

A collection begins on whichever thread allocates. On a lane it would destroy widgets that are part of a cycle, and Qt
objects may only die on the thread that they live on.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class Collector(QObject):
    """Looks every two seconds and collects the generations whose thresholds are passed, as Python itself would.

    `for_good`: it is the program's own. After the first look what the start has loaded is left alone until the end.
    """

    def __init__(self, parent: QObject | None = None, *, for_good: bool = False) -> None:
        super().__init__(parent)
        gc.disable()
        self._to_settle = for_good
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
        if due and self._to_settle:
            self._to_settle = False
            gc.freeze()  # no later collection need walk through it

    def stop(self) -> None:
        """The lanes have ended: Python may collect wherever it likes again."""
        self._timer.stop()
        gc.enable()

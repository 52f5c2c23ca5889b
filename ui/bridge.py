"""Announcements of any thread become one Qt signal on the GUI thread."""

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.events import Announcer, Changes


class Bridge(QObject):
    """`changed(Changes)` on the GUI thread: what has been announced since the last time, taken together."""

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, announcer: Announcer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._waiting: Changes | None = None
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._leave = announcer.listen(self._hear)

    def close(self) -> None:
        """Listen no longer."""
        self._leave()

    def _hear(self, changes: Changes) -> None:
        """Called on whichever thread has committed."""
        with self._lock:
            first = self._waiting is None
            self._waiting = changes if self._waiting is None else self._waiting | changes
        if first:
            self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        with self._lock:
            changes, self._waiting = self._waiting, None
        if changes is not None:
            self.changed.emit(changes)

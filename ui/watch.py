"""Other programs on the same folder (a kiosk, the command line): their changes become announcements here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.events import Announcer, Changes
from ui.tasks import Lane

_EVERY_MS = 1000
_DESK = Changes(cases=True, drafts=True, receipts=True, catalogue=True, sync=True)


class Watch(QObject):
    """Asks both stores once a second whether another connection has written; asking costs microseconds."""

    def __init__(
        self,
        lane: Lane,
        announcer: Announcer,
        desk_version: Callable[[], int] | None,
        queue_version: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        """`desk_version` is None where only the queue is open: kiosk and board."""
        super().__init__(parent)
        self._lane = lane
        self._announcer = announcer
        self._ask_desk = desk_version or (lambda: 0)
        self._ask_queue = queue_version
        self._seen: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Asks no more."""
        self._timer.stop()

    def _look(self) -> None:
        if self._lane.idle:
            self._lane.run(lambda: (self._ask_desk(), self._ask_queue()), self._compare)

    def _compare(self, versions: tuple[int, int]) -> None:
        before, self._seen = self._seen, versions
        if before is None or before == versions:
            return
        desk = _DESK if before[0] != versions[0] else Changes()
        self._announcer.announce(desk | Changes(tickets=before[1] != versions[1]))

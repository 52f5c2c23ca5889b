"""The public board in a window of its own: runs before anybody signs in, on queue.db alone."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import SidaoError
from app.queue_program import QueueProgram
from ui.asking import Asking
from ui.board.canvas import BoardCanvas
from ui.board.rows import BoardFacts, announced, board_texts
from ui.language import _
from ui.tasks import Lane

_LOOK_MS = 1000
"""How often it looks whether any program has written; a look costs microseconds."""
_FLASH_MS = 500
_FLASHES = 8


class BoardWindow(QWidget):
    """Follows the queue whoever writes to it. F11 fills the screen or leaves it; Esc leaves it too.

    What cannot be read for a moment (the store is busy) leaves what stands there.
    """

    def __init__(self, read: Callable[[], BoardFacts], version: Callable[[], int], lane: Lane, clock: Clock) -> None:
        """`read` and `version` run on `lane`; `version` differs when any program has written."""
        super().__init__()
        self.setObjectName("board")
        self.setWindowTitle(_("公众屏 · Sidao 四到"))
        self._read, self._version, self._lane, self._clock = read, version, lane, clock
        self._facts: BoardFacts | None = None
        self._seen: int | None = None
        self._spoken: datetime | None = None
        self._flashes = 0
        self.canvas = BoardCanvas(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self._looking = Asking(lane, version, self._looked, self._unreadable, self)
        self._asking = Asking(lane, read, self._show, self._unreadable, self)
        self._flash = QTimer(self)
        self._flash.setInterval(_FLASH_MS)
        self._flash.timeout.connect(self._blink)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_LOOK_MS)
        self._pulse.timeout.connect(self.look)

    def look(self) -> None:
        """Once a second: the time of day, and whether anything was written."""
        if self._facts is not None:
            self.canvas.show_texts(board_texts(self._facts, self._clock.now()))
        self._looking.ask()

    def put_on(self, screens: list[QScreen]) -> None:
        """Full screen on the hall's screen when there is a second one, else in a window."""
        if len(screens) > 1:
            self.setGeometry(screens[1].geometry())
            self.showFullScreen()
        else:
            self.show()
            self.raise_()

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asking.ask()
        self._pulse.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A closed board asks nothing."""
        self._pulse.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        full = self.isFullScreen()
        if event.key() == Qt.Key.Key_F11 or (full and event.key() == Qt.Key.Key_Escape):
            self.showNormal() if full else self.showFullScreen()
        else:
            super().keyPressEvent(event)

    def _looked(self, version: int) -> None:
        if version != self._seen:
            self._seen = version
            self._asking.ask()

    def _show(self, facts: BoardFacts) -> None:
        spoken = announced(facts)
        first, self._facts = self._facts is None, facts
        self.canvas.show_texts(board_texts(facts, self._clock.now()))
        if spoken != self._spoken and spoken is not None and not first:
            self._flashes = _FLASHES
            self._flash.start()
        self._spoken = spoken

    def _blink(self) -> None:
        self._flashes -= 1
        self.canvas.flash(self._flashes % 2 == 1)
        if self._flashes <= 0:
            self.canvas.flash(False)
            self._flash.stop()

    def _unreadable(self, _error: SidaoError) -> None:
        self._seen = None


def board_of(program: QueueProgram, lane: Lane, clock: Clock) -> BoardWindow:
    """The board of a desk's queue: for the queue's screen, and for `sidao board`."""

    def read() -> BoardFacts:
        settings = program.config
        return BoardFacts(
            point=settings.point_name,
            phone=settings.phone,
            board=program.tickets.board(),
            rules=program.tickets.rules(),
        )

    return BoardWindow(read, program.queue_store.version, lane, clock)

"""The line at the bottom: link, what is not yet uploaded, last contact, printer, queue, and where we are."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.clock import Clock
from ui.status import StatusFacts, link_mark, status_texts
from ui.tasks import Lane
from ui.theme import STATUS_HEIGHT, look
from ui.widgets.frames import ElidedText, Text
from ui.widgets.rows import Mark

_EVERY_MS = 10_000
_SAID_MS = 12_000


class StatusLine(QFrame):
    """Asks for the facts on the storage lane: when first shown, every ten seconds and after each change.

    `told(facts)` passes them on.
    """

    told = Signal(object)

    def __init__(
        self, lane: Lane, ask: Callable[[], StatusFacts], clock: Clock, where: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look(self, "look", "statusline")
        self.setFixedHeight(STATUS_HEIGHT)
        self._lane, self._ask, self._clock, self._where = lane, ask, clock, where
        self._asked = self._asking = self._again = False
        self._words: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(20)
        self._link = Text("", "small", self)
        self._link.setObjectName("status_link")
        self._row.addWidget(self._link)
        self._texts = [Text("", "small", self) for _place in range(5)]
        for place, text in enumerate(self._texts):
            text.setObjectName(f"status_{place}")
            self._row.addWidget(text)
        self._said = ElidedText("", "small", self)
        self._said.setObjectName("status_said")
        self._said.hide()
        self._row.addWidget(self._said, 1)
        self._place = ElidedText(where, "small", self)
        self._place.setObjectName("status_where")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._place, 1)
        self._pulse = _timer(self, _EVERY_MS, self.refresh, single=False)
        self._pulse.start()
        self._forget = _timer(self, _SAID_MS, self._fall_silent, single=True)

    def refresh(self) -> None:
        """Ask again; several wishes while one is under way become one."""
        if self._asking:
            self._again = True
            return
        self._asked = self._asking = True
        self._lane.run(self._ask, self._show, self._unknown)

    def showEvent(self, event: QShowEvent) -> None:
        """The first facts stand there as soon as the window does."""
        super().showEvent(event)
        if not self._asked:
            self.refresh()

    def say(self, sentence: str) -> None:
        """A success, in green for a while; meanwhile only the link and what waits to be uploaded stand beside it."""
        self._said.set_kind("good")
        self._said.setText(f"✓ {sentence}")
        self._said.show()
        self._place.hide()
        self._show_words()
        self._forget.start()

    def _show(self, facts: StatusFacts) -> None:
        now: datetime = self._clock.now()
        self._show_link(link_mark(facts))
        self._words = status_texts(facts, now)
        self._show_words()
        self.told.emit(facts)
        self._answered()

    def _show_words(self) -> None:
        words = self._words[:1] if self._said.isVisibleTo(self) else self._words
        for place, label in enumerate(self._texts):
            label.setText(words[place] if place < len(words) else "")
            label.setVisible(place < len(words))

    def _show_link(self, mark: Mark) -> None:
        self._link.setText(mark.text)
        self._link.set_kind(mark.kind)

    def _unknown(self, _error: object) -> None:
        """The store is busy or away: what stands there stays; the next pulse asks again."""
        self._answered()

    def _answered(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.refresh()

    def _fall_silent(self) -> None:
        self._said.hide()
        self._place.show()
        self._show_words()


def _timer(parent: QWidget, milliseconds: int, slot: Callable[[], None], *, single: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.setSingleShot(single)
    timer.timeout.connect(slot)
    return timer

"""Keeps an eye on the clock while the window stands, and asks the clerk when nobody else can know the date."""

from collections.abc import Callable
from datetime import date, time
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.errors import SidaoError
from app.timekeeping.model import Standing
from ui.tasks import Lane
from ui.timekeeping.rows import clock_sentence

_EVERY_MS = 10_000


class LooksAfterTime(Protocol):
    """See app.timekeeping.service.TimeDesk."""

    def look(self) -> Standing: ...

    def confirm(self, day: date, at: time | None = None) -> Standing: ...


class ClockWatch(QObject):
    """Looks when begun and every ten seconds, on the storage lane.

    `tell(sentence, asks)` says what is new across the top; `asks`: with a button that brings the question up again.
    """

    def __init__(self, time: LooksAfterTime, lane: Lane, window: QWidget, tell: Callable[[str, bool], object]) -> None:
        super().__init__(window)
        self._time, self._lane, self._window, self._tell = time, lane, window, tell
        self._said = ""
        self._asked = self._looking = False
        self._standing: Standing | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """The first look, and the others after it."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """One look, unless one is under way."""
        if not self._looking:
            self._looking = True
            self._lane.run(self._time.look, self._seen, self._unknown)

    def ask(self) -> None:
        """Brings the question up."""
        if self._standing is None:
            return
        from ui.timekeeping.dialogs import DateDialog

        dialog = DateDialog(self._standing, self._time.confirm, self._lane, self._window)
        dialog.confirmed.connect(self._seen)
        dialog.rejected.connect(self._remind)
        dialog.open()

    def _seen(self, standing: Standing) -> None:
        self._looking, self._standing = False, standing
        first, self._asked = not self._asked, self._asked or standing.unconfirmed or standing.said_by_clerk
        if first and self._asked:
            self.ask()
            return
        said = clock_sentence(standing)
        if said and (said != self._said or standing.unconfirmed):
            self._tell(said, standing.unconfirmed)
        self._said = said

    def _remind(self) -> None:
        """Nobody has said the date: the sentence stays across the top, with the button."""
        if self._standing is not None and (said := clock_sentence(self._standing)):
            self._said = said
            self._tell(said, self._standing.unconfirmed)

    def _unknown(self, _error: SidaoError) -> None:
        """The store is busy: the next look tells."""
        self._looking = False

"""The main window: the rail, one screen at a time, the status line. It knows no screen by name."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.clock import Clock
from app.events import Changes
from ui.bridge import Bridge
from ui.failures import Failures
from ui.rail import Rail
from ui.screen import EVERYTHING, Place, Screen
from ui.shortcuts import CONFIRM_DATE
from ui.status import StatusFacts
from ui.status_line import StatusLine
from ui.tasks import Lane
from ui.widgets.banner import Banner


class Shell(QMainWindow):
    """Makes screens when they are first visited, and tells them what changed; hidden ones go stale.

    `left` is emitted when the clerk closes the window, `sign_out_asked` from the clerk's name on the rail.
    """

    left = Signal()
    sign_out_asked = Signal()
    note_pressed = Signal()

    def __init__(
        self,
        places: Sequence[Place],
        *,
        bridge: Bridge,
        lane: Lane,
        ask_status: Callable[[], StatusFacts],
        failures: Failures,
        clock: Clock,
        clerk: str,
        where: str,
    ) -> None:
        """`ask_status` runs on `lane`. `clerk` is the signed-in clerk's name, `where` the point and window."""
        super().__init__()
        self._places = {place.key: place for place in places}
        self._screens: dict[str, QWidget] = {}
        self._stale: dict[str, Changes] = {}
        self._current = ""
        self.rail = Rail(places, clerk, self)
        self.status_line = StatusLine(lane, ask_status, clock, where, self)
        self.trouble = Banner(self, closable=True, key=CONFIRM_DATE)
        self.trouble.setObjectName("trouble")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.rail.chosen.connect(self.go)
        self.rail.clerk_pressed.connect(self.sign_out_asked)
        self.status_line.told.connect(self._show_counts)
        bridge.changed.connect(self.refresh)
        failures.said.connect(self.complain)
        self.trouble.pressed.connect(self.note_pressed)

    @property
    def current(self) -> str:
        """The key of the place in front."""
        return self._current

    def go(self, key: str) -> QWidget:
        """Bring a place to the front, making it first when nobody has been there."""
        screen = self._screens.get(key)
        if screen is None:
            screen = self._screens[key] = self._places[key].make()
            screen.setObjectName(key)
            self._stack.addWidget(screen)
            self._stale[key] = EVERYTHING
        self._current = key
        self._stack.setCurrentWidget(screen)
        self.rail.choose(key)
        self.setWindowTitle(f"{self._places[key].title} · Sidao 四到")
        known = cast(Screen, screen)
        known.shown()
        if (changes := self._stale.pop(key, None)) is not None:
            known.refresh(changes)
        return screen

    def refresh(self, changes: Changes) -> None:
        """Something changed: the visible screen queries again, the others when they come to the front."""
        self.status_line.refresh()
        for key, screen in self._screens.items():
            if key == self._current:
                cast(Screen, screen).refresh(changes)
            else:
                self._stale[key] = self._stale[key] | changes if key in self._stale else changes

    def say(self, sentence: str) -> None:
        """A success: one line in the status area."""
        self.trouble.say("")
        self.status_line.say(sentence)

    def note(self, sentence: str, action: str = "") -> None:
        """Something to know that is nobody's fault: across the top until it is put away. `action` is the caption of
        the button behind it, which emits `note_pressed`."""
        self.trouble.say(sentence, "attention", action)

    def complain(self, sentence: str) -> None:
        """A trouble: a sentence across the top that stays until it is put away or something succeeds."""
        self.trouble.say(sentence, "bad")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.trouble)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status_line)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(880, 440)

    def _show_counts(self, facts: StatusFacts) -> None:
        for key in self._places:
            self.rail.set_count(key, facts.counts.get(key, 0))

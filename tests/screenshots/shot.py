"""A picture to take: which screen, over which desk, after which hands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.desk import ScreenDesk
from ui.fonts import ScreenFonts

PLACES = (
    ("workbench", "工作台"),
    ("todo", "待办"),
    ("cases", "办件"),
    ("queue", "排队"),
    ("helping", "帮代办"),
    ("sync", "同步"),
    ("settings", "设置"),
)
"""The rail of the pictures; the composition root has the same."""

_SOON_MS = 200


@dataclass
class Stage:
    """What a shot is taken of: a real desk in a temporary folder, and what main would hand to screens."""

    desk: ScreenDesk
    fonts: ScreenFonts
    folder: Path
    kept: list[QWidget] = field(default_factory=list)

    def now(self) -> datetime:
        return self.desk.clock.now()

    def settle(self) -> None:
        """Until the lanes are idle, no pause in typing is being waited for, and everything is painted.

        By an event loop: QTest.qWait keeps the interpreter's lock, and what the lanes do takes ten times as long.
        """
        quiet = 0
        while quiet < 3:
            loop = QEventLoop()
            QTimer.singleShot(2, loop.quit)
            loop.exec()
            quiet = quiet + 1 if self.desk.idle() and not _is_waiting() else 0
        QApplication.processEvents()


def _is_waiting() -> bool:
    """Whether a screen is about to do something by itself."""
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS
        for window in QApplication.topLevelWidgets()
        for timer in window.findChildren(QTimer)
    )


def nothing(stage: Stage) -> None:
    """An empty desk."""


def no_hands(stage: Stage, screen: QWidget) -> None:
    """Just look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture at each size.

    `place` is the rail's key, "" for a screen with a window of its own (then `size` in pixels may be given).
    `arrange` prepares the desk, `make` builds the screen (it may be a `Screen`), `act` uses it once it is shown.
    """

    name: str
    make: Callable[[Stage], QWidget]
    place: str = ""
    arrange: Callable[[Stage], None] = nothing
    act: Callable[[Stage, QWidget], None] = no_hands
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentShot:
    """A paper: every page of `pdf` becomes a picture."""

    name: str
    pdf: Callable[[Stage], bytes]
    arrange: Callable[[Stage], None] = nothing

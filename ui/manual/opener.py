"""F1: the manual at the page of the screen in front."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.shortcuts import MANUAL

if TYPE_CHECKING:
    from ui.manual.window import ManualWindow


class Manual:
    """One window for the whole program, made at the first F1. It has no parent: a dialog doesn't hold it up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.window: ManualWindow | None = None

    def serve(self, over: QWidget, place: Callable[[], str]) -> None:
        """From now on F1 in the window `over` opens the page of `place()`."""

        def opened() -> None:
            self.open(place())

        QShortcut(QKeySequence(MANUAL), over).activated.connect(opened)

    def open(self, place: str) -> None:
        """Opens the manual at the page of a screen."""
        if self.window is None:
            from ui.manual.window import ManualWindow  # most days nobody asks: no start waits for it

            self.window = ManualWindow(self._folder)
        self.window.open_at(place)

    def close(self) -> None:
        """Puts the window away with the program."""
        if self.window is not None:
            self.window.close()
            self.window = None

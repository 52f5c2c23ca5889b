"""Asking a lane again and again for what a screen shows: several wishes while one is under way become one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.errors import SidaoError
from ui.tasks import Lane


class Asking(QObject):
    """`ask()` runs `question` on the lane and shows its answer on the GUI thread.

    A SidaoError goes to `failed` when there is one, else to the one place for failures.
    """

    def __init__(
        self,
        lane: Lane,
        question: Callable[[], Any],
        show: Callable[[Any], object],
        failed: Callable[[SidaoError], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._question, self._show, self._failed_to = lane, question, show, failed
        self._under_way = self._again = False

    def ask(self) -> None:
        """Now, or once more when the question under way is answered."""
        if self._under_way:
            self._again = True
            return
        self._under_way = True
        self._lane.run(self._question, self._came, self._failed if self._failed_to else None)

    def _came(self, answer: Any) -> None:
        self._answered()
        self._show(answer)

    def _failed(self, error: SidaoError) -> None:
        self._answered()
        if self._failed_to is not None:
            self._failed_to(error)

    def _answered(self) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.ask()

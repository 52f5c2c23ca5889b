"""The one place where errors become sentences on the screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import SidaoError
from ui.explain import explain
from ui.language import _, chosen


class Failures(QObject):
    """Says in a sentence what went wrong. A bug also leaves a crash file; the window stays.

    `said(sentence)` is what the shell shows.
    """

    said = Signal(str)

    def __init__(self, write_crash: Callable[[BaseException], Path | None], parent: QObject | None = None) -> None:
        """`write_crash` writes the file and names it; it returns None when even that is impossible."""
        super().__init__(parent)
        self._write_crash = write_crash

    def report(self, error: BaseException) -> None:
        """Take an error that nobody else has taken; never raises."""
        self.said.emit(self.sentence(error))

    def sentence(self, error: BaseException) -> str:
        """What to tell the clerk."""
        if isinstance(error, SidaoError):
            return explain(error, chosen())
        file = self._write_crash(error)
        if file is None:
            return _("程序出了意外，刚才的操作没有完成。已经录入的内容都在，请再试一次。")
        said = _("程序出了意外，刚才的操作没有完成。已经录入的内容都在，请再试一次；仍不行时把 {file} 交给维护人员。")
        return said.format(file=file)

"""Printing on Windows: the file is handed to the program that prints PDF there."""

import os
from datetime import timedelta
from pathlib import Path

from app.clock import Clock
from app.errors import Trouble
from app.ids import Ids

_READ_BY_THEN = timedelta(minutes=10)
"""The other program reads the file when it comes to it; after so long it has."""


class WindowsPrinter:
    """`queue` "" is the default printer. Files lie in `folder`, a part of the desk's own, and are taken away by
    `tidy`, because they hold personal data."""

    def __init__(self, queue: str, folder: Path, clock: Clock, ids: Ids) -> None:
        self._queue = queue
        self._folder = folder
        self._clock = clock
        self._ids = ids

    def print_pdf(self, pdf: bytes, title: str) -> None:
        start = getattr(os, "startfile", None)
        if start is None:
            raise Trouble("printer_no_system")
        path = self._folder / f"{self._ids.new()}.pdf"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(pdf)
            start(str(path), "printto" if self._queue else "print", f'"{self._queue}"' if self._queue else "")
        except OSError as error:
            path.unlink(missing_ok=True)
            raise Trouble("printer_refused", queue=self._queue) from error

    def ready(self) -> str | None:
        return None

    def tidy(self) -> None:
        before = (self._clock.now() - _READ_BY_THEN).timestamp()
        for path in self._folder.glob("*.pdf"):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except OSError:
                continue  # still open over there: at the next step

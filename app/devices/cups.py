"""The printing system of UOS, Kylin and Debian, by its own commands."""

import shutil
import subprocess

from app.errors import Trouble

_PATIENCE = 30.0
"""Seconds for the printer's queue to take a page."""


class CupsPrinter:
    """A queue of CUPS; `queue` "" is the default one. Pages go through a pipe: no file is left behind."""

    def __init__(self, queue: str, patience: float = _PATIENCE) -> None:
        self._queue = queue
        self._patience = patience

    def print_pdf(self, pdf: bytes, title: str) -> None:
        if (trouble := self.ready()) is not None:
            raise Trouble(trouble, queue=self._queue)
        named = ["-d", self._queue] if self._queue else []
        done = self._run(["lp", *named, "-t", title, "-"], pdf)
        if done is None:
            raise Trouble("printer_silent", queue=self._queue)
        if done.returncode:
            raise Trouble("printer_refused", queue=self._queue)

    def ready(self) -> str | None:
        if shutil.which("lp") is None:
            return "printer_no_system"
        if self._queue:
            return None
        asked = self._run(["lpstat", "-d"])
        if asked is None:
            return "printer_silent"
        return "printer_none" if asked.returncode or b":" not in asked.stdout else None

    def tidy(self) -> None:
        return

    def _run(self, command: list[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
        """None when the printing system doesn't answer."""
        try:
            return subprocess.run(command, input=given, capture_output=True, timeout=self._patience, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None

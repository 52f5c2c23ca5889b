"""Printers: the system's own queue (CUPS or Windows), or a folder of files."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from app.devices.ports import Printer
from app.errors import Trouble

_PATIENCE = 30.0
"""Seconds for the printer's queue to take a page."""


def printer_for(setting: str) -> Printer:
    """The printer that a setting names: "" is the system's default queue, "file:FOLDER" a folder."""
    if setting.startswith("file:"):
        return FolderPrinter(Path(setting.removeprefix("file:")))
    return WindowsPrinter(setting) if sys.platform == "win32" else CupsPrinter(setting)


class FolderPrinter:
    """Lays each paper into a folder as a PDF: for trying out, and where a paperless copy is wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print_pdf(self, pdf: bytes, title: str) -> None:
        name = "".join("_" if sign in '/\\:*?"<>|' else sign for sign in title)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{name}.pdf").write_bytes(pdf)
        except OSError as error:
            raise Trouble("printer_folder", path=str(self._folder), reason=error.strerror or "") from error

    def ready(self) -> str | None:
        return None


class CupsPrinter:
    """A queue of CUPS, which UOS, Kylin and Debian use; `queue` "" is the default one."""

    def __init__(self, queue: str) -> None:
        self._queue = queue

    def print_pdf(self, pdf: bytes, title: str) -> None:
        if (trouble := self.ready()) is not None:
            raise Trouble(trouble, queue=self._queue)
        named = ["-d", self._queue] if self._queue else []
        self._run(["lp", *named, "-t", title, "-"], pdf)

    def ready(self) -> str | None:
        if shutil.which("lp") is None:
            return "printer_no_system"
        asked = subprocess.run(["lpstat", "-d"], capture_output=True, timeout=_PATIENCE, check=False)
        if not self._queue and (asked.returncode or b":" not in asked.stdout):
            return "printer_none"
        return None

    def _run(self, command: list[str], given: bytes) -> None:
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Trouble("printer_silent", queue=self._queue) from error
        if done.returncode:
            raise Trouble("printer_refused", queue=self._queue)


class WindowsPrinter:
    """Hands the file to the program that Windows prints PDF with; `queue` "" is the default printer."""

    def __init__(self, queue: str) -> None:
        self._queue = queue

    def print_pdf(self, pdf: bytes, title: str) -> None:
        with tempfile.NamedTemporaryFile(suffix=".pdf", prefix="sidao-", delete=False) as file:
            file.write(pdf)
        start = getattr(os, "startfile", None)
        if start is None:
            raise Trouble("printer_no_system")
        try:
            start(file.name, "printto" if self._queue else "print", f'"{self._queue}"' if self._queue else "")
        except OSError as error:
            raise Trouble("printer_refused", queue=self._queue) from error

    def ready(self) -> str | None:
        return None

"""Printers: the system's own queue (CUPS or Windows), or a folder of files."""

import sys
from pathlib import Path

from app.clock import Clock
from app.devices.cups import CupsPrinter
from app.devices.ports import Printer
from app.devices.windows import WindowsPrinter
from app.errors import Trouble
from app.ids import Ids


def printer_for(setting: str, *, scratch: Path, clock: Clock, ids: Ids) -> Printer:
    """The printer that a setting names: "" is the system's default queue, "file:FOLDER" a folder.

    `scratch` is where a printer may lay pages that it takes away again.
    """
    if setting.startswith("file:"):
        return FolderPrinter(Path(setting.removeprefix("file:")))
    return WindowsPrinter(setting, scratch, clock, ids) if sys.platform == "win32" else CupsPrinter(setting)


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

    def tidy(self) -> None:
        return

"""Pages on their way into a case: from a source to something to look at, and to what will be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.cases.fit import AttachmentFit
from app.cases.given import StoredFile
from app.cases.kinds import media_of
from app.config import Config
from app.devices.page_pictures import WHOLE, Seen, Trim, look_at, made
from app.devices.scanner import CommandScanner, PageSource, Scan, WatchedFolder
from app.ids import Ids

_SIDE = 1100
"""Pixels of a page to look at: as high as a panel's picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in hand. `stored` is the file that the desk keeps already, None for one that has just come; `seen` None
    for what can't be turned or trimmed here (a PDF). `came` are its bytes before it was brought to size."""

    name: str
    content: bytes
    came: int
    stored: StoredFile | None
    seen: Seen | None
    turns: int = 0
    trim: Trim = WHOLE

    @property
    def changed(self) -> bool:
        """Something is to be done to it."""
        return bool(self.turns % 4) or self.trim != WHOLE


class Scanning:
    """What an intake asks of scanners. Called on the devices lane."""

    def __init__(self, settings: Callable[[], Config], fit: AttachmentFit, scratch: Path, ids: Ids) -> None:
        self._settings = settings
        self._fit = fit
        self._scratch = scratch
        self._ids = ids

    def scanner(self) -> PageSource | None:
        """The scanner or camera that is set, None where none is."""
        command = self._settings().scan_command
        return CommandScanner(command, self._scratch, self._ids) if command else None

    def folder(self) -> PageSource | None:
        """The folder that is watched from now on, None where none is set."""
        folder = self._settings().scan_folder
        return WatchedFolder(Path(folder)) if folder else None

    def took(self, scans: Sequence[Scan]) -> tuple[Page, ...]:
        """New pages, brought to size, with their content found for trimming."""
        return tuple(self._new(scan) for scan in scans)

    def opened(self, file: StoredFile, content: bytes) -> Page:
        """A page that the desk keeps, to look at again."""
        return Page(name=file.name, content=content, came=file.size, stored=file, seen=look_at(content, _SIDE))

    def finished(self, page: Page) -> Scan:
        """The page as it is to be kept, turned and trimmed."""
        content, media = made(page.content, "", page.turns, page.trim)
        name = f"{Path(page.name).stem}.jpg" if media else page.name
        return Scan(name=name, content=content)

    def _new(self, scan: Scan) -> Page:
        media = media_of(scan.content)
        content, kind = (scan.content, media) if media is None else self._fit(scan.content, media)
        name = f"{Path(scan.name).stem}.jpg" if kind != media else scan.name
        return Page(name=name, content=content, came=len(scan.content), stored=None, seen=look_at(content, _SIDE))

"""Where scans come from: a document camera or scanner (高拍仪) behind a command, and a folder that is watched.

Both are the same port. A vendor's helper, or `scanimage`, is set as a command that writes one picture: to the file
that stands for {out}, or to its standard output. A helper that is a program of its own (with a window) writes into a
folder, and the folder is watched.
"""

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from app.errors import Refused, Trouble
from app.ids import Ids

OUT: Final = "{out}"
"""Stands in the command for the file that it is to write."""
_PATIENCE: Final = 120.0
"""Seconds for one page: a slow flatbed at 300 dpi takes half of it."""
_LARGEST: Final = 64 << 20
"""Bytes of a raw page (A3 at 600 dpi, uncompressed, is larger and not a page of this counter)."""
_KINDS: Final = frozenset({".jpg", ".jpeg", ".png", ".pdf", ".tif", ".tiff", ".bmp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A page as a device or a folder gave it."""

    name: str
    content: bytes


class PageSource(Protocol):
    """Gives pages. Called on the devices lane."""

    def pages(self) -> Sequence[Scan]:
        """What came now, in order; a folder in which nothing is new gives nothing. Raises Trouble("scanner_…")."""
        ...


class CommandScanner:
    """A scanner or document camera, asked for one page by a command. No shell reads the command."""

    def __init__(self, command: str, scratch: Path, ids: Ids, patience: float = _PATIENCE) -> None:
        self._command = words_of(command)
        self._scratch = scratch
        self._ids = ids
        self._patience = patience
        self._taken = 0

    def pages(self) -> Sequence[Scan]:
        """One page. Nothing of it stays in the folder for scratch, whatever happens.

        Raises Trouble: scanner_missing, scanner_silent, scanner_failed, scanner_empty.
        """
        program = self._command[0]
        if shutil.which(program) is None:
            raise Trouble("scanner_missing", program=program)
        file = self._scratch / f"{self._ids.new()}.jpg"
        command = [word.replace(OUT, str(file)) for word in self._command]
        try:
            self._scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
            done = subprocess.run(command, capture_output=True, timeout=self._patience, check=False)
            content = file.read_bytes() if file.exists() else done.stdout
        except subprocess.TimeoutExpired:
            raise Trouble("scanner_silent", program=program) from None
        except OSError as error:
            raise Trouble("scanner_failed", program=program, reason=error.strerror or "") from error
        finally:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        if done.returncode:
            raise Trouble("scanner_failed", program=program, reason=_last_line(done.stderr))
        if not content:
            raise Trouble("scanner_empty", program=program)
        self._taken += 1
        return (Scan(name=f"scan-{self._taken}.jpg", content=content),)


class WatchedFolder:
    """New files in a folder, each once and only when it is whole; what lay there before is left alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: dict[Path, tuple[int, int]] = self._looks()
        self._growing: dict[Path, tuple[int, int]] = {}

    def pages(self) -> Sequence[Scan]:
        """The files that came since, oldest first. A file counts as whole when it has not changed between two looks.

        Raises Trouble("scanner_folder") when the folder can't be read.
        """
        if not self._folder.is_dir():
            raise Trouble("scanner_folder", path=str(self._folder))
        seen = self._looks()
        fresh = {path: look for path, look in seen.items() if self._taken.get(path) != look}
        whole = [path for path, look in fresh.items() if self._growing.get(path) == look and look[1]]
        self._growing = fresh
        found = []
        for path in sorted(whole, key=lambda path: (seen[path][0], path.name)):
            try:
                content = path.read_bytes()
            except OSError:
                continue  # the helper still holds it, or took it away: the next look tells
            self._taken[path] = seen[path]
            found.append(Scan(name=path.name, content=content))
        return found

    def _looks(self) -> dict[Path, tuple[int, int]]:
        looks = {}
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.suffix.lower() in _KINDS and not path.name.startswith("."):
                    with suppress(OSError):
                        known = path.stat()
                        if known.st_size <= _LARGEST:
                            looks[path] = (known.st_mtime_ns, known.st_size)
        return looks


def words_of(command: str) -> list[str]:
    """The command in its words, quoted as in a shell. Raises Refused("scanner_command")."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise Refused("scanner_command", "scan_command")
    return words


def _last_line(said: bytes) -> str:
    """What the helper complained of."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""

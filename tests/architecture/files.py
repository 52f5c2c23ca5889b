"""The repository's own files, as a fresh clone has them."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.imports import TOP

MADE = {".git", ".venv", ".build", ".schemathesis", "__pycache__", "sidao.egg-info"}
"""What git and make put beside them (.gitignore), besides the tools' caches and the top's folder `run`."""


@cache
def all_files() -> tuple[Path, ...]:
    """Every file, relative to the top: what git would commit, or without git everything that nobody made."""
    return tuple(sorted(_by_git() if (TOP / ".git").exists() and shutil.which("git") else _by_walking(TOP)))


def texts(*endings: str) -> Iterator[tuple[Path, str]]:
    """The files with one of these endings (all that are text, when none is given), and their text."""
    for path in all_files():
        if endings and path.suffix not in endings:
            continue
        try:
            yield path, (TOP / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _by_git() -> Iterator[Path]:
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        check=True,
    )
    names = listing.stdout.decode().split("\0")
    return (Path(name) for name in names if name and (TOP / name).is_file())


def _by_walking(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        made = path.name in MADE or path == TOP / "run"
        if made or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _by_walking(path)
        else:
            yield path.relative_to(TOP)

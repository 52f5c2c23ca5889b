"""Other disks and sticks that a copy could go to: for a gentle word to who has none yet."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

_PLACES = ("/media/", "/run/media/", "/mnt/")


def other_drives(folder: Path) -> list[Path]:
    """Writable places on another disk than the desk's folder, as they are mounted now."""
    try:
        here = folder.stat().st_dev
    except OSError:
        return []
    return [place for place in _mounted() if _is_another(place, here)]


def _mounted() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (Path(f"{letter}:\\") for letter in ascii_uppercase[3:])
        return
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        mounted = line.split(" ")[1].replace("\\040", " ") if " " in line else ""
        if mounted.startswith(_PLACES):
            yield Path(mounted)


def _is_another(place: Path, here: int) -> bool:
    try:
        return place.is_dir() and place.stat().st_dev != here and os.access(place, os.W_OK)
    except OSError:
        return False

"""The crash file: what a bug of ours leaves behind, without personal data."""

import sys
import traceback
from datetime import datetime
from pathlib import Path

from app.clock import CHINA, SystemClock


def write_crash(folder: Path, error: BaseException) -> Path:
    """Writes where it happened, never the values: a message may hold a name. Returns the file.

    When the folder can't be written, the file goes to the system's temporary folder.
    """
    now = SystemClock().now().astimezone(CHINA)
    lines = [f"{now:%Y-%m-%d %H:%M:%S} {type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    lines.append(f"python {sys.version.split()[0]} {sys.platform}")
    text = "\n".join(lines) + "\n"
    for place in (folder / "crash", Path.home() / ".cache" / "sidao"):
        if (written := _written(place, now, text)) is not None:
            return written
    return Path(os_null())


def _written(place: Path, now: datetime, text: str) -> Path | None:
    path = place / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError:
        return None
    return path


def os_null() -> str:
    """Nowhere could be written."""
    import os

    return os.devnull

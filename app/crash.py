"""The crash file: what a bug of ours leaves behind, without personal data."""

import os
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.clock import CHINA, Clock, SystemClock


def write_crash(folder: Path, error: BaseException, clock: Clock | None = None) -> Path:
    """Writes where it happened, never the values: a message may hold a name. Returns the file.

    When the folder can't be written, the file goes to the user's cache; when nothing can, to nowhere.
    """
    now = (clock or SystemClock()).now().astimezone(CHINA)
    lines = [f"{now:%Y-%m-%d %H:%M:%S} python {sys.version.split()[0]} {sys.platform}", *_told(error)]
    text = "\n".join(lines) + "\n"
    for place in (folder / "crash", Path.home() / ".cache" / "sidao"):
        if (written := _written(place, now, text)) is not None:
            return written
    return Path(os.devnull)


def _told(error: BaseException) -> Iterator[str]:
    """The error and those that led to it: types and places."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _written(place: Path, now: datetime, text: str) -> Path | None:
    path = place / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError:
        return None
    return path

"""Writing files of a copy so that a pulled stick or a full one leaves nothing half done."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.copies.manifest import Listed, digest_of_file
from app.errors import Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_OF_STORES = {
    "disk_full": "copy_no_room",
    "file_not_written": "copy_broken",
    "disk_failed": "copy_broken",
    "store_failed": "copy_broken",
    "store_read_only": "copy_broken",
}


@contextmanager
def told(place: Path) -> Iterator[None]:
    """What a disk or a stick does to us, in our words: copy_no_room, copy_broken."""
    try:
        yield
    except OSError as error:
        code = "copy_no_room" if error.errno in _FULL else "copy_broken"
        raise Trouble(code, place=str(place), reason=error.strerror or "", need="…", free=_free(place)) from error
    except Trouble as error:
        meant = _OF_STORES.get(error.code)
        if meant is None:
            raise
        raise Trouble(meant, place=str(place), reason=error.code, need="…", free=_free(place)) from error


def need_room(place: Path, size: int) -> None:
    """Raises Trouble("copy_no_room") when the place has not so many bytes left."""
    free = shutil.disk_usage(place).free
    if free < size:
        raise Trouble("copy_no_room", place=str(place), need=_mb(size), free=_mb(free), reason="")


def write_bytes(path: Path, content: bytes) -> None:
    """A small file, durable."""
    with path.open("xb") as file:
        file.write(content)
        make_durable(file.fileno())


def copy_file(source: Path, target: Path) -> Listed:
    """The file under its name, durable and whole, or not at all."""
    aside = target.with_name(f"{target.name}.part")
    with source.open("rb") as read, aside.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        make_durable(write.fileno())
    listed = digest_of_file(aside)
    os.replace(aside, target)
    return listed


def make_durable(handle: int) -> None:
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """A name outlives a power cut once its folder is synced; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mb(size: int) -> str:
    return f"{max(size, 1) / 1024 / 1024:.0f} MB"


def _free(place: Path) -> str:
    try:
        return _mb(shutil.disk_usage(place).free)
    except OSError:
        return "…"

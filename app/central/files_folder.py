"""Where the content of attachments lies: a port, and a folder behind it.

Names in the folder tell nothing. What is whole was written aside, checked, and renamed, so it is whole or not there.
Several gateway processes may share one folder.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from app.errors import Refused, Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BLOCK = 1 << 20


class Part(Protocol):
    """An unfinished content, held by one writer at a time."""

    @property
    def size(self) -> int:
        """Bytes that are here."""
        ...

    def write(self, content: bytes) -> None:
        """Adds to the end."""
        ...

    def sync(self) -> None:
        """What was written outlives a power cut when this returns."""
        ...


class Contents(Protocol):
    """Contents by point and id (unfinished) or digest (whole). Raises Trouble: files_full, files_failed."""

    def size(self, point: str, upload_id: str) -> int:
        """How much of the unfinished content is here, durably; 0 when nothing is."""
        ...

    def touched(self, point: str, upload_id: str) -> float | None:
        """When the unfinished content was last written to, as a POSIX time; None when nothing is here."""
        ...

    def writing(self, point: str, upload_id: str) -> AbstractContextManager[Part]:
        """Holds the unfinished content to write at its end. Raises Refused("file_locked") when another does."""
        ...

    def digest(self, point: str, upload_id: str) -> str:
        """SHA-256 of the unfinished content in hex."""
        ...

    def finish(self, point: str, upload_id: str, digest: str) -> None:
        """The unfinished content becomes the whole one of this digest. Durable when it returns."""
        ...

    def drop(self, point: str, upload_id: str) -> None:
        """The unfinished content is thrown away."""
        ...

    def keep(self, point: str, digest: str, content: bytes) -> None:
        """A content that came whole. Durable when it returns."""
        ...

    def path(self, point: str, digest: str) -> Path | None:
        """Where the whole content can be read; None when it is not here."""
        ...

    def remove(self, point: str, digest: str) -> None:
        """The whole content is thrown away."""
        ...


class FilePart:
    """See Part."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    @property
    def size(self) -> int:
        return self._size

    def write(self, content: bytes) -> None:
        with _troubles():
            self._file.write(content)
            self._size += len(content)

    def sync(self) -> None:
        with _troubles():
            os.fsync(self._file.fileno())


class FilesFolder:
    """See Contents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unfinished = folder / "unfinished"

    def size(self, point: str, upload_id: str) -> int:
        with _troubles():
            try:
                handle = os.open(self._part(point, upload_id), os.O_RDWR)
            except FileNotFoundError:
                return 0
            try:
                size = os.fstat(handle).st_size
                os.fsync(handle)
                return size
            finally:
                os.close(handle)

    def touched(self, point: str, upload_id: str) -> float | None:
        try:
            return self._part(point, upload_id).stat().st_mtime
        except OSError:
            return None

    @contextmanager
    def writing(self, point: str, upload_id: str) -> Iterator[FilePart]:
        path = self._part(point, upload_id)
        with _troubles():
            new = not path.exists()
            _make(self._unfinished)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "wb", buffering=0) as file:
            _lock(handle)
            if new:
                _sync(self._unfinished)
            yield FilePart(file, os.fstat(handle).st_size)

    def digest(self, point: str, upload_id: str) -> str:
        reckoned = sha256()
        with _troubles(), self._part(point, upload_id).open("rb") as file:
            while block := file.read(_BLOCK):
                reckoned.update(block)
        return reckoned.hexdigest()

    def finish(self, point: str, upload_id: str, digest: str) -> None:
        whole = self._whole(point, digest)
        with _troubles():
            _make(whole.parent)
            os.replace(self._part(point, upload_id), whole)
            _sync(whole.parent)
            _sync(self._unfinished)

    def drop(self, point: str, upload_id: str) -> None:
        with suppress(OSError):  # whoever still writes to it writes to nothing
            self._part(point, upload_id).unlink()

    def keep(self, point: str, digest: str, content: bytes) -> None:
        whole = self._whole(point, digest)
        if whole.exists():
            return
        self.drop(point, f"{digest} whole")
        with self.writing(point, f"{digest} whole") as part:
            part.write(content)
            part.sync()
        self.finish(point, f"{digest} whole", digest)

    def path(self, point: str, digest: str) -> Path | None:
        whole = self._whole(point, digest)
        return whole if whole.is_file() else None

    def remove(self, point: str, digest: str) -> None:
        with suppress(OSError):
            self._whole(point, digest).unlink()

    def _part(self, point: str, upload_id: str) -> Path:
        return self._unfinished / sha256(f"{point}/{upload_id}".encode()).hexdigest()

    def _whole(self, point: str, digest: str) -> Path:
        name = sha256(f"{point}:{digest}".encode()).hexdigest()
        return self.folder / name[:2] / name


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """A file's name outlives a power cut once its folder is synced; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _lock(handle: int) -> None:
    """No two processes write to one content. Without such locks (Windows) one gateway serves a folder."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Refused("file_locked") from error


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "files_full" if error.errno in _FULL else "files_failed"
        raise Trouble(code, reason=error.strerror or "") from error

"""An attachment's content while a connection brings it."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from app.central.file_storage import Upload
from app.central.files_folder import Part
from app.central.upload_token import Bearer
from app.clock import Clock
from app.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an upload has come; `file` is its digest once it is complete."""

    id: str
    offset: int
    length: int
    file: str | None = None


class Owner(Protocol):
    """What a writing needs of Files."""

    @property
    def clock(self) -> Clock: ...

    def complete(self, upload: Upload) -> Standing: ...

    def released(self, writing: "Writing") -> None: ...


class Writing:
    """An upload that is held to be written to, by one connection. `close` it, whatever happens."""

    def __init__(self, who: Bearer, upload_id: str, owner: "Owner") -> None:
        self.device = who.device
        self.key = (who.point, upload_id)
        self.moved_at = owner.clock.seconds()
        self._owner = owner
        self._lock = Lock()
        self._stack = ExitStack()
        self._part: Part | None = None
        self._upload: Upload | None = None
        self._let_go = False

    def begin(self, upload: Upload, part: AbstractContextManager[Part], offset: int) -> None:
        """Opens the content at `offset`. Raises Refused: offset_differs, file_locked by another process, or when
        another connection goes on with it already."""
        with self._lock:
            if self._let_go:
                raise Refused("file_locked")
            self._upload, self._part = upload, self._stack.enter_context(part)
            if self._part.size != offset:
                raise Refused("offset_differs")

    def write(self, content: bytes) -> None:
        """Adds what came.

        Raises Refused: file_too_long, when there is more than the length that was told; file_locked, when another
        connection goes on with it.
        """
        with self._lock:
            upload, part = self._held()
            if len(content) > upload.length - part.size:
                raise Refused("file_too_long")
            part.write(content)
            self.moved_at = self._owner.clock.seconds()

    def check_room(self, size: int) -> None:
        """Whether so much may still be written. Raises Refused as `write`."""
        with self._lock:
            upload, part = self._held()
            if size > upload.length - part.size:
                raise Refused("file_too_long")

    def settle(self) -> Standing:
        """Makes durable what came and, when all is here, checks it.

        Raises Refused: digest_differs, all of it is thrown away then; file_locked as `write`.
        """
        with self._lock:
            upload, part = self._held()
            part.sync()
            if part.size < upload.length:
                return Standing(id=upload.id, offset=part.size, length=upload.length)
            self._part = None
            self._stack.close()  # Windows renames no open file
            return self._owner.complete(upload)

    def let_go(self) -> None:
        """Another connection goes on: nothing is written here any more. Waits for a write under way."""
        with self._lock:
            self._let_go, self._part = True, None
            self._stack.close()

    def close(self) -> None:
        self.let_go()
        self._owner.released(self)

    def _held(self) -> tuple[Upload, Part]:
        if self._upload is None or self._part is None:
            raise Refused("file_locked")
        return self._upload, self._part

"""Attachments: encrypted files beside desk.db, named so that a folder listing tells nothing."""

import hmac
import os
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from app.cases.model import StoredFile
from app.errors import Trouble
from app.ids import Ids
from app.keys import derive, lock, unlock
from db.desk.models import FileRow


class FileFolder:
    """The folder and the key to its files."""

    def __init__(self, folder: Path, desk_key: bytes, ids: Ids) -> None:
        self._folder = folder
        self._key = derive(desk_key, "attachments")
        self._names = derive(desk_key, "attachment names")
        self._ids = ids

    def keep(self, digest: str, content: bytes) -> None:
        """Durable when it returns; nothing happens when the content is here already."""
        path = self._path(digest)
        if path.exists():
            return
        beside = path.with_name(f"{path.name}.{self._ids.bytes(4).hex()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(lock(self._key, content, self._ids.bytes(12), digest.encode()))
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise Trouble("disk_full", reason=error.strerror or "") from error

    def read(self, digest: str) -> bytes | None:
        """The content, None when it is not here. Raises Trouble("locked_data_damaged")."""
        try:
            locked = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        return unlock(self._key, locked, digest.encode())

    def _path(self, digest: str) -> Path:
        name = hmac.new(self._names, digest.encode(), sha256).hexdigest()
        return self._folder / name[:2] / name


class FileStore:
    """See app.storage.files.FileStore."""

    def __init__(self, connection: Connection, folder: FileFolder) -> None:
        self._connection = connection
        self._folder = folder

    def keep(self, content: bytes, name: str, media: str) -> StoredFile:
        digest = sha256(content).hexdigest()
        self._folder.keep(digest, content)
        known = insert(FileRow).values(digest=digest, size=len(content), media=media)
        self._connection.execute(known.on_conflict_do_nothing())
        return StoredFile(digest=digest, name=name, media=media, size=len(content))

    def read(self, digest: str) -> bytes | None:
        return self._folder.read(digest)

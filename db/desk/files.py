"""Attachments: encrypted files beside desk.db, named so that a folder listing tells nothing."""

import errno
import hmac
import os
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.cases.given import StoredFile
from app.errors import Trouble
from app.ids import Ids
from app.keys import derive, lock, unlock
from app.storage.files import WaitingFile
from app.sync.model import Whereabouts
from db.desk.models import CaseFileRow, FileRow
from db.desk.sync_models import ProvenFileRow

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNFINISHED = "unfinished"
_ORPHANED = timedelta(days=1)
"""What nothing names after so long was left by a crash or by an act that was taken back."""


class FileFolder:
    """The folder and the key to its files. A file is written aside and renamed, so each is whole or not there."""

    def __init__(self, folder: Path, desk_key: bytes, ids: Ids) -> None:
        self._folder = folder
        self._key = derive(desk_key, "attachments")
        self._names = derive(desk_key, "attachment names")
        self._ids = ids

    def keep(self, digest: str, content: bytes) -> None:
        """Durable when it returns; nothing happens when the content is here already.

        Raises Trouble: disk_full, file_not_written.
        """
        path = self._path(digest)
        if path.exists():
            return
        aside = self._folder / _UNFINISHED / f"{path.name}.{self._ids.bytes(4).hex()}"
        try:
            for folder in (aside.parent, path.parent):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(lock(self._key, content, self._ids.bytes(12), digest.encode()))
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, path)
            _make_names_durable(path.parent, self._folder)
        except OSError as error:
            aside.unlink(missing_ok=True)
            code = "disk_full" if error.errno in _FULL else "file_not_written"
            raise Trouble(code, path=str(self._folder), reason=error.strerror or "") from error

    def read(self, digest: str) -> bytes | None:
        """The content, None when it is not here. Raises Trouble: locked_data_damaged, file_not_read."""
        try:
            locked = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Trouble("file_not_read", reason=error.strerror or "") from error
        return unlock(self._key, locked, digest.encode())

    def sweep(self, digests: Collection[str], now: datetime) -> int:
        """Removes what a crash left: unfinished files, and contents that no row names. Returns how many.

        Younger files stay: another program may be about to name them.
        """
        named = {self._path(digest).name for digest in digests}
        before = (now - _ORPHANED).timestamp()
        swept = 0
        for path in self._folder.glob("*/*"):
            if path.name in named:
                continue
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
                    swept += 1
            except OSError:
                continue  # somebody else was quicker, or holds it
        return swept

    def _path(self, digest: str) -> Path:
        name = hmac.new(self._names, digest.encode(), sha256).hexdigest()
        return self._folder / name[:2] / name


def _make_names_durable(*folders: Path) -> None:
    """A file's name outlives a power cut once its folder is synced; Windows does so by itself."""
    if os.name != "posix":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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

    def knows(self, file: StoredFile) -> bool:
        row = self._connection.execute(select(FileRow.__table__).where(FileRow.digest == file.digest)).first()
        return row is not None and (row.size, row.media) == (file.size, file.media)

    def read(self, digest: str) -> bytes | None:
        return self._folder.read(digest)

    def undelivered(self) -> list[WaitingFile]:
        row = FileRow
        waits = row.arrived_at.is_(None) & row.digest.not_in(select(ProvenFileRow.digest))
        waiting = select(row.digest, row.media, row.size, row.trouble).where(waits).cte("waiting")
        of_case = CaseFileRow.digest == waiting.c.digest
        whole = select(CaseFileRow.case_row, func.sum(waiting.c.size).label("size")).join(waiting, of_case)
        cases = whole.group_by(CaseFileRow.case_row).subquery()
        order = func.min(cases.c.size), func.min(cases.c.case_row), waiting.c.digest
        found = (
            select(waiting)
            .join(CaseFileRow, of_case)
            .join(cases, cases.c.case_row == CaseFileRow.case_row)
            .group_by(*waiting.c)
            .order_by(waiting.c.trouble.is_not(None), *order)
        )
        return [WaitingFile(**one._mapping) for one in self._connection.execute(found)]

    def unproven(self, limit: int) -> list[str]:
        row = FileRow
        waits = row.arrived_at.is_not(None) & row.digest.not_in(select(ProvenFileRow.digest))
        found = select(row.digest).where(waits).order_by(row.arrived_at, row.digest).limit(limit)
        return list(self._connection.execute(found).scalars())

    def mark_delivered(self, digest: str, at: datetime) -> None:
        one = update(FileRow).where(FileRow.digest == digest)
        self._connection.execute(one.values(arrived_at=at, trouble=None))

    def mark_trouble(self, digest: str, code: str) -> None:
        self._connection.execute(update(FileRow).where(FileRow.digest == digest).values(trouble=code))

    def send_again(self, digests: Collection[str]) -> None:
        self._connection.execute(update(FileRow).where(FileRow.digest.in_(list(digests))).values(arrived_at=None))

    def whereabouts(self, carried: Collection[str]) -> Whereabouts:
        named = FileRow.digest.in_(select(CaseFileRow.digest))
        signed = FileRow.digest.in_(select(ProvenFileRow.digest))
        rows = self._connection.execute(select(FileRow.digest, FileRow.arrived_at, signed).where(named)).all()
        received = sum(bool(proven) for _, _, proven in rows)
        sent = sum(not proven and arrived is not None for _, arrived, proven in rows)
        on_stick = sum(not proven and arrived is None and digest in carried for digest, arrived, proven in rows)
        here = len(rows) - received - sent - on_stick
        return Whereabouts(here=here, on_stick=on_stick, sent=sent, received=received)

    def sweep(self, now: datetime) -> int:
        return self._folder.sweep(list(self._connection.execute(select(FileRow.digest)).scalars()), now)

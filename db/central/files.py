"""The attachments' page: what is here whole, and what is on its way."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.central.file_storage import KeptFile, Upload
from db.central.file_tables import AttachmentRow, UploadRow
from db.central.point_tables import ArrivedRow, CaseFileRow

_AT_ONCE = 500


class FileRows:
    """See app.central.file_storage.FilePage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, point: str, digests: Collection[str]) -> set[str]:
        row, found = AttachmentRow, set[str]()
        for some in _portions(digests):
            mine = (row.point == point) & row.digest.in_(some)
            found.update(self._connection.execute(select(row.digest).where(mine)).scalars())
        return found

    def get(self, point: str, digest: str) -> KeptFile | None:
        mine = (AttachmentRow.point == point) & (AttachmentRow.digest == digest)
        row = self._connection.execute(select(AttachmentRow.__table__).where(mine)).first()
        return None if row is None else _file(row)

    def keep(self, file: KeptFile) -> None:
        self._insert(AttachmentRow, {**asdict(file), "named": False})

    def upload(self, point: str, upload_id: str) -> Upload | None:
        mine = (UploadRow.point == point) & (UploadRow.id == upload_id)
        row = self._connection.execute(select(UploadRow.__table__).where(mine)).first()
        return None if row is None else Upload(**row._mapping)

    def begin(self, upload: Upload) -> Upload:
        self._insert(UploadRow, asdict(upload))
        found = self.upload(upload.point, upload.id)
        assert found is not None
        return found

    def finish(self, upload: Upload, file: KeptFile) -> None:
        self.keep(file)
        mine = (UploadRow.point == upload.point) & (UploadRow.id == upload.id)
        self._connection.execute(update(UploadRow).where(mine).values(file=file.digest))

    def end(self, point: str, upload_id: str) -> None:
        self._connection.execute(delete(UploadRow).where(UploadRow.point == point, UploadRow.id == upload_id))

    def unfinished(self, point: str) -> int:
        mine = (UploadRow.point == point) & UploadRow.file.is_(None)
        return self._connection.execute(select(func.count()).select_from(UploadRow).where(mine)).scalar_one()

    def begun_before(self, at: datetime) -> list[Upload]:
        rows = select(UploadRow.__table__).where(UploadRow.begun_at < at).order_by(UploadRow.begun_at)
        return [Upload(**row._mapping) for row in self._connection.execute(rows)]

    def unnamed(self, before: datetime) -> list[KeptFile]:
        row = AttachmentRow
        rows = select(row.__table__).where(row.named.is_(False), row.at < before).order_by(row.point, row.digest)
        return [_file(row) for row in self._connection.execute(rows)]

    def named(self, point: str, digests: Collection[str]) -> set[str]:
        wanted, found = set(digests), set[str]()
        for text in self._texts(point):
            if not wanted:
                break
            here = {digest for digest in wanted if digest in text}
            wanted -= here
            found |= here
        row = AttachmentRow
        for some in _portions(found):
            mine = (row.point == point) & row.digest.in_(some)
            self._connection.execute(update(row).where(mine).values(named=True))
        return found

    def remove(self, point: str, digest: str) -> None:
        row = AttachmentRow
        self._connection.execute(delete(row).where(row.point == point, row.digest == digest))

    def _texts(self, point: str) -> Iterator[str]:
        """All that may name an attachment: the point's cases as they stand, and what has not become part of one."""
        cases = select(cast(CaseFileRow.body, String)).where(CaseFileRow.point == point)
        yield from self._connection.execute(cases.execution_options(yield_per=500)).scalars()
        entries = select(ArrivedRow.payload).where(ArrivedRow.point == point, ArrivedRow.open)
        for payload in self._connection.execute(entries).scalars():
            yield (payload or b"").decode("utf-8", "replace")

    def _insert(self, row: type[AttachmentRow | UploadRow], values: dict[str, Any]) -> None:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        self._connection.execute(insert(row).on_conflict_do_nothing(), values)


def _portions(digests: Collection[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(digests)
    for begin in range(0, len(ordered), _AT_ONCE):
        yield ordered[begin : begin + _AT_ONCE]


def _file(row: Any) -> KeptFile:
    return KeptFile(point=row.point, digest=row.digest, media=row.media, size=row.size, at=row.at)

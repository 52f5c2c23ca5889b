"""The journal's page: entries as they came, their verdicts, and how far each stream is held."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, select, tuple_, update

from app.cases.model import RECORDED
from app.central.model import Arrived, Held
from app.ids import CaseId, DeviceId
from app.journal import Entry, EntryName, Stream
from app.sync.model import VerdictKind
from db.central.point_tables import ArrivedRow, StreamRow
from db.central.upsert import upsert


class EntryRows:
    """See app.central.storage.JournalPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, point: str, device: DeviceId) -> list[Held]:
        mine = (StreamRow.point == point) & (StreamRow.device == device)
        return [
            Held(
                device=DeviceId(row.device),
                stream=Stream(row.stream),
                number=row.number,
                hash=row.hash,
                signature=row.signature,
            )
            for row in self._connection.execute(select(StreamRow.__table__).where(mine).order_by(StreamRow.stream))
        ]

    def add(self, arrived: Sequence[Arrived], last: Held, at: datetime) -> None:
        stream = {
            "point": arrived[0].point,
            "device": last.device,
            "stream": last.stream.value,
            "number": last.number,
            "hash": last.hash,
            "signature": last.signature,
            "contact_at": at,
        }
        upsert(self._connection, cast(Table, StreamRow.__table__), [stream])
        self._connection.execute(insert(ArrivedRow), [_row_of(one, at) for one in arrived])

    def between(self, point: str, device: DeviceId, stream: Stream, first: int, last: int) -> list[Arrived]:
        mine = (ArrivedRow.point == point) & (ArrivedRow.device == device) & (ArrivedRow.stream == stream.value)
        rows = select(ArrivedRow.__table__).where(mine, ArrivedRow.number.between(first, last))
        return [_arrived(row) for row in self._connection.execute(rows.order_by(ArrivedRow.number))]

    def about(self, point: str, subjects: Sequence[str]) -> list[Arrived]:
        open_ones = ArrivedRow.open & ArrivedRow.subject.in_(subjects) & (ArrivedRow.point == point)
        order = (ArrivedRow.arrived_at, ArrivedRow.device, ArrivedRow.stream, ArrivedRow.number)
        rows = select(ArrivedRow.__table__).where(open_ones).order_by(*order)
        return [_arrived(row) for row in self._connection.execute(rows)]

    def verdicts(self, point: str, names: Sequence[EntryName]) -> dict[EntryName, VerdictKind]:
        keys = [(name.device, name.stream.value, name.number) for name in names]
        named = tuple_(ArrivedRow.device, ArrivedRow.stream, ArrivedRow.number).in_(keys)
        columns = (ArrivedRow.device, ArrivedRow.stream, ArrivedRow.number, ArrivedRow.verdict)
        rows = self._connection.execute(select(*columns).where(ArrivedRow.point == point, named))
        return {
            EntryName(device=DeviceId(row.device), stream=Stream(row.stream), number=row.number): VerdictKind(
                row.verdict
            )
            for row in rows
        }

    def open_recordings(
        self, point: str, device: DeviceId, begin: datetime, end: datetime
    ) -> list[tuple[CaseId, datetime]]:
        open_ones = ArrivedRow.open & (ArrivedRow.point == point) & (ArrivedRow.device == device)
        begins = ArrivedRow.kind == RECORDED, ArrivedRow.at.between(begin, end)
        rows = select(ArrivedRow.subject, ArrivedRow.at).where(open_ones, *begins)
        return [(CaseId(row.subject), row.at) for row in self._connection.execute(rows)]

    def waiting(self) -> list[tuple[str, str]]:
        held = ArrivedRow.verdict == VerdictKind.HELD.value
        rows = select(ArrivedRow.point, ArrivedRow.subject).where(held).distinct()
        return [(row.point, row.subject) for row in self._connection.execute(rows)]

    def settle(self, arrived: Arrived) -> None:
        name = arrived.entry.name
        mine = (
            (ArrivedRow.point == arrived.point)
            & (ArrivedRow.device == name.device)
            & (ArrivedRow.stream == name.stream.value)
            & (ArrivedRow.number == name.number)
        )
        values = {
            "verdict": arrived.verdict.value,
            "reason": arrived.reason,
            "text": arrived.text,
            "open": arrived.open,
        }
        self._connection.execute(update(ArrivedRow).where(mine).values(values))


def _row_of(one: Arrived, at: datetime) -> dict[str, Any]:
    entry = one.entry
    return {
        "point": one.point,
        "device": entry.name.device,
        "stream": entry.name.stream.value,
        "number": entry.name.number,
        "at": entry.at,
        "kind": entry.kind,
        "subject": entry.subject,
        "payload": entry.payload,
        "salt": entry.salt,
        "digest": entry.digest,
        "previous": entry.previous,
        "hash": entry.hash,
        "arrived_at": at,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "text": one.text,
        "open": one.open,
    }


def _arrived(row: Any) -> Arrived:
    entry = Entry(
        name=EntryName(device=DeviceId(row.device), stream=Stream(row.stream), number=row.number),
        at=row.at,
        kind=row.kind,
        subject=row.subject,
        action=None,
        payload=row.payload,
        salt=row.salt,
        digest=row.digest,
        previous=row.previous,
        hash=row.hash,
        signature=b"",
    )
    return Arrived(
        point=row.point,
        entry=entry,
        verdict=VerdictKind(row.verdict),
        reason=row.reason,
        text=row.text,
        open=row.open,
    )

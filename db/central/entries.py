"""The journal's page: entries as they came, their verdicts, and how far each stream is held."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, select, tuple_, update

from app.cases.model import RECORDED
from app.central.model import Arrived, Held
from app.ids import CaseId, DeviceId
from app.journal import Entry, EntryName, Stream
from app.sync.model import Reason, VerdictKind
from db.central.bulk import add_rows, among, given
from db.central.months import Months
from db.central.point_tables import ArrivedRow, StreamRow

_TABLE = cast(Table, ArrivedRow.__table__)


class EntryRows:
    """See app.central.storage.JournalPage."""

    def __init__(self, connection: Connection, months: Months | None = None) -> None:
        self._connection = connection
        self._months = months or Months()

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
        self._months.ensure(self._connection, at)
        self._move_stream(arrived[0], last, at)
        add_rows(self._connection, _TABLE, (_row_of(one, at) for one in arrived))

    def _move_stream(self, first: Arrived, last: Held, at: datetime) -> None:
        """From just before `first` to `last`, or not at all: so no name is ever given twice, in whatever month."""
        before = first.entry.name.number - 1
        moved = {"number": last.number, "hash": last.hash, "signature": last.signature, "contact_at": at}
        row = StreamRow
        mine = (row.point == first.point) & (row.device == last.device) & (row.stream == last.stream.value)
        if before:
            statement = update(row).where(mine, row.number == before).values(moved)
            if self._connection.execute(statement).rowcount != 1:
                raise RuntimeError("the stream was moved by somebody else")
        else:
            name = {"point": first.point, "device": last.device, "stream": last.stream.value}
            self._connection.execute(insert(row), name | moved)

    def between(self, point: str, device: DeviceId, stream: Stream, first: int, last: int) -> list[Arrived]:
        mine = (ArrivedRow.point == point) & (ArrivedRow.device == device) & (ArrivedRow.stream == stream.value)
        rows = select(ArrivedRow.__table__).where(mine, ArrivedRow.number.between(first, last))
        return [_arrived(row) for row in self._connection.execute(rows.order_by(ArrivedRow.number))]

    def about(self, point: str, subjects: Sequence[str]) -> list[Arrived]:
        open_ones = ArrivedRow.open & among(self._connection, ArrivedRow.subject) & (ArrivedRow.point == point)
        order = (ArrivedRow.arrived_at, ArrivedRow.device, ArrivedRow.stream, ArrivedRow.number)
        rows = select(ArrivedRow.__table__).where(open_ones).order_by(*order)
        return [_arrived(row) for row in self._connection.execute(rows, given(subjects))]

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

    def aside(self, point: str, device: DeviceId) -> list[Arrived]:
        held = (ArrivedRow.verdict == VerdictKind.HELD.value) & (ArrivedRow.reason == Reason.DEVICE_REVOKED.value)
        mine = (ArrivedRow.point == point) & (ArrivedRow.device == device) & ArrivedRow.open
        rows = select(ArrivedRow.__table__).where(mine, held).order_by(ArrivedRow.stream, ArrivedRow.number)
        return [_arrived(row) for row in self._connection.execute(rows)]

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


def _row_of(one: Arrived, at: datetime) -> list[Any]:
    """In the order of the columns."""
    entry = one.entry
    name = entry.name
    return [
        one.point,
        name.device,
        name.stream.value,
        name.number,
        at,
        entry.at,
        entry.kind,
        entry.subject,
        entry.payload,
        entry.salt,
        entry.digest,
        entry.previous,
        entry.hash,
        one.verdict.value,
        one.reason,
        one.text,
        one.open,
    ]


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

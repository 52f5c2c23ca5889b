"""Bundles that went out by courier, in desk.db."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.journal import Stream
from app.sync.model import Feed, Trip
from db.desk.models import Base
from db.prepared import Prepared
from db.types import Instant, Uuid

KEPT = 50
"""Trips that are kept; an older one has long been overtaken by a newer bundle."""


class TripRow(Base):
    """A bundle that went out."""

    __tablename__ = "courier_trip"

    id: Mapped[str] = mapped_column(Uuid, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    place: Mapped[str] = mapped_column(Text)
    marks: Mapped[dict[str, int]] = mapped_column(JSON)
    upto: Mapped[dict[str, int]] = mapped_column(JSON)
    cursors: Mapped[dict[str, int]] = mapped_column(JSON)
    entries: Mapped[int]
    blobs: Mapped[int]
    left: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    stick: Mapped[str | None] = mapped_column(Text)
    carrier: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[datetime | None] = mapped_column(Instant)


class TripRequestRow(Base):
    """A request in a bundle, by its nonce; `place` is its order."""

    __tablename__ = "courier_request"

    nonce: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    trip: Mapped[str] = mapped_column(String(36), ForeignKey("courier_trip.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]


class TripFileRow(Base):
    """An attachment in a bundle."""

    __tablename__ = "courier_file"

    trip: Mapped[str] = mapped_column(Uuid, ForeignKey("courier_trip.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


_UNDER_WAY = TripRow.written_at.is_not(None) & TripRow.answered_at.is_(None)
"""Whole on a stick, and nothing has come back from it."""
_EXPORTED = Prepared(
    select(func.max(func.json_extract(TripRow.upto, bindparam("of_stream", type_=Text)))).where(_UNDER_WAY)
)
_FILES = Prepared(select(TripFileRow.digest).join(TripRow, TripRow.id == TripFileRow.trip).where(_UNDER_WAY))


class CourierStore:
    """See app.storage.courier.CourierStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, trip: Trip) -> None:
        row = {
            **{name: getattr(trip, name) for name in ("id", "made_at", "place", "entries", "blobs", "left", "bytes")},
            **{name: _plain(getattr(trip, name)) for name in ("marks", "upto", "cursors")},
            **{name: getattr(trip, name) for name in ("stick", "carrier", "written_at", "answered_at")},
        }
        self._connection.execute(insert(TripRow).values(row))
        requests = [{"nonce": nonce, "trip": trip.id, "place": place} for place, nonce in enumerate(trip.nonces)]
        self._connection.execute(insert(TripRequestRow), requests)
        if trip.files:
            self._connection.execute(insert(TripFileRow), [{"trip": trip.id, "digest": file} for file in trip.files])
        kept = select(TripRow.id).order_by(TripRow.made_at.desc(), TripRow.id.desc()).limit(KEPT)
        self._connection.execute(delete(TripRow).where(TripRow.id.not_in(kept)))

    def of_nonce(self, nonce: bytes) -> Trip | None:
        named = select(TripRequestRow.trip).where(TripRequestRow.nonce == nonce)
        row = self._connection.execute(select(TripRow.__table__).where(TripRow.id.in_(named))).first()
        return None if row is None else self._trip(row)

    def written(self, trip: str, at: datetime) -> None:
        self._connection.execute(update(TripRow).where(TripRow.id == trip).values(written_at=at))

    def answer(self, trip: str, at: datetime) -> None:
        statement = update(TripRow).where(TripRow.id == trip, TripRow.answered_at.is_(None))
        self._connection.execute(statement.values(answered_at=at))

    def newest(self, limit: int = 20) -> list[Trip]:
        order = (TripRow.made_at.desc(), TripRow.id.desc())
        written = select(TripRow.__table__).where(TripRow.written_at.is_not(None))
        rows = self._connection.execute(written.order_by(*order).limit(limit)).all()
        return [self._trip(row) for row in rows]

    def exported(self, stream: Stream) -> int:
        row = _EXPORTED.first(self._connection, of_stream=f"$.{stream.value}")
        return row[0] or 0 if row else 0

    def files(self) -> set[str]:
        return {digest for (digest,) in _FILES.all(self._connection)}

    def _trip(self, row: Any) -> Trip:
        nonces = select(TripRequestRow.nonce).where(TripRequestRow.trip == row.id).order_by(TripRequestRow.place)
        files = select(TripFileRow.digest).where(TripFileRow.trip == row.id).order_by(TripFileRow.digest)
        return Trip(
            id=row.id,
            made_at=row.made_at,
            place=row.place,
            marks={Stream(name): number for name, number in row.marks.items()},
            upto={Stream(name): number for name, number in row.upto.items()},
            cursors={Feed(name): number for name, number in row.cursors.items()},
            nonces=tuple(self._connection.execute(nonces).scalars()),
            entries=row.entries,
            blobs=row.blobs,
            left=row.left,
            bytes=row.bytes,
            answered_at=row.answered_at,
            stick=row.stick or "",
            carrier=row.carrier or "",
            written_at=row.written_at,
            files=tuple(self._connection.execute(files).scalars()),
        )


def _plain(numbers: Mapping[Stream, int] | Mapping[Feed, int]) -> dict[str, int]:
    return {str(name.value): number for name, number in numbers.items()}

"""What desk.db keeps of central: where it is, what it has acknowledged, its verdicts, its feeds and its keys."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Double, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.desk.models import Base
from db.types import Instant, Uuid


class SyncStateRow(Base):
    """One row: the address, the enrolment and the last meeting."""

    __tablename__ = "sync_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str | None] = mapped_column(String(300))
    code: Mapped[str | None] = mapped_column(String(40))
    root: Mapped[bytes | None] = mapped_column(LargeBinary)
    point: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    enrolled_at: Mapped[datetime | None] = mapped_column(Instant)
    demo: Mapped[bool | None]
    forked: Mapped[bool | None]
    incarnation: Mapped[str | None] = mapped_column(Uuid)
    sealed_to: Mapped[bytes | None] = mapped_column(LargeBinary)
    clock_offset: Mapped[float | None]
    last_success: Mapped[datetime | None] = mapped_column(Instant)
    first_pull: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    dictionaries: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    clock_uncertainty: Mapped[float | None] = mapped_column(Double)
    clock_measured_at: Mapped[datetime | None] = mapped_column(Instant)


class SyncMarkRow(Base):
    """The last number of a stream that central has acknowledged. `again`: what is to be sent once more ends there."""

    __tablename__ = "sync_mark"

    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    stream: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    again: Mapped[int | None] = mapped_column(BigInteger)


class VerdictRow(Base):
    """A verdict that is more than plain acceptance, or replaces one that was. The newest on an entry holds.

    `place` is the order in which verdicts and feed items came, `after_entry` the desk's entry that it followed.
    """

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "device", "stream", "number", "place"),)

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    device: Mapped[str] = mapped_column(Uuid)
    stream: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    after_entry: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)


class ProofRow(Base):
    """What central has signed for, as it came; `place` is the order. The newest that has not lapsed holds."""

    __tablename__ = "proof"
    __table_args__ = (Index(None, "device", "stream", "number"),)

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    device: Mapped[str] = mapped_column(Uuid)
    stream: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    lapsed: Mapped[datetime | None] = mapped_column(Instant)


class ProvenFileRow(Base):
    """An attachment that a proof names, with the first such proof that has not lapsed."""

    __tablename__ = "proven_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    proof: Mapped[int] = mapped_column(ForeignKey("proof.place"), index=True)


class ReckonedDayRow(Base):
    """How many cases of a day desk and central have, as last compared, and which only one of them has.

    `through`: the last entry of the desk stream that central had acknowledged then. `sent_again`: cases that went once
    more and were not compared since; `still_lacking`: those that this has not helped.
    """

    __tablename__ = "reckoned_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    here: Mapped[int]
    there: Mapped[int]
    only_here: Mapped[list[str]] = mapped_column(JSON)
    only_there: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    through: Mapped[int] = mapped_column(BigInteger)
    sent_again: Mapped[list[str] | None] = mapped_column(JSON)
    still_lacking: Mapped[list[str] | None] = mapped_column(JSON)


class CursorRow(Base):
    """The last number of a feed that was applied."""

    __tablename__ = "cursor"

    feed: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class FeedItemRow(Base):
    """An item of a feed; `place` as in VerdictRow. `differs`: why it could not be applied."""

    __tablename__ = "feed_item"
    __table_args__ = (UniqueConstraint("feed", "number", "at", "kind", "subject"),)

    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    feed: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    after_entry: Mapped[int] = mapped_column(BigInteger)
    differs: Mapped[str | None] = mapped_column(String(40), index=True)


class ListedKeyRow(Base):
    """A key as the newest sheet names it."""

    __tablename__ = "listed_key"

    key_id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    use: Mapped[str] = mapped_column(String(8), index=True)
    since: Mapped[datetime] = mapped_column(Instant)
    retired: Mapped[datetime | None] = mapped_column(Instant)
    device: Mapped[str | None] = mapped_column(Uuid)
    stream: Mapped[str | None] = mapped_column(String(8))
    point: Mapped[str | None] = mapped_column(String(12))
    device_number: Mapped[int | None]
    revoked_after: Mapped[int | None] = mapped_column(BigInteger)
    sheet: Mapped[int] = mapped_column(BigInteger)


class ContactRow(Base):
    """A meeting with central, or the attempt."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    trouble: Mapped[str | None] = mapped_column(String(40))
    pushed: Mapped[int]
    pulled: Mapped[int]
    returned: Mapped[int]
    bytes_up: Mapped[int] = mapped_column(BigInteger)
    bytes_down: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float]


class TrafficRow(Base):
    """Bytes that went over the link, both ways, in the hour that begins then."""

    __tablename__ = "traffic"

    hour: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)

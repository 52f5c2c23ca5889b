"""The journal's table and store, the same in every database that has a journal."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    LargeBinary,
    String,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    null,
    select,
    update,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.errors import Trouble
from app.ids import ActionId, DeviceId, Ids
from app.journal import Act, Entry, EntryName, Head, Stamp, Stream, write_entry
from app.keys import Signer
from db.prepared import Prepared, Values
from db.types import Instant, Uuid


class EntryColumns:
    """An entry. One chain for each device that writes here."""

    __tablename__ = "entry"

    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Uuid, index=True)
    action: Mapped[str | None] = mapped_column(String(80))
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint, ...]:  # noqa: N805 - SQLAlchemy hands in the class
        return (UniqueConstraint("action", name="uq_entry_action"),)


class HeadColumns:
    """The last entry of each chain: shows a cut tail."""

    __tablename__ = "head"

    device: Mapped[str] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class JournalTables:
    """The two tables of one database and the statements on them, compiled once. `bars` says what forbids a device to
    write on, as one value."""

    def __init__(
        self, entry: type[DeclarativeBase], head: type[DeclarativeBase], bars: ColumnElement[Any] | None = None
    ) -> None:
        table, heads = entry.__table__, head.__table__
        device: BindParameter[str] = bindparam("of_device")
        self.names = tuple(table.c.keys())
        last = select(table.c.at).where(table.c.device == heads.c.device, table.c.number == heads.c.number)
        done = select(table.c.number).where(table.c.action == bindparam("of_action")).scalar_subquery()
        newest = select(heads.c.number, heads.c.hash, last.scalar_subquery(), null() if bars is None else bars)
        self.head = Prepared(newest.where(heads.c.device == device))
        self.head_and_done = Prepared(newest.add_columns(done).where(heads.c.device == device))
        self.new_head = Prepared(insert(head))
        self.move_head = Prepared(
            update(head).where(heads.c.device == device).values(number=bindparam("number"), hash=bindparam("hash"))
        )
        self.insert = Prepared(insert(entry))
        self.by_action = Prepared(select(table).where(table.c.action == bindparam("of_action")))
        self.of_subject = (
            select(table)
            .where(table.c.subject == bindparam("of_subject"))
            .order_by(_in_turn(table), table.c.device, table.c.number)
        )
        self.after = (
            select(table)
            .where(table.c.device == device, table.c.number > bindparam("above"))
            .order_by(table.c.number)
            .limit(bindparam("most"))
        )


def _in_turn(table: FromClause) -> ColumnElement[Any]:
    """A device's acts go by their numbers, whatever its clock did; those of several devices are merged by the latest
    time that each had written by then."""
    return func.max(table.c.at).over(partition_by=table.c.device, order_by=table.c.number)


_ENCODE = msgspec.json.Encoder().encode


class JournalStore:
    """One device's journal in one transaction; see app.storage.journal.JournalStore."""

    def __init__(
        self,
        connection: Connection,
        tables: JournalTables,
        device: DeviceId,
        stream: Stream,
        signer: Signer,
        ids: Ids,
        stamp: Stamp,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._device = device
        self._stream = stream
        self._signer = signer
        self._ids = ids
        self._stamp = stamp
        self._asked: Head | None = None
        self._newest: Values | None = None

    @property
    def unanchored(self) -> bool:
        return self._stamp.unanchored

    @property
    def device(self) -> DeviceId:
        return self._device

    def following(self) -> EntryName:
        self._asked = self._next_to()
        return EntryName(device=self._device, stream=self._stream, number=self._asked.number + 1)

    def append(self, act: Act) -> Entry:
        head, self._asked, self._newest = self._asked or self._next_to(), None, None
        entry = write_entry(
            self._stamp.stamp(act, self._stream, head),
            device=self._device,
            stream=self._stream,
            head=head,
            salt=self._ids.bytes(16),
            sign=self._signer.sign,
            encode=_ENCODE,
        )
        self._tables.insert.run(
            self._connection,
            device=self._device,
            number=entry.name.number,
            at=entry.at,
            kind=entry.kind,
            subject=entry.subject,
            action=entry.action,
            payload=entry.payload,
            salt=entry.salt,
            digest=entry.digest,
            previous=entry.previous,
            hash=entry.hash,
            signature=entry.signature,
        )
        moved = {"number": entry.name.number, "hash": entry.hash}
        if head.number == 0:
            self._tables.new_head.run(self._connection, device=self._device, **moved)
        else:
            self._tables.move_head.run(self._connection, of_device=self._device, **moved)
        return entry

    def by_action(self, action: ActionId) -> Entry | None:
        if self._connection.dialect.name == "sqlite":  # nobody else writes meanwhile: the head that comes with it holds
            newest = self._tables.head_and_done.first(self._connection, of_device=self._device, of_action=action)
            if newest is not None and newest[-1] is None:
                self._newest = newest[:-1]
                return None
        row = self._tables.by_action.first(self._connection, of_action=action)
        return None if row is None else self._entry(dict(zip(self._tables.names, row, strict=True)))

    def head(self) -> Head:
        row = self._tables.head.first(self._connection, of_device=self._device)
        return Head() if row is None else Head(number=row[0], hash=row[1], at=row[2])

    def _next_to(self) -> Head:
        """What the next entry follows. Raises Trouble("sync_forked") once central has seen another desk with this one's
        name: every act writes an entry, so refusing here refuses them all, whatever has been typed."""
        row = self._newest or self._tables.head.first(self._connection, of_device=self._device)
        if row is None:
            return Head()
        number, hashed, at, barred = row
        if barred:
            raise Trouble("sync_forked")
        return Head(number=number, hash=hashed, at=at)

    def after(self, number: int, limit: int) -> list[Entry]:
        rows = self._connection.execute(self._tables.after, {"of_device": self._device, "above": number, "most": limit})
        names = tuple(rows.keys())
        return [self._entry(zip(names, row, strict=True)) for row in rows.all()]

    def of_subject(self, subject: str) -> list[Entry]:
        rows = self._connection.execute(self._tables.of_subject, {"of_subject": subject})
        return [self._entry(row._mapping) for row in rows]

    def _entry(self, row: object) -> Entry:
        values = dict(row)  # type: ignore[call-overload]
        name = EntryName(device=DeviceId(values.pop("device")), stream=self._stream, number=values.pop("number"))
        return Entry(name=name, **values)

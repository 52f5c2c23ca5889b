"""Sync's marks, verdicts, feeds and keys in desk.db."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from app.ids import DeviceId
from app.journal import EntryName, Stream
from app.storage.sync import KeyUse, ListedKey
from app.sync.model import (
    CentralAddress,
    Contact,
    Enrolment,
    Feed,
    FeedItem,
    ServicePoint,
    Verdict,
    VerdictKind,
)
from db.desk.sync_contacts import Contacts
from db.desk.sync_keys import ListedKeys
from db.desk.sync_models import CursorRow, FeedItemRow, SyncMarkRow, SyncStateRow, VerdictRow

_ONLY = 1
_STATE = select(SyncStateRow.__table__).where(SyncStateRow.id == _ONLY)
_MARK = select(SyncMarkRow.number).where(
    SyncMarkRow.device == bindparam("of_device"), SyncMarkRow.stream == bindparam("of_stream")
)
_FEED_COLUMNS = (
    *(FeedItemRow.feed, FeedItemRow.number, FeedItemRow.at, FeedItemRow.kind, FeedItemRow.subject, FeedItemRow.body),
    *(FeedItemRow.after_entry, FeedItemRow.differs),
)
_NEW_ITEM = insert(FeedItemRow).on_conflict_do_nothing()


class SyncStore:
    """See app.storage.sync.SyncStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _keys(self) -> ListedKeys:
        return ListedKeys(self._connection)

    @cached_property
    def _contacts(self) -> Contacts:
        return Contacts(self._connection)

    def address(self) -> CentralAddress | None:
        state = self._state()
        return None if state.get("url") is None else CentralAddress(url=state["url"], code=state["code"])

    def keep_address(self, address: CentralAddress) -> None:
        self._set(url=address.url, code=address.code)

    def enrolment(self) -> Enrolment | None:
        state = self._state()
        if state.get("root") is None:
            return None
        point = ServicePoint(**state["point"])
        return Enrolment(root=state["root"], point=point, at=state["enrolled_at"], demo=state["demo"])

    def keep_enrolment(self, enrolment: Enrolment) -> None:
        point = asdict(enrolment.point)
        self._set(root=enrolment.root, point=point, enrolled_at=enrolment.at, demo=enrolment.demo, code=None)

    def forked(self) -> bool:
        return bool(self._state().get("forked"))

    def mark_forked(self) -> None:
        self._set(forked=True)

    def acknowledged(self, device: DeviceId, stream: Stream) -> int:
        return self._connection.execute(_MARK, {"of_device": device, "of_stream": stream.value}).scalar() or 0

    def acknowledge(self, device: DeviceId, stream: Stream, number: int) -> None:
        statement = insert(SyncMarkRow).values(device=device, stream=stream.value, number=number)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["device", "stream"], set_={"number": number})
        )

    def keep_verdicts(self, verdicts: Sequence[Verdict], after_entry: int, at: datetime) -> None:
        for verdict in verdicts:
            name = verdict.entry
            values = {
                "kind": verdict.kind.value,
                "reason": verdict.reason,
                "text": verdict.text,
                "after_entry": after_entry,
                "at": at,
            }
            key = {"device": name.device, "stream": name.stream.value, "number": name.number}
            statement = insert(VerdictRow).values(**key, **values)
            self._connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))

    def accept_run(self, device: DeviceId, stream: Stream, first: int, count: int) -> None:
        row = VerdictRow
        of_run = row.device == device, row.stream == stream.value, row.number.between(first, first + count - 1)
        accepted = {"kind": VerdictKind.ACCEPTED.value, "reason": None, "text": None}
        self._connection.execute(update(row).where(*of_run).values(accepted))

    def verdict(self, entry: EntryName) -> Verdict | None:
        row = self._verdict_row(entry)
        if row is not None:
            return _verdict(entry, row)
        if entry.number <= self.acknowledged(entry.device, entry.stream):
            return Verdict(entry=entry, kind=VerdictKind.ACCEPTED)
        return None

    def verdicts(self, subject_entries: Sequence[EntryName]) -> list[tuple[int, Verdict]]:
        found = ((entry, self._verdict_row(entry)) for entry in subject_entries)
        return [(row["after_entry"], _verdict(entry, row)) for entry, row in found if row is not None]

    def cursor(self, feed: Feed) -> int:
        return self._connection.execute(select(CursorRow.number).where(CursorRow.feed == feed.value)).scalar() or 0

    def keep_feed(self, feed: Feed, items: Sequence[FeedItem], end: int, after_entry: int) -> list[FeedItem]:
        new = [item for item in items if self._add_item(item, after_entry)]
        statement = insert(CursorRow).values(feed=feed.value, number=end)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["feed"], set_={"number": end}))
        return new

    def mark_differing(self, item: FeedItem, code: str) -> None:
        table = FeedItemRow
        self._connection.execute(
            update(table)
            .where(table.feed == item.feed.value, table.number == item.number, table.at == item.at)
            .values(differs=code)
        )

    def differing(self) -> list[tuple[FeedItem, str]]:
        statement = select(*_FEED_COLUMNS).where(FeedItemRow.differs.is_not(None)).order_by(FeedItemRow.place)
        return [(_item(row._mapping), row.differs) for row in self._connection.execute(statement)]

    def feed_of(self, subject: str) -> list[tuple[int, FeedItem]]:
        of_subject = select(*_FEED_COLUMNS).where(FeedItemRow.subject == subject, FeedItemRow.differs.is_(None))
        rows = self._connection.execute(of_subject.order_by(FeedItemRow.place))
        return [(row.after_entry, _item(row._mapping)) for row in rows]

    def incarnation(self) -> str | None:
        return self._state().get("incarnation")

    def keep_incarnation(self, incarnation: str) -> None:
        self._set(incarnation=incarnation)

    def keep_keys(self, keys: Sequence[ListedKey], sheet: int) -> None:
        self._keys.keep(keys, sheet)

    def key(self, key_id: bytes) -> ListedKey | None:
        return self._keys.find(key_id)

    def keys(self, use: KeyUse) -> list[ListedKey]:
        return self._keys.of_use(use)

    def sealed_to(self) -> bytes | None:
        return self._state().get("sealed_to")

    def keep_sealed_to(self, public: bytes) -> None:
        self._set(sealed_to=public)

    def clock_offset(self) -> float | None:
        return self._state().get("clock_offset")

    def keep_clock_offset(self, seconds: float) -> None:
        self._set(clock_offset=seconds)

    def note_contact(self, contact: Contact) -> None:
        self._contacts.note(contact)
        if contact.trouble is None:
            self._set(last_success=contact.at)

    def last_success(self) -> datetime | None:
        return self._state().get("last_success")

    def contacts(self, limit: int = 50) -> list[Contact]:
        return self._contacts.newest(limit)

    def _state(self) -> dict[str, Any]:
        row = self._connection.execute(_STATE).first()
        return {} if row is None else dict(row._mapping)

    def _set(self, **values: Any) -> None:
        statement = insert(SyncStateRow).values(id=_ONLY, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def _verdict_row(self, entry: EntryName) -> dict[str, Any] | None:
        row = self._connection.execute(
            select(VerdictRow.__table__).where(
                VerdictRow.device == entry.device,
                VerdictRow.stream == entry.stream.value,
                VerdictRow.number == entry.number,
            )
        ).first()
        return None if row is None else dict(row._mapping)

    def _add_item(self, item: FeedItem, after_entry: int) -> bool:
        values = {
            "feed": item.feed.value,
            "number": item.number,
            "at": item.at,
            "kind": item.kind,
            "subject": item.subject,
            "body": dict(item.body),
            "after_entry": after_entry,
        }
        return self._connection.execute(_NEW_ITEM, values).rowcount == 1


def _verdict(entry: EntryName, row: dict[str, Any]) -> Verdict:
    return Verdict(entry=entry, kind=VerdictKind(row["kind"]), reason=row["reason"], text=row["text"])


def _item(row: Any) -> FeedItem:
    return FeedItem(
        feed=Feed(row["feed"]),
        number=row["number"],
        at=row["at"],
        kind=row["kind"],
        subject=row["subject"],
        body=row["body"],
    )

"""Sync's marks, verdicts, feeds and keys in desk.db."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream
from app.storage.sync import KeyUse, ListedKey
from app.sync.model import (
    CentralAddress,
    Contact,
    Enrolment,
    Feed,
    FeedItem,
    FirstPull,
    KeptProof,
    Measured,
    ServicePoint,
    Verdict,
    VerdictKind,
)
from db.desk.sync_contacts import Contacts
from db.desk.sync_keys import ListedKeys
from db.desk.sync_models import CursorRow, SyncMarkRow, SyncStateRow
from db.desk.sync_proofs import Proofs
from db.desk.sync_words import CentralWords, Told
from db.prepared import Prepared

_ONLY = 1
_STATE = select(SyncStateRow.__table__).where(SyncStateRow.id == _ONLY)
_MARK = Prepared(
    select(SyncMarkRow.number).where(
        SyncMarkRow.device == bindparam("of_device"), SyncMarkRow.stream == bindparam("of_stream")
    )
)


class SyncStore:
    """See app.storage.sync.SyncStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _keys(self) -> ListedKeys:
        return ListedKeys(self._connection)

    @cached_property
    def _words(self) -> CentralWords:
        return CentralWords(self._connection)

    @cached_property
    def _contacts(self) -> Contacts:
        return Contacts(self._connection)

    @cached_property
    def _proofs(self) -> Proofs:
        return Proofs(self._connection)

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
        found = _MARK.first(self._connection, of_device=device, of_stream=stream.value)
        return 0 if found is None else int(found[0])

    def acknowledge(self, device: DeviceId, stream: Stream, number: int) -> None:
        statement = insert(SyncMarkRow).values(device=device, stream=stream.value, number=number)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["device", "stream"], set_={"number": number})
        )

        reached = SyncMarkRow.again <= number
        mine = SyncMarkRow.device == device, SyncMarkRow.stream == stream.value
        self._connection.execute(update(SyncMarkRow).where(*mine, reached).values(again=None))

    def send_again(self, device: DeviceId, stream: Stream, number: int) -> None:
        mine = SyncMarkRow.device == device, SyncMarkRow.stream == stream.value, SyncMarkRow.number >= number
        values = {"again": func.coalesce(SyncMarkRow.again, SyncMarkRow.number), "number": number - 1}
        self._connection.execute(update(SyncMarkRow).where(*mine).values(values))

    def again(self, device: DeviceId, stream: Stream) -> int | None:
        mine = SyncMarkRow.device == device, SyncMarkRow.stream == stream.value
        return self._connection.execute(select(SyncMarkRow.again).where(*mine)).scalar()

    def keep_proof(self, proof: KeptProof) -> None:
        self._proofs.keep(proof)

    def lapse_proofs(self, device: DeviceId, stream: Stream, number: int, at: datetime) -> None:
        self._proofs.lapse(device, stream, number, at)

    def proven(self, device: DeviceId, stream: Stream) -> int:
        return self._proofs.newest(device, stream)

    def proof_of(self, entry: EntryName) -> KeptProof | None:
        return self._proofs.covering(entry.device, entry.stream, entry.number)

    def proofs(self) -> Iterator[KeptProof]:
        return self._proofs.all()

    def claimed_files(self) -> set[str]:
        return self._proofs.claimed_files()

    def proven_files(self, digests: Iterable[str]) -> dict[str, datetime]:
        return self._proofs.of_files(digests)

    def keep_verdicts(self, verdicts: Sequence[Verdict], after_entry: int, at: datetime) -> None:
        self._words.keep_verdicts(verdicts, after_entry, at)

    def accept_run(
        self, device: DeviceId, stream: Stream, first: int, count: int, after_entry: int, at: datetime
    ) -> None:
        now = self._words.now_between(device, stream, first, first + count - 1)
        accepted = [replace(verdict, kind=VerdictKind.ACCEPTED, reason=None, text=None) for verdict in now]
        changed = [after for before, after in zip(now, accepted, strict=True) if before != after]
        self._words.keep_verdicts(changed, after_entry, at)

    def verdict(self, entry: EntryName) -> Verdict | None:
        stored = self._words.now_between(entry.device, entry.stream, entry.number, entry.number)
        if stored:
            return stored[0]
        if entry.number <= self.acknowledged(entry.device, entry.stream):
            return Verdict(entry=entry, kind=VerdictKind.ACCEPTED)
        return None

    def verdicts(self, entries: Sequence[EntryName]) -> list[tuple[int, Verdict]]:
        return [(after, verdict) for _, after, verdict in sorted(self._words.verdicts(entries), key=_place)]

    def told(self, subject: str, entries: Sequence[EntryName]) -> list[tuple[int, FeedItem | Verdict]]:
        words: list[Told] = [*self._words.verdicts(entries), *self._words.items(subject)]
        return [(after, word) for _, after, word in sorted(words, key=_place)]

    def cursor(self, feed: Feed) -> int:
        return self._connection.execute(select(CursorRow.number).where(CursorRow.feed == feed.value)).scalar() or 0

    def rewind_feeds(self) -> None:
        self._connection.execute(update(CursorRow).values(number=0))

    def keep_feed(self, feed: Feed, items: Sequence[FeedItem], end: int, after_entry: int) -> list[FeedItem]:
        new = [item for item in items if self._words.add_item(item, after_entry)]
        statement = insert(CursorRow).values(feed=feed.value, number=end)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["feed"], set_={"number": end}))
        return new

    def pass_over(self, feed: Feed, number: int) -> None:
        if number > self.cursor(feed):
            self.keep_feed(feed, [], number, 0)

    def first_pull(self) -> FirstPull | None:
        state = self._state().get("first_pull")
        return None if state is None else FirstPull(**state)

    def keep_first_pull(self, state: FirstPull) -> None:
        self._set(first_pull=asdict(state))

    def register(self, item: FeedItem, cases: Sequence[tuple[CaseId, str]]) -> None:
        self._words.register(item, cases)

    def mark_differing(self, item: FeedItem, code: str) -> None:
        self._words.mark_differing(item, code)

    def differing(self) -> list[tuple[FeedItem, str]]:
        return self._words.differing()

    def feed_of(self, subject: str) -> list[tuple[int, FeedItem]]:
        return [(after, item) for _, after, item in self._words.items(subject)]

    def incarnation(self) -> str | None:
        return self._state().get("incarnation")

    def keep_incarnation(self, incarnation: str) -> None:
        self._set(incarnation=incarnation)

    def dictionaries(self) -> tuple[int, ...]:
        return tuple(self._state().get("dictionaries") or ())

    def keep_dictionaries(self, numbers: Sequence[int]) -> None:
        self._set(dictionaries=list(numbers))

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

    def clock(self) -> Measured | None:
        state = self._state()
        offset = state.get("clock_offset")
        if offset is None:
            return None
        return Measured(offset=offset, uncertainty=state["clock_uncertainty"], at=state["clock_measured_at"])

    def keep_meeting(self, incarnation: str, clock: Measured) -> None:
        self._set(
            incarnation=incarnation,
            clock_offset=clock.offset,
            clock_uncertainty=clock.uncertainty,
            clock_measured_at=clock.at,
        )

    def note_contact(self, contact: Contact) -> None:
        self._contacts.note(contact)
        if contact.trouble is None:
            self._set(last_success=contact.at)

    def note_traffic(self, hour: datetime, size: int) -> None:
        self._contacts.add_traffic(hour, size)

    def traffic(self, since: datetime, until: datetime) -> int:
        return self._contacts.traffic(since, until)

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


def _place(told: Told) -> int:
    return told[0]

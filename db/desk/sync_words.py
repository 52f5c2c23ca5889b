"""What central has said, in the order in which it came: verdicts and feed items, in desk.db."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.ids import CaseId, DeviceId
from app.journal import EntryName, Stream
from app.sync.model import Feed, FeedItem, Verdict, VerdictKind, registration_of
from db.desk.counters import next_value
from db.desk.registrations import register, registering
from db.desk.sync_models import FeedItemRow, VerdictRow

Told = tuple[int, int, FeedItem | Verdict]
"""Place, the desk's entry that it followed, and the word itself."""

_SERIES = "central's words"
_ITEMS = select(FeedItemRow.__table__)


class CentralWords:
    """The words within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_verdicts(self, verdicts: Sequence[Verdict], after_entry: int, at: datetime) -> None:
        rows = [
            {
                "place": next_value(self._connection, _SERIES),
                "device": verdict.entry.device,
                "stream": verdict.entry.stream.value,
                "number": verdict.entry.number,
                "kind": verdict.kind.value,
                "reason": verdict.reason,
                "text": verdict.text,
                "after_entry": after_entry,
                "at": at,
            }
            for verdict in verdicts
        ]
        if rows:
            self._connection.execute(insert(VerdictRow), rows)

    def now_between(self, device: DeviceId, stream: Stream, first: int, last: int) -> list[Verdict]:
        """The newest stored verdict on each of these entries that has one."""
        row = VerdictRow
        of_run = row.device == device, row.stream == stream.value, row.number.between(first, last)
        newest = select(func.max(row.place)).where(*of_run).group_by(row.number)
        rows = self._connection.execute(select(row.__table__).where(row.place.in_(newest)).order_by(row.number))
        return [_verdict(found._mapping) for found in rows]

    def verdicts(self, entries: Sequence[EntryName]) -> list[tuple[int, int, Verdict]]:
        """All that were ever stored on these entries."""
        row = VerdictRow
        found: list[Any] = []
        for entry in entries:
            of_entry = row.device == entry.device, row.stream == entry.stream.value, row.number == entry.number
            found += self._connection.execute(select(row.__table__).where(*of_entry)).all()
        return [(one.place, one.after_entry, _verdict(one._mapping)) for one in found]

    def add_item(self, item: FeedItem, after_entry: int) -> bool:
        """Whether it was not here yet."""
        values = {
            "place": next_value(self._connection, _SERIES),
            "feed": item.feed.value,
            "number": item.number,
            "at": item.at,
            "kind": item.kind,
            "subject": item.subject,
            "body": dict(item.body),
            "after_entry": after_entry,
        }
        return self._connection.execute(upsert(FeedItemRow).on_conflict_do_nothing(), values).rowcount == 1

    def mark_differing(self, item: FeedItem, code: str) -> None:
        row = FeedItemRow
        of_item = row.feed == item.feed.value, row.number == item.number, row.at == item.at
        self._connection.execute(update(row).where(*of_item).values(differs=code))

    def differing(self) -> list[tuple[FeedItem, str]]:
        statement = _ITEMS.where(FeedItemRow.differs.is_not(None)).order_by(FeedItemRow.place)
        return [(_item(row._mapping), row.differs) for row in self._connection.execute(statement)]

    def items(self, subject: str) -> list[tuple[int, int, FeedItem]]:
        """What was applied about a subject, in order."""
        of_subject = _ITEMS.where(FeedItemRow.subject == subject, FeedItemRow.differs.is_(None))
        found = [(row.place, row.after_entry, _item(row._mapping)) for row in self._connection.execute(of_subject)]
        among_others = registering(self._connection, subject)
        if among_others is not None:
            row, number = among_others
            found.append((row["place"], row["after_entry"], registration_of(_item(row), CaseId(subject), number)))
        return sorted(found, key=lambda told: told[0])

    def register(self, item: FeedItem, cases: Sequence[tuple[CaseId, str]]) -> None:
        register(self._connection, _SERIES, item, cases)


def _verdict(row: Any) -> Verdict:
    entry = EntryName(device=DeviceId(row["device"]), stream=Stream(row["stream"]), number=row["number"])
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

"""The feeds' page. Numbers come from a counter row, which stays locked until its transaction ends.

A database sequence would not do: of two transactions the later number may be committed first, and a cursor
that has passed it never sees the earlier one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, select, update

from app.central.model import Announcement, Published
from app.ids import DeviceId
from app.journal import EntryName, Stream
from db.central.bulk import add_rows
from db.central.point_tables import ArrivedRow, PointFeedRow, PointRow
from db.central.shared_tables import CityRow, SharedFeedRow

_TABLE = cast(Table, PointFeedRow.__table__)


class FeedRows:
    """See app.central.storage.FeedPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def publish(self, point: str, items: Sequence[Announcement], at: datetime) -> None:
        if not items:
            return
        count = update(PointRow).where(PointRow.point == point).values(feed_number=PointRow.feed_number + len(items))
        last = self._connection.execute(count.returning(PointRow.feed_number)).scalar_one()
        add_rows(self._connection, _TABLE, _rows(point, items, last - len(items), at))

    def publish_shared(self, items: Sequence[Announcement], at: datetime) -> None:
        if not items:
            return
        count = update(CityRow).values(shared_number=CityRow.shared_number + len(items))
        last = self._connection.execute(count.returning(CityRow.shared_number)).scalar_one()
        rows = [
            {"number": number, "at": at, "kind": item.kind, "subject": item.subject, "body": item.body}
            for number, item in enumerate(items, last - len(items) + 1)
        ]
        self._connection.execute(insert(SharedFeedRow), rows)

    def page(self, point: str, after: int, limit: int, asking: DeviceId | None = None) -> list[Published]:
        mine = select(_TABLE).where(PointFeedRow.point == point, PointFeedRow.number > after)
        found: list[Published] = []
        for row in self._connection.execute(mine.order_by(PointFeedRow.number).limit(limit)):
            if row.entry_count is None or row.entry_device == asking:
                found.append(_published(row))
            else:
                found += self._entries(row, after, limit - len(found))
            if len(found) >= limit:
                break
        return found

    def _entries(self, row: Any, after: int, limit: int) -> Iterator[Published]:
        """The items of a run behind the cursor, each with its entry's payload."""
        begin = row.number - row.entry_count
        first = row.entry_number + max(after - begin, 0)
        last = min(row.entry_number + row.entry_count - 1, first + limit - 1)
        entry = ArrivedRow
        of_run = (
            entry.point == row.point,
            entry.device == row.entry_device,
            entry.stream == row.entry_stream,
            entry.number.between(first, last),
        )
        columns = select(entry.number, entry.subject, entry.payload)
        for one in self._connection.execute(columns.where(*of_run).order_by(entry.number)):
            yield Published(
                number=begin + 1 + one.number - row.entry_number,
                at=row.at,
                kind=row.kind,
                subject=one.subject,
                body=None,
                entry=EntryName(device=DeviceId(row.entry_device), stream=Stream(row.entry_stream), number=one.number),
                payload=one.payload,
            )

    def shared_page(self, after: int, limit: int) -> list[Published]:
        rows = select(SharedFeedRow.__table__).where(SharedFeedRow.number > after).order_by(SharedFeedRow.number)
        return [
            Published(number=row.number, at=row.at, kind=row.kind, subject=row.subject, body=row.body)
            for row in self._connection.execute(rows.limit(limit))
        ]

    def ends(self, point: str) -> tuple[int, int]:
        of_point = self._connection.execute(select(PointRow.feed_number).where(PointRow.point == point)).scalar()
        shared = self._connection.execute(select(CityRow.shared_number)).scalar_one()
        return of_point or 0, shared


@dataclass(slots=True)
class _Run:
    """Neighbouring entries that are passed on under one kind, as they are gathered."""

    kind: str
    first: EntryName
    count: int

    def goes_on_with(self, kind: str, name: EntryName) -> bool:
        first = self.first
        return kind == self.kind and (name.device, name.stream, name.number) == (
            first.device,
            first.stream,
            first.number + self.count,
        )


def _rows(point: str, items: Sequence[Announcement], before: int, at: datetime) -> list[list[Any]]:
    """The items' rows in the order of the columns; neighbouring entries together in one."""
    rows: list[list[Any]] = []
    run: _Run | None = None
    for number, item in enumerate(items, before + 1):
        name = item.entry
        if name is None or item.body is not None:
            of = (None, None, None) if name is None else (name.device, name.stream.value, name.number)
            rows.append([point, number, at, item.kind, item.subject, item.body, *of, None])
            run = None
        elif run is not None and run.goes_on_with(item.kind, name):
            run.count += 1
            rows[-1] = _run_row(point, number, at, run)
        else:
            run = _Run(item.kind, name, 1)
            rows.append(_run_row(point, number, at, run))
    return rows


def _run_row(point: str, number: int, at: datetime, run: _Run) -> list[Any]:
    first = run.first
    return [point, number, at, run.kind, "", None, first.device, first.stream.value, first.number, run.count]


def _published(row: Any) -> Published:
    entry = None
    if row.entry_device is not None:
        entry = EntryName(device=DeviceId(row.entry_device), stream=Stream(row.entry_stream), number=row.entry_number)
    return Published(number=row.number, at=row.at, kind=row.kind, subject=row.subject, body=row.body, entry=entry)

"""The feeds' page. Numbers come from a counter row, which stays locked until its transaction ends.

A database sequence would not do: of two transactions the later number may be committed first, and a cursor
that has passed it never sees the earlier one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.central.model import Announcement, Published
from app.ids import DeviceId
from app.journal import EntryName, Stream
from db.central.point_tables import ArrivedRow, PointFeedRow, PointRow
from db.central.shared_tables import CityRow, SharedFeedRow


class FeedRows:
    """See app.central.storage.FeedPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def publish(self, point: str, items: Sequence[Announcement], at: datetime) -> None:
        if not items:
            return
        count = update(PointRow).where(PointRow.point == point).values(feed_number=PointRow.feed_number + len(items))
        last = self._connection.execute(count.returning(PointRow.feed_number)).scalar_one()
        rows = [
            {
                "point": point,
                "number": number,
                "at": at,
                "kind": item.kind,
                "subject": item.subject,
                "body": item.body,
                "entry_device": item.entry and item.entry.device,
                "entry_stream": item.entry and item.entry.stream.value,
                "entry_number": item.entry and item.entry.number,
            }
            for number, item in enumerate(items, last - len(items) + 1)
        ]
        self._connection.execute(insert(PointFeedRow), rows)

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

    def page(self, point: str, after: int, limit: int) -> list[Published]:
        of_entry = (
            (ArrivedRow.point == PointFeedRow.point)
            & (ArrivedRow.device == PointFeedRow.entry_device)
            & (ArrivedRow.stream == PointFeedRow.entry_stream)
            & (ArrivedRow.number == PointFeedRow.entry_number)
        )
        rows = (
            select(PointFeedRow.__table__, ArrivedRow.payload)
            .join(ArrivedRow, of_entry, isouter=True)
            .where(PointFeedRow.point == point, PointFeedRow.number > after)
            .order_by(PointFeedRow.number)
            .limit(limit)
        )
        return [_published(row) for row in self._connection.execute(rows)]

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


def _published(row: Any) -> Published:
    entry = None
    if row.entry_device is not None:
        entry = EntryName(device=DeviceId(row.entry_device), stream=Stream(row.entry_stream), number=row.entry_number)
    return Published(
        number=row.number,
        at=row.at,
        kind=row.kind,
        subject=row.subject,
        body=row.body,
        entry=entry,
        payload=row.payload,
    )

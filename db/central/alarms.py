"""The alarms' page, and the visits that ticket entries tell of."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, select, update

from app.central.model import Alarm, Visit
from db.central.point_tables import AlarmRow, VisitRow
from db.upsert import upsert


class AlarmRows:
    """See app.central.storage.AlarmPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def raise_alarm(self, alarm: Alarm) -> None:
        upsert(self._connection, AlarmRow, [{**asdict(alarm), "cleared_at": None}])

    def clear(self, point: str, about: str, at: datetime) -> None:
        mine = (AlarmRow.point == point) & (AlarmRow.about == about) & AlarmRow.cleared_at.is_(None)
        self._connection.execute(update(AlarmRow).where(mine).values(cleared_at=at))

    def open(self) -> list[Alarm]:
        rows = select(AlarmRow.__table__).where(AlarmRow.cleared_at.is_(None)).order_by(AlarmRow.at)
        return [
            Alarm(point=row.point, about=row.about, code=row.code, detail=row.detail, at=row.at)
            for row in self._connection.execute(rows)
        ]

    def keep_visits(self, point: str, visits: Sequence[Visit]) -> None:
        rows = [{"point": point, **asdict(visit)} for visit in visits]
        upsert(self._connection, VisitRow, rows, newer="revision")

"""Counts of cases by day, and the comparisons with central, in desk.db."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, func, or_, select, type_coerce, update
from sqlalchemy.orm import InstrumentedAttribute

from app.cases.model import RECORDED, CaseState
from app.clock import CHINA
from app.ids import DeviceId
from app.sync.model import ReckonedDay
from db.desk.models import CaseRow, EntryRow
from db.desk.sync_models import ReckonedDayRow
from db.upsert import upsert

_DAY = 86_400_000_000
_CHINA = 8 * 3_600_000_000
"""Microseconds that China's days begin before UTC's."""
_EPOCH = date(1970, 1, 1).toordinal()


class ReckoningStore:
    """See app.storage.reckoning.ReckoningStore."""

    def __init__(self, connection: Connection, device: DeviceId) -> None:
        self._connection = connection
        self._device = device

    def days_between(self, after: int, upto: int) -> list[date]:
        row = EntryRow
        mine = row.device == self._device, row.number > after, row.number <= upto, row.kind == RECORDED
        found = self._connection.execute(select(_day_of(row.at)).distinct().where(*mine)).scalars()
        return sorted(map(_date, found))

    def recorded(self, first: date, last: date, upto: int | None = None) -> dict[date, set[str]]:
        begin, end = datetime.combine(first, time.min, CHINA), datetime.combine(last, time.max, CHINA)
        mine = CaseRow.received_at.between(begin, end), func.json_extract(CaseRow.body, "$.device") == self._device
        counts = CaseRow.state != CaseState.VOID.value
        if upto is not None:  # central does not know of it yet
            counts |= (CaseRow.last_device == self._device) & (CaseRow.last_number > upto)
        statement = select(CaseRow.id, _day_of(CaseRow.received_at)).where(*mine, counts)
        if upto is not None:
            recorded = (EntryRow.subject == CaseRow.id) & (EntryRow.kind == RECORDED) & (EntryRow.number <= upto)
            known = select(EntryRow.number).where(recorded).exists()
            statement = statement.where(or_(CaseRow.last_device != self._device, CaseRow.last_number <= upto, known))
        found: dict[int, set[str]] = {}
        for case, day in self._connection.execute(statement):
            found.setdefault(day, set()).add(case)
        return {_date(day): cases for day, cases in found.items()}

    def keep(self, days: Sequence[ReckonedDay]) -> None:
        tried = self._tried([one.day for one in days])
        rows = [
            {
                "day": one.day,
                "here": one.here,
                "there": one.there,
                "only_here": list(one.only_here),
                "only_there": list(one.only_there),
                "at": one.at,
                "through": one.through,
                "sent_again": [],
                "still_lacking": [case for case in one.only_here if case in tried.get(one.day, ())],
            }
            for one in days
        ]
        upsert(self._connection, ReckonedDayRow, rows)

    def _tried(self, days: Sequence[date]) -> dict[date, set[str]]:
        """The cases of each day that went once more already."""
        row = ReckonedDayRow
        found = self._connection.execute(select(row.day, row.sent_again, row.still_lacking).where(row.day.in_(days)))
        return {day: {*(sent_again or ()), *(still_lacking or ())} for day, sent_again, still_lacking in found}

    def sent_again(self, through: int) -> None:
        self._connection.execute(update(ReckonedDayRow).values(sent_again=ReckonedDayRow.only_here, still_lacking=[]))
        newest = select(ReckonedDayRow.day).order_by(ReckonedDayRow.at.desc()).limit(1).scalar_subquery()
        self._connection.execute(update(ReckonedDayRow).where(ReckonedDayRow.day == newest).values(through=through))

    def of_day(self, day: date) -> ReckonedDay | None:
        row = self._connection.execute(select(ReckonedDayRow.__table__).where(ReckonedDayRow.day == day)).first()
        return None if row is None else _reckoned(row)

    def newest(self) -> ReckonedDay | None:
        rows = select(ReckonedDayRow.__table__).order_by(ReckonedDayRow.at.desc()).limit(1)
        row = self._connection.execute(rows).first()
        return None if row is None else _reckoned(row)

    def differing(self) -> list[ReckonedDay]:
        lacking = [func.json_array_length(one) > 0 for one in (ReckonedDayRow.only_here, ReckonedDayRow.only_there)]
        rows = select(ReckonedDayRow.__table__).where(or_(*lacking)).order_by(ReckonedDayRow.day.desc())
        return [_reckoned(row) for row in self._connection.execute(rows)]


def _day_of(at: InstrumentedAttribute[datetime]) -> ColumnElement[int]:
    """The day in China of a time, counted from 1970."""
    return (type_coerce(at, BigInteger) + _CHINA) // _DAY


def _date(number: int) -> date:
    return date.fromordinal(_EPOCH + int(number))


def _reckoned(row: Any) -> ReckonedDay:
    return ReckonedDay(
        day=row.day,
        here=row.here,
        there=row.there,
        only_here=tuple(row.only_here),
        only_there=tuple(row.only_there),
        at=row.at,
        through=row.through,
        still_lacking=tuple(row.still_lacking or ()),
    )

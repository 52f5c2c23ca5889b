"""The audit's page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select, text

from app.central.city_model import AuditKind, AuditLine, AuditQuery
from app.ids import DeviceId
from app.journal import EntryName, Stream
from db.central.city_tables import NAMED, AuditRow
from db.upsert import upsert

_TABLE = cast(Table, AuditRow.__table__)
_AT_ONCE = 1000


class AuditRows:
    """See app.central.city_storage.AuditPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, lines: Sequence[AuditLine]) -> None:
        upsert(self._connection, _TABLE, [_row_of(line) for line in lines])

    def find(self, query: AuditQuery) -> list[AuditLine]:
        newest = (AuditRow.at.desc(), AuditRow.point, AuditRow.device, AuditRow.stream, AuditRow.number.desc())
        asked = select(_TABLE).where(self._asked(query))
        rows = asked.order_by(*newest, AuditRow.kind).offset(query.offset).limit(query.limit)
        return [_line(row) for row in self._connection.execute(rows)]

    def count(self, query: AuditQuery, most: int) -> int:
        found = select(AuditRow.point).where(self._asked(query)).limit(most).subquery("found")
        return self._connection.execute(select(func.count()).select_from(found)).scalar_one()

    def clerks(self, points: Collection[str] | None) -> dict[tuple[str, str], str]:
        rows = select(AuditRow.point, AuditRow.other, AuditRow.about).where(text(NAMED), AuditRow.reason == "added")
        if points is not None:
            rows = rows.where(AuditRow.point.in_(points))
        return {(row.point, row.other): row.about for row in self._connection.execute(rows)}

    def all(self, query: AuditQuery) -> Iterator[AuditLine]:
        oldest = (AuditRow.at, AuditRow.point, AuditRow.device, AuditRow.stream, AuditRow.number, AuditRow.kind)
        rows = select(_TABLE).where(self._asked(query)).order_by(*oldest).execution_options(yield_per=_AT_ONCE)
        for row in self._connection.execute(rows):
            yield _line(row)

    def _asked(self, query: AuditQuery) -> ColumnElement[bool]:
        asked: list[ColumnElement[bool]] = [AuditRow.point != ""]
        if query.point:
            asked.append(AuditRow.point == query.point)
        if query.clerk:
            asked.append(AuditRow.clerk.in_([query.clerk, *self._ids_of(query.clerk)]))
        if query.kind is not None:
            asked.append(AuditRow.kind == query.kind.value)
        if query.since is not None:
            asked.append(AuditRow.at >= query.since)
        if query.until is not None:
            asked.append(AuditRow.at < query.until)
        return and_(*asked)

    def _ids_of(self, name: str) -> list[str]:
        """A ticket's entry names its clerk by id; the entry that added the clerk says whose it is. Asked first and by
        itself: as a part of the other question it would have every line looked at."""
        rows = select(AuditRow.other).where(text(NAMED), AuditRow.about == name, AuditRow.other.is_not(None))
        return [one for one in self._connection.execute(rows).scalars() if one]


def _row_of(line: AuditLine) -> dict[str, Any]:
    values = asdict(line)
    del values["entry"]
    name = line.entry
    return values | {
        "device": name.device,
        "stream": name.stream.value,
        "number": name.number,
        "kind": line.kind.value,
    }


def _line(row: Any) -> AuditLine:
    values = dict(row._mapping)
    name = EntryName(
        device=DeviceId(values.pop("device")), stream=Stream(values.pop("stream")), number=values.pop("number")
    )
    return AuditLine(**{**values, "entry": name, "kind": AuditKind(row.kind)})

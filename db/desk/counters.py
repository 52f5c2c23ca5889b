"""Serial numbers that never come again."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.desk.models import CounterRow
from db.prepared import Prepared

_NEXT = Prepared(
    insert(CounterRow)
    .values(name=bindparam("series"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": CounterRow.value + 1})
    .returning(CounterRow.value)
)
_PRESENT = Prepared(select(CounterRow.value).where(CounterRow.name == bindparam("series")))


def next_value(connection: Connection, series: str) -> int:
    """The next number of the series, from 1; kept when the transaction commits."""
    row = _NEXT.first(connection, series=series)
    assert row is not None  # an upsert that returns always does
    return int(row[0])


def present_value(connection: Connection, series: str) -> int:
    """The last number given, 0 before the first."""
    row = _PRESENT.first(connection, series=series)
    return 0 if row is None else int(row[0])

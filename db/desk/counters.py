"""Serial numbers that never come again."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.desk.models import CounterRow

_NEXT = (
    insert(CounterRow)
    .values(name=bindparam("series"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": CounterRow.value + 1})
    .returning(CounterRow.value)
)
_PRESENT = select(CounterRow.value).where(CounterRow.name == bindparam("series"))


def next_value(connection: Connection, series: str) -> int:
    """The next number of the series, from 1; kept when the transaction commits."""
    return connection.execute(_NEXT, {"series": series}).scalar_one()


def present_value(connection: Connection, series: str) -> int:
    """The last number given, 0 before the first."""
    return connection.execute(_PRESENT, {"series": series}).scalar() or 0

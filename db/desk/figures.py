"""What counts in a period, added up in desk.db."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from app.cases.model import CaseState
from app.catalogue.model import GivenForm, ItemCode
from app.clock import CHINA
from app.reports.figures import Counted
from db.desk.models import CaseRow


class FiguresStore:
    """See app.storage.figures.FiguresStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counted(self, point: str, first: date, last: date) -> list[Counted]:
        counts = self._of_period(point, first, last)
        given = func.json_each(CaseRow.body, "$.materials").table_valued("value")
        form = func.json_extract(given.c.value, "$.form")
        materials = select(*_GROUP, form, func.count()).select_from(CaseRow).join(given, counts[0])
        found: dict[tuple[str, int, str], dict[GivenForm, int]] = {}
        for item, version, state, came, count in self._connection.execute(
            materials.where(*counts).group_by(*_GROUP, form)
        ):
            found.setdefault((item, version, state), {})[GivenForm(came)] = count
        cases = select(*_GROUP, func.count()).where(*counts).group_by(*_GROUP)
        return [
            Counted(
                item=ItemCode(item),
                version=version,
                state=CaseState(state),
                cases=count,
                materials=found.get((item, version, state), {}),
            )
            for item, version, state, count in self._connection.execute(cases)
        ]

    def _of_period(self, point: str, first: date, last: date) -> list[ColumnElement[Any]]:
        accepted = _in_body("accepted_at")
        return [
            CaseRow.state != CaseState.VOID.value,
            accepted >= _utc(first),
            accepted < _utc(last + timedelta(days=1)),
            _in_body("point") == point,
        ]


def _in_body(name: str) -> ColumnElement[Any]:
    return func.json_extract(CaseRow.body, f"$.{name}")


def _utc(day: date) -> str:
    """Where China's day begins, as the case's JSON writes times: its text sorts as the time does."""
    return datetime.combine(day, time.min, CHINA).astimezone(UTC).isoformat()


_GROUP = (_in_body("item"), _in_body("item_version"), CaseRow.state)

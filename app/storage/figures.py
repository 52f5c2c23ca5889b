"""The figures' page of the desk's store."""

from datetime import date
from typing import Protocol

from app.reports.figures import Counted


class FiguresStore(Protocol):
    """Adds up in the database: a year's cases are not read one by one."""

    def counted(self, point: str, first: date, last: date) -> list[Counted]:
        """The point's accepted cases of the period, by item, version and state; void ones left out."""
        ...

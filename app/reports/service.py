"""A period's figures of this point, from the desk's rows."""

from datetime import date

from app.catalogue.shelf import Shelf
from app.clock import Clock, local_date
from app.errors import Refused
from app.reports.figures import Counted, Figures, ItemOf, figures
from app.storage.desk import Desk, DeskStore


class ReportDesk:
    """What the point has done. Called on the storage lane; every method raises Trouble when the store can't be used."""

    def __init__(self, store: DeskStore, *, point: str, clock: Clock) -> None:
        self._store = store
        self._point = point
        self._clock = clock

    def figures(self, first: date | None = None, last: date | None = None) -> Figures:
        """Of cases accepted between these days, of today unless said. Raises Refused("period_backwards")."""
        first, last = self.period(first, last)
        with self._store.reading() as desk:
            return figures(first, last, self.counted(desk, first, last), self.item_of(desk))

    def period(self, first: date | None, last: date | None) -> tuple[date, date]:
        """Both days: a period without an end goes until today, one without a beginning is its last day."""
        last = last or local_date(self._clock.now())
        first = first or last
        if first > last:
            raise Refused("period_backwards", "since")
        return first, last

    def counted(self, desk: Desk, first: date, last: date) -> list[Counted]:
        """What counts in the period, as the database adds it up."""
        return desk.figures.counted(self._point, first, last)

    def item_of(self, desk: Desk) -> ItemOf:
        """The versions that cases pin."""
        view = Shelf(self._point).renew(desk.catalogue)
        return view.version

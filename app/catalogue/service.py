"""The catalogue as windows use it: what may be done here today, found as one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.catalogue.calendar import CalendarYear, WorkingCalendar
from app.catalogue.importing import ImportReport, compare_items, take_items
from app.catalogue.model import ItemCode, PointRules, PointScope, ServiceItem
from app.catalogue.search import SearchIndex
from app.catalogue.shelf import Shelf
from app.clock import Clock, local_date
from app.errors import NotFound
from app.events import Announcer, Changes
from app.storage.catalogue import CatalogueStore
from app.storage.desk import Desk, DeskStore


@dataclass(frozen=True, slots=True, kw_only=True)
class _Today:
    """The items in force on a day, read at a revision of the store, and the index over them."""

    revision: int
    on: date
    items: tuple[ServiceItem, ...]
    index: SearchIndex


class Catalogue:
    """Items, scopes and the calendar of one point. Called on the storage lane.

    What it has read stays at hand until the store's revision grows or the day in China ends. Every method
    raises Trouble when the store can't be used.
    """

    def __init__(self, store: DeskStore, *, point: str, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._clock = clock
        self._announcer = announcer
        self._shelf = Shelf(point)
        self._today: _Today | None = None

    def current(self, on: date | None = None) -> tuple[ServiceItem, ...]:
        """The items in force on that day (today unless said), each in its newest version then."""
        if on is None:
            return self._renewed().items
        with self._store.reading() as desk:
            return tuple(desk.catalogue.current(on))

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem:
        """One version of an item, cancelled or not; the newest unless said. Raises NotFound("item_unknown")."""
        with self._store.reading() as desk:
            item = desk.catalogue.item(code, version)
        if item is None:
            raise NotFound("item_unknown", "item", item=code)
        return item

    def in_force(self, code: ItemCode, on: date) -> ServiceItem | None:
        """The version in force on that day; None of an item that is cancelled, not yet in force, or not known."""
        with self._store.reading() as desk:
            return self._shelf.renew(desk.catalogue).current(code, on)

    def versions(self, code: ItemCode) -> tuple[ServiceItem, ...]:
        """Every version of an item that is kept here, the newest first; none of an item that is not known."""
        with self._store.reading() as desk:
            return tuple(desk.catalogue.versions(code))

    def search(self, text: str, limit: int = 20) -> tuple[ServiceItem, ...]:
        """The items in force today that `text` may mean, the likeliest first; see `SearchIndex.find`."""
        return self._renewed().index.find(text, limit)

    def scope(self, item: ItemCode) -> PointScope:
        """What this point may do with the item: 受理, 收件代收 or 仅咨询."""
        with self._store.reading() as desk:
            return self._shelf.renew(desk.catalogue).rules.scope(item)

    def calendar(self) -> WorkingCalendar:
        """The working calendar as it is known here."""
        with self._store.reading() as desk:
            return self._shelf.renew(desk.catalogue).calendar

    def missing_year(self) -> int | None:
        """The year whose calendar should have come by now, for the banner on every screen."""
        return self.calendar().missing_year(local_date(self._clock.now()))

    def import_items(
        self, items: Sequence[ServiceItem], kept: Callable[[Desk, ImportReport], None] | None = None
    ) -> ImportReport:
        """Take versions in, all or none, and say what changed; `kept` is called before the transaction ends.

        Raises what `take_items` refuses.
        """
        with self._store.writing() as desk:
            report = take_items(desk.catalogue, items)
            if kept is not None:
                kept(desk, report)
        if report.changes:
            self._announcer.announce(Changes(catalogue=True))
        return report

    def compare_items(self, items: Sequence[ServiceItem]) -> ImportReport:
        """What `import_items` would change, and nothing more. Raises what `compare_items` refuses."""
        with self._store.reading() as desk:
            return compare_items(desk.catalogue, items)

    def import_calendar(self, years: Sequence[CalendarYear]) -> None:
        """Take years in, each in place of what was known of it."""
        with self._store.writing() as desk:
            desk.catalogue.keep_calendar(years)
        self._announcer.announce(Changes(catalogue=True))

    def import_rules(self, rules: PointRules) -> None:
        """Take a point's scopes in, in place of what was known of it."""
        with self._store.writing() as desk:
            desk.catalogue.keep_point_rules(rules)
        self._announcer.announce(Changes(catalogue=True))

    def _renewed(self) -> _Today:
        """Today's items; read and indexed anew only when they may have changed."""
        on = local_date(self._clock.now())
        with self._store.reading() as desk:
            store: CatalogueStore = desk.catalogue
            revision = store.revision()
            if self._today is None or (self._today.revision, self._today.on) != (revision, on):
                items = tuple(store.current(on))
                self._today = _Today(revision=revision, on=on, items=items, index=SearchIndex(items))
        return self._today

"""Items, rules, calendar and the city's themes as last read: read again only when the store's revision has grown."""

from datetime import date

from app.catalogue.calendar import WorkingCalendar, working_calendar
from app.catalogue.in_force import in_force
from app.catalogue.model import ItemCode, PointRules, Scope, ServiceItem
from app.storage.catalogue import CatalogueStore
from app.themes.model import Theme


class Shelf:
    """What an act needs of the catalogue, at hand. One for each thread that acts, or guarded by its lane.

    A transaction calls `renew` first; another program's catalogue import is then seen at once.
    """

    def __init__(self, point: str) -> None:
        self._point = point
        self._revision = -1
        self._versions: dict[ItemCode, list[ServiceItem]] = {}
        self._calendar: WorkingCalendar | None = None
        self._rules: PointRules | None = None
        self._themes: tuple[Theme, ...] | None = None

    def renew(self, store: CatalogueStore) -> "View":
        """The catalogue as it stands in this transaction."""
        revision = store.revision()
        if revision != self._revision:
            self._revision, self._versions = revision, {}
            self._calendar, self._rules, self._themes = None, None, None
        return View(self, store)

    def versions(self, store: CatalogueStore, code: ItemCode) -> list[ServiceItem]:
        if code not in self._versions:
            self._versions[code] = store.versions(code)
        return self._versions[code]

    def calendar(self, store: CatalogueStore) -> WorkingCalendar:
        if self._calendar is None:
            self._calendar = working_calendar(store.calendar())
        return self._calendar

    def rules(self, store: CatalogueStore) -> PointRules:
        if self._rules is None:
            default = PointRules(point=self._point, name=self._point, default=Scope.ACCEPT)
            self._rules = store.point_rules(self._point) or default
        return self._rules

    def themes(self, store: CatalogueStore) -> tuple[Theme, ...]:
        if self._themes is None:
            self._themes = tuple(store.themes())
        return self._themes


class View:
    """The shelf together with the transaction that fills it."""

    def __init__(self, shelf: Shelf, store: CatalogueStore) -> None:
        self._shelf = shelf
        self._store = store

    def current(self, code: ItemCode, on: date) -> ServiceItem | None:
        """The version in force on that day; None for an item that is cancelled."""
        return in_force(self._shelf.versions(self._store, code), on)

    def version(self, code: ItemCode, version: int) -> ServiceItem | None:
        """One version, also of an item that is cancelled."""
        return next((item for item in self._shelf.versions(self._store, code) if item.version == version), None)

    def known(self, code: ItemCode) -> ServiceItem | None:
        """The newest version, in force or not."""
        return next(iter(self._shelf.versions(self._store, code)), None)

    @property
    def calendar(self) -> WorkingCalendar:
        return self._shelf.calendar(self._store)

    @property
    def rules(self) -> PointRules:
        return self._shelf.rules(self._store)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Those that the city told of."""
        return self._shelf.themes(self._store)

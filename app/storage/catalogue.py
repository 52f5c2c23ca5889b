"""The catalogue's page of the desk's store."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.catalogue.calendar import CalendarYear
from app.catalogue.model import ItemCode, LocalWords, PointRules, ServiceItem
from app.themes.model import Theme


class CatalogueStore(Protocol):
    """Every version of every item, the point's scopes, the working calendar, and the themes that the city told of."""

    def revision(self) -> int:
        """Grows with every change of items, scopes, calendar or themes: what was read may be kept until it does."""
        ...

    def items(self) -> list[ServiceItem]:
        """The newest version of each item, cancelled ones too."""
        ...

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        """One version of an item, the newest unless said."""
        ...

    def versions(self, code: ItemCode) -> list[ServiceItem]:
        """Every version of an item, the newest first."""
        ...

    def current(self, on: date) -> list[ServiceItem]:
        """Of each item the newest version that is in force on that day."""
        ...

    def keep_items(self, items: Sequence[ServiceItem]) -> None:
        """Adds versions; a version that is kept already is replaced (its dates may have changed)."""
        ...

    def point_rules(self, point: str) -> PointRules | None: ...

    def keep_point_rules(self, rules: PointRules) -> None:
        """In place of what was known of the point, but for its own words, which stay."""
        ...

    def keep_own_words(self, rules: PointRules, words: Sequence[LocalWords]) -> None:
        """The point's own words, in place of all that it had; `rules` as they stand here."""
        ...

    def calendar(self) -> list[CalendarYear]: ...

    def keep_calendar(self, years: Sequence[CalendarYear]) -> None: ...

    def themes(self) -> list[Theme]:
        """Every version that was told, besides those that the program brings along."""
        ...

    def keep_themes(self, themes: Sequence[Theme]) -> None:
        """As `keep_items`."""
        ...

"""What the city's pages ask of the database, beside app/central/storage.py."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from app.central.city_model import (
    AuditLine,
    AuditQuery,
    Contact,
    PointDetail,
    Standing,
    StandingPage,
    StandingQuery,
)
from app.ids import DeviceId


class ContactPage(Protocol):
    """Who met central when, and how the points stand."""

    def met(self, contact: Contact) -> None:
        """Replaces the device's last meeting, and adds to its day."""
        ...

    def last(self, point: str, device: DeviceId) -> Contact | None: ...

    def standing(self, point: str) -> Standing | None:
        """How one point stands; None for one that central has never heard of."""
        ...

    def standings(self, query: StandingQuery) -> StandingPage:
        """How the points stand, sorted by who needs a call (city_needs.py)."""
        ...

    def phone_book(self) -> list[tuple[str, str | None, str | None, str | None]]:
        """Code, name, short name and phone of every point, as the city told them."""
        ...

    def detail(self, point: str, now: datetime) -> PointDetail | None:
        """Everything about one point; None for one that central has never heard of."""
        ...


class AuditPage(Protocol):
    """What is kept for auditors."""

    def add(self, lines: Sequence[AuditLine]) -> None:
        """The same line again is one line."""
        ...

    def find(self, query: AuditQuery) -> list[AuditLine]:
        """Newest first."""
        ...

    def count(self, query: AuditQuery, most: int) -> int:
        """How many lines there are, counted no further than `most`."""
        ...

    def clerks(self, points: Collection[str] | None) -> dict[tuple[str, str], str]:
        """The names of clerks by point and id, at these points or all."""
        ...

    def all(self, query: AuditQuery) -> Iterator[AuditLine]:
        """Every line that the query asks for, oldest first, without holding them all."""
        ...

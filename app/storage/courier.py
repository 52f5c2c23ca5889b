"""The courier's page of the desk's store: which bundles went out, and which of them were answered."""

from datetime import datetime
from typing import Protocol

from app.journal import Stream
from app.sync.model import Trip


class CourierStore(Protocol):
    def keep(self, trip: Trip) -> None:
        """Adds the trip; of the answered ones only the newest few are kept."""
        ...

    def of_nonce(self, nonce: bytes) -> Trip | None:
        """The trip whose bundle held the request with this nonce."""
        ...

    def answer(self, trip: str, at: datetime) -> None:
        """Its return leg has been taken in; the first time stands."""
        ...

    def newest(self, limit: int = 20) -> list[Trip]:
        """The newest first."""
        ...

    def exported(self, stream: Stream) -> int:
        """The last number of the stream that any bundle carries; 0 before any."""
        ...

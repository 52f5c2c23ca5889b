"""The courier's page of the desk's store: which bundles went out, and which of them were answered."""

from datetime import datetime
from typing import Protocol

from app.journal import Stream
from app.sync.model import Trip


class CourierStore(Protocol):
    def keep(self, trip: Trip) -> None:
        """Adds the trip; of the answered ones only the newest few are kept."""
        ...

    def written(self, trip: str, at: datetime) -> None:
        """All of its bundle is on the stick. One that never got so far is shown nowhere; an answer to it is known."""
        ...

    def of_nonce(self, nonce: bytes) -> Trip | None:
        """The trip whose bundle held the request with this nonce."""
        ...

    def answer(self, trip: str, at: datetime) -> None:
        """Its return leg has been taken in; the first time stands."""
        ...

    def newest(self, limit: int = 20) -> list[Trip]:
        """Those whose bundle was written, the newest first."""
        ...

    def exported(self, stream: Stream) -> int:
        """The last number of the stream that a bundle carries whose answer hasn't come; 0 when none is under way."""
        ...

    def files(self) -> set[str]:
        """Digests of the attachments in the bundles that are under way."""
        ...

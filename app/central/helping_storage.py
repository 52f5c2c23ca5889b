"""What central asks of its database about 帮代办, beside app/central/storage.py."""

from collections.abc import Collection, Sequence
from typing import Protocol

from app.central.helping_model import BatchesDue, HelpingPlace
from app.helping.model import Batch, BatchId, Helper, HelperId, Value, Visit


class HelpingPage(Protocol):
    """帮代办: the 代办员, their visits and the batches of papers on their way up, by the point that told of them."""

    def helpers(self, point: str, ids: Collection[HelperId]) -> dict[HelperId, Helper]: ...

    def keep_helpers(self, point: str, helpers: Sequence[Helper]) -> None: ...

    def keep_visits(self, point: str, visits: Sequence[Visit]) -> None: ...

    def told(self, point: str, place: HelpingPlace, limit: int) -> Sequence[Value]:
        """What the point has of the place's part behind it, the newest first."""
        ...

    def of_point(self, point: str, ids: Collection[BatchId]) -> dict[BatchId, Batch]:
        """Those of these that the point has told of."""
        ...

    def at_points(self, batch: BatchId) -> dict[str, Batch]:
        """What is known of it at each point that has to do with it."""
        ...

    def keep(self, point: str, batches: Sequence[Batch]) -> None: ...

    def note_due(self, due: BatchesDue) -> None: ...

    def due(self) -> BatchesDue | None:
        """The oldest, but for those on which central failed."""
        ...

    def done(self, due: BatchesDue) -> None: ...

    def put_aside(self, due: BatchesDue) -> None:
        """Central failed on it: it waits until `take_up`."""
        ...

    def take_up(self) -> int:
        """What was put aside is due again; says how many."""
        ...

    def all(self, point: str | None = None) -> list[Batch]:
        """Every batch once, the newest first, put together from what both its points told of it; those that a point
        had to do with, if one is named."""
        ...

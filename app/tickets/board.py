"""What the public board, the free window and the day's report show of the queue: numbers only, no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.catalogue.model import ItemCode
from app.tickets.estimate import Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number called to a window. `recalls` and `recalled_at` tell a voice when to speak again."""

    number: str
    window: int
    called_at: datetime
    recalls: int
    recalled_at: datetime | None
    current: bool

    @property
    def announced_at(self) -> datetime:
        """When it was last spoken."""
        return self.recalled_at or self.called_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The last calls, newest first, and for each letter how many wait and how long a new visitor would."""

    calls: tuple[Call, ...]
    waiting: Mapping[str, int]
    waits: Mapping[str, Wait | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A day's counts; waits in seconds. `served` are finished visits of all outcomes but 离开."""

    taken: int
    served: int
    left: int
    waiting: int
    skipped: int
    parked: int
    longest_wait: int
    mean_wait: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiries:
    """How often an item was asked about on a day with no case made: 咨询 and 材料不齐. `item` is None where the clerk
    named none. They are no 办件量."""

    day: date
    item: ItemCode | None
    enquiries: int
    incomplete: int

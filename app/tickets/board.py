"""What the public board, the free window and the day's report show of the queue: numbers only, no names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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

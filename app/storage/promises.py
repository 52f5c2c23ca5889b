"""The page of promises of the desk's store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.cases.life import Promise
from app.cases.model import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A promise with its case. `open`: it is still to be kept."""

    case: Case
    promise: Promise
    open: bool


class PromiseStore(Protocol):
    """What applicants promised, found by its days. Kept together with the case."""

    def ledger(self, since: date | None = None) -> Iterator[Promised]:
        """Every promise, the oldest first; those made on `since` or later. Never more than a page of them in memory."""
        ...

    def to_follow(self, until: date | None = None, limit: int | None = None) -> Iterator[Promised]:
        """Open promises of 容缺 by their last day, those until a day if one is given. Read as `ledger` is."""
        ...

    def count_to_follow(self, until: date) -> int:
        """How many `to_follow` has until that day."""
        ...

    def to_check(self, until: date | None = None, limit: int | None = None) -> Iterator[Promised]:
        """告知承诺 that nobody has checked yet by the last day for it, those until a day if one is given, the ones
        without a day of their own first. Read as `ledger` is."""
        ...

    def count_to_check(self, until: date) -> int:
        """How many `to_check` has until that day."""
        ...

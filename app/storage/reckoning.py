"""The reckoning's page of the desk's store: a day's cases here, and how the last comparisons with central ended."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.sync.model import ReckonedDay


class ReckoningStore(Protocol):
    """Days are China's; only cases that this device recorded count."""

    def days_between(self, after: int, upto: int) -> list[date]:
        """The days on which this device's entries behind `after` up to `upto` recorded cases."""
        ...

    def recorded(self, first: date, last: date, upto: int | None = None) -> dict[date, set[str]]:
        """The cases of each day that has some, void ones left out; with `upto`, as it stood after that entry."""
        ...

    def keep(self, days: Sequence[ReckonedDay]) -> None:
        """Each in the place of what was known of its day; which cases are `still_lacking` follows from that."""
        ...

    def sent_again(self, through: int) -> None:
        """What central lacks goes once more, and is compared anew from the entry behind `through` on."""
        ...

    def of_day(self, day: date) -> ReckonedDay | None: ...

    def newest(self) -> ReckonedDay | None:
        """One of those that were compared last."""
        ...

    def differing(self) -> list[ReckonedDay]:
        """The days on which one side lacks cases, the newest first."""
        ...

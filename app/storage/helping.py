"""The page of 帮代办 of the desk's store: 代办员, their visits, and the batches of papers that they hand over."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from app.helping.model import Batch, BatchId, Helper, HelperId, Level, Visit


class HelpingStore(Protocol):
    """Whole values in, whole values out; what is kept replaces what was there under the same id."""

    def helper(self, helper: HelperId) -> Helper | None: ...

    def helper_by_number(self, number: str) -> Helper | None:
        """Of several with this number (two windows gave it without seeing each other) the one that was added last."""
        ...

    def helpers(self) -> list[Helper]:
        """All, by village and number."""
        ...

    def keep_helper(self, helper: Helper) -> None: ...

    def keep_visit(self, visit: Visit) -> None: ...

    def visits(self, helper: HelperId | None = None, limit: int = 500) -> list[Visit]:
        """The newest first."""
        ...

    def visit_counts(self) -> dict[HelperId, int]: ...

    def case_counts(self) -> dict[HelperId, int]:
        """How many cases name each as who brought them."""
        ...

    def batch(self, batch: BatchId) -> Batch | None: ...

    def batch_by_number(self, number: str) -> Batch | None: ...

    def keep_batch(self, batch: Batch) -> None: ...

    def batches(self, limit: int = 200) -> list[Batch]:
        """The newest first."""
        ...

    def of_case(self, case_no: str) -> list[Batch]:
        """Those on whose list the case is, the newest first."""
        ...

    def waiting(self) -> list[Batch]:
        """Those for which somebody still has to do something, by their last day."""
        ...

    def count_waiting(self, until: date) -> int:
        """How many of them have their last day until then."""
        ...

    def listed(self, case_nos: Iterable[str], source: Level) -> dict[str, str]:
        """Those of these cases that are on a list from this level already, with the batch's number."""
        ...

"""The receipts' page of the desk's store: issued papers and the printing of their copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.ids import CaseId, ReceiptId
from app.receipts.model import PrintState, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One copy on its way to paper. `trouble` is the code of what went wrong, for ui/explain.py."""

    id: int
    receipt: ReceiptId
    copy_number: int
    state: PrintState
    asked_at: datetime
    settled_at: datetime | None = None
    trouble: str | None = None


class ReceiptStore(Protocol):
    def add(self, receipt: Receipt) -> None: ...

    def save(self, receipt: Receipt) -> None: ...

    def get(self, receipt: ReceiptId) -> Receipt | None: ...

    def of_case(self, case: CaseId) -> list[Receipt]:
        """In the order of issue."""
        ...

    def by_number(self, receipt_no: str) -> Receipt | None: ...

    def ask_print(self, receipt: ReceiptId, copy_number: int, at: datetime) -> PrintJob: ...

    def jobs(self, states: Sequence[PrintState], limit: int = 50) -> list[PrintJob]:
        """The oldest first."""
        ...

    def job(self, job: int) -> PrintJob | None: ...

    def job_of(self, receipt: ReceiptId, copy_number: int) -> PrintJob | None:
        """The newest job for this copy."""
        ...

    def settle(
        self, job: int, state: PrintState, at: datetime, trouble: str | None = None, before: PrintState | None = None
    ) -> bool:
        """How the copy fared; the receipt's own state follows when it is the newest copy.

        With `before`, False and nothing changed when the job stands otherwise (two programs had the same idea).
        """
        ...

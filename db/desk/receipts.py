"""Issued papers and their printing in desk.db."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.ids import CaseId, ReceiptId
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.storage.receipts import PrintJob
from db.desk.models import PrintJobRow, ReceiptRow
from db.prepared import Prepared

_TABLE = ReceiptRow.__table__
_ADD = Prepared(insert(ReceiptRow))
_SAVE = update(ReceiptRow).where(ReceiptRow.id == bindparam("of_id"))
_BY_ID = select(_TABLE).where(ReceiptRow.id == bindparam("of_id"))


class ReceiptStore:
    """See app.storage.receipts.ReceiptStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, receipt: Receipt) -> None:
        _ADD.run(self._connection, id=receipt.id, case_id=receipt.case_id, **_columns(receipt))

    def save(self, receipt: Receipt) -> None:
        self._connection.execute(_SAVE, {"of_id": receipt.id, **_columns(receipt)})

    def get(self, receipt: ReceiptId) -> Receipt | None:
        row = self._connection.execute(_BY_ID, {"of_id": receipt}).first()
        return None if row is None else _receipt(row)

    def of_case(self, case: CaseId) -> list[Receipt]:
        statement = select(_TABLE).where(ReceiptRow.case_id == case).order_by(ReceiptRow.id)
        return [_receipt(row) for row in self._connection.execute(statement)]

    def by_number(self, receipt_no: str) -> Receipt | None:
        row = self._connection.execute(select(_TABLE).where(ReceiptRow.receipt_no == receipt_no)).first()
        return None if row is None else _receipt(row)

    def ask_print(self, receipt: ReceiptId, copy_number: int, at: datetime) -> PrintJob:
        values = {
            "receipt": receipt,
            "copy_number": copy_number,
            "state": PrintState.WAITING.value,
            "asked_at": at,
        }
        result = self._connection.execute(insert(PrintJobRow), values)
        number = result.inserted_primary_key[0]  # type: ignore[index]
        return PrintJob(id=number, receipt=receipt, copy_number=copy_number, state=PrintState.WAITING, asked_at=at)

    def jobs(self, states: Sequence[PrintState], limit: int = 50) -> list[PrintJob]:
        chosen = PrintJobRow.state.in_([state.value for state in states])
        statement = select(PrintJobRow.__table__).where(chosen).order_by(PrintJobRow.id).limit(limit)
        return [_job(row) for row in self._connection.execute(statement)]

    def job(self, job: int) -> PrintJob | None:
        row = self._connection.execute(select(PrintJobRow.__table__).where(PrintJobRow.id == job)).first()
        return None if row is None else _job(row)

    def job_of(self, receipt: ReceiptId, copy_number: int) -> PrintJob | None:
        of_copy = PrintJobRow.receipt == receipt, PrintJobRow.copy_number == copy_number
        statement = select(PrintJobRow.__table__).where(*of_copy).order_by(PrintJobRow.id.desc()).limit(1)
        row = self._connection.execute(statement).first()
        return None if row is None else _job(row)

    def settle(
        self, job: int, state: PrintState, at: datetime, trouble: str | None = None, before: PrintState | None = None
    ) -> bool:
        row = self._connection.execute(select(PrintJobRow.__table__).where(PrintJobRow.id == job)).one()
        if before is not None and row.state != before.value:
            return False
        settled = update(PrintJobRow).where(PrintJobRow.id == job)
        self._connection.execute(settled, {"state": state.value, "settled_at": at, "trouble": trouble})
        receipt = self.get(ReceiptId(row.receipt))
        if receipt is not None and receipt.copies == row.copy_number and receipt.state is not PrintState.VOID:
            self.save(replace(receipt, state=state))
        return True


def _columns(receipt: Receipt) -> dict[str, Any]:
    return {
        "kind": receipt.kind.value,
        "receipt_no": receipt.receipt_no,
        "entry": receipt.entry,
        "copies": receipt.copies,
        "token": receipt.token,
        "proof": receipt.proof,
        "state": receipt.state.value,
        "issued_at": receipt.issued_at,
    }


def _receipt(row: Row[Any]) -> Receipt:
    return Receipt(
        id=ReceiptId(row.id),
        case_id=CaseId(row.case_id),
        kind=DocumentKind(row.kind),
        receipt_no=row.receipt_no,
        entry=row.entry,
        copies=row.copies,
        token=row.token,
        proof=row.proof,
        state=PrintState(row.state),
        issued_at=row.issued_at,
    )


def _job(row: Row[Any]) -> PrintJob:
    return PrintJob(
        id=row.id,
        receipt=ReceiptId(row.receipt),
        copy_number=row.copy_number,
        state=PrintState(row.state),
        asked_at=row.asked_at,
        settled_at=row.settled_at,
        trouble=row.trouble,
    )

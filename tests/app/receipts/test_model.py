from datetime import UTC, datetime

import pytest

from app.errors import Refused
from app.ids import CaseId, ReceiptId
from app.receipts.model import DocumentKind, PrintState, Receipt

ORIGINAL = Receipt(
    id=ReceiptId("r"),
    case_id=CaseId("c"),
    kind=DocumentKind.RECEIVED,
    receipt_no="快大茂收字〔2026〕0001号",
    entry=1,
    copies=1,
    token="9T4KQ2M7ZX0B8CDV",
    proof="SD1:A",
    state=PrintState.WAITING,
    issued_at=datetime(2026, 9, 24, 1, 12, tzinfo=UTC),
)


def test_a_reprint_counts_and_waits_for_paper_with_its_own_code() -> None:
    again = ORIGINAL.settled(PrintState.PRINTED).reprinted("SD1:B")
    assert (again.copies, again.proof, again.state) == (2, "SD1:B", PrintState.WAITING)


def test_a_failed_print_keeps_the_number() -> None:
    failed = ORIGINAL.settled(PrintState.FAILED)
    assert (failed.receipt_no, failed.copies) == (ORIGINAL.receipt_no, 1)


@pytest.mark.parametrize(
    "act", [lambda r: r.reprinted("SD1:B"), lambda r: r.settled(PrintState.PRINTED), Receipt.voided]
)
def test_a_void_receipt_stays_void(act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as refusal:
        act(ORIGINAL.voided())
    assert refusal.value.code == "receipt_void"

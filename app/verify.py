"""`sidao verify`: walks every chain and holds the rows against it."""

from collections.abc import Iterator
from typing import Any

from app.cases.model import RECORDED
from app.cases.replay import Told, differences
from app.journal import Entry, Finding, walk
from app.keys import verifies
from app.program import Program
from app.storage.desk import Desk
from app.tickets.verify import rows_against_entries

PAGE = 500
"""Entries read at a time."""


def verify_desk(program: Program) -> dict[str, Any]:
    """One object over all streams, as cli.md's `verify` says it. Reads one moment of each store."""
    findings: list[Finding] = []
    with program.store.reading() as desk:
        entries = _walk_desk(program, desk, findings)
        head = desk.journal.head()
    with program.queue.queue_store.open(writes=False) as queue:
        public = program.queue.queue_signer.public
        findings += rows_against_entries(queue, lambda _, hashed, signature: verifies(public, hashed, signature))
        tail = queue.journal.head()
    return {
        "entries": entries + tail.number,
        "head": {
            "desk": {"number": head.number, "hash": head.hash.hex()},
            "queue": {"number": tail.number, "hash": tail.hash.hex()},
        },
        "ok": not findings,
        "findings": [
            {"code": finding.code, "where": finding.where, "values": dict(finding.values)} for finding in findings
        ],
    }


def _walk_desk(program: Program, desk: Desk, findings: list[Finding]) -> int:
    public = program.store.signer.public
    unseen: dict[str, str] = {}
    count = 0
    entries = walk(
        _entries(desk), desk.journal.head(), lambda hashed, sign: verifies(public, hashed, sign), findings.append
    )
    for entry in entries:
        count += 1
        if entry.kind == RECORDED:
            unseen[entry.subject] = str(entry.name)
    for case in desk.cases.whole():
        unseen.pop(case.id, None)
        of_case = desk.journal.of_subject(case.id)
        findings += differences(case, of_case, _told(desk, case.id, of_case))
        papers = {paper.receipt_no for paper in desk.receipts.of_case(case.id)}
        lost = [document.receipt_no for document in case.documents if document.receipt_no not in papers]
        findings += [Finding(code="receipt_row_missing", where=case.case_no, values={"receipt_no": no}) for no in lost]
    findings += [Finding(code="case_row_missing", where=name, values={}) for name in unseen.values()]
    return count


def _told(desk: Desk, case: str, entries: list[Entry]) -> list[Told]:
    verdicts: list[Told] = list(desk.sync.verdicts([entry.name for entry in entries]))
    return verdicts + list(desk.sync.feed_of(case))


def _entries(desk: Desk) -> Iterator[Entry]:
    above = 0
    while page := desk.journal.after(above, PAGE):
        yield from page
        above = page[-1].name.number

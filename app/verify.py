"""`sidao verify`: walks every chain and holds the rows against it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.cases.model import ACTED, BEGINNING, Case
from app.cases.originals import originals_here
from app.cases.waiting import promised, waits_for
from app.errors import Trouble
from app.helping.model import OF_HELPING
from app.helping.verify import row_findings
from app.ids import CaseId
from app.journal import Entry, Finding, walk
from app.keys import verifies
from app.program import Program
from app.recovery_folder import former_queue_keys
from app.storage.desk import Desk
from app.sync.model import FeedItem
from app.sync.others import OF_OTHERS
from app.sync.proof_check import proof_findings
from app.sync.replay import differences
from app.tickets.verify import rows_against_entries

PAGE = 500
"""Entries read at a time."""


def verify_desk(program: Program) -> dict[str, Any]:
    """One object over all streams, as cli.md's `verify` says it. Reads one moment of each store."""
    findings: list[Finding] = []
    with program.store.reading() as desk:
        entries = _walk_desk(program, desk, findings)
        head = desk.journal.head()
    findings += proof_findings(program.store, program.link.sources, program.device)
    with program.queue.queue_store.open(writes=False) as queue:
        keys = {**former_queue_keys(program.queue.folder), program.device: program.queue.queue_signer.public}
        findings += rows_against_entries(
            queue, lambda device, hashed, signature: verifies(keys.get(device, b""), hashed, signature)
        )
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
    public, known = program.store.signer.public, program.acknowledged(desk)
    head = desk.journal.head()
    unseen: dict[str, str] = {}
    helping: dict[str, None] = {}
    count = 0
    for entry in walk(_entries(desk), head, lambda hashed, sign: verifies(public, hashed, sign), findings.append):
        count += 1
        if entry.payload is None and entry.name.number > known:
            findings.append(Finding(code="journal_pruned_early", where=str(entry.name), values={}))
        if entry.kind in BEGINNING:
            unseen[entry.subject] = str(entry.name)
        elif entry.kind in OF_HELPING:
            helping[entry.subject] = None
    if known > head.number:
        findings.append(Finding(code="journal_behind_central", where=f"{head.number}", values={"central": known}))
    for case_id in desk.cases.ids():
        unseen.pop(case_id, None)
        findings += _of_case(desk, case_id)
    findings += row_findings(desk, helping)
    findings += [Finding(code="case_row_missing", where=name, values={}) for name in unseen.values()]
    return count


def _of_case(desk: Desk, case_id: CaseId) -> Iterator[Finding]:
    """What does not hold about one case: its row, its papers, its attachments."""
    try:
        case = desk.cases.get(case_id)
        found = desk.cases.findable_by(case_id)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Finding(code="case_row_unreadable", where=case_id, values={"why": type(error).__name__})
        return
    if case is None:
        return
    entries = desk.journal.of_subject(case_id)
    told = desk.sync.told(case_id, [entry.name for entry in entries])
    yield from differences(case, entries, told, desk.journal.device)
    waits, promises, joint = found.pop("waits"), found.pop("promises"), found.pop("joint")
    originals = found.pop("originals")
    wrong = [name for name, value in found.items() if value != getattr(case, name)]
    if waits != waits_for(case):
        wrong.append("waits")
    if joint != (case.life.joint and case.life.joint.no):
        wrong.append("joint")
    if bool(originals) != bool(originals_here(case)):
        wrong.append("originals")
    if promises != tuple((promise.due_on, still_open) for promise, still_open in promised(case)):
        wrong.append("promises")
    if wrong:
        yield Finding(code="case_row_differs", where=case.case_no, values={"fields": ", ".join(wrong)})
    elsewhere = any(isinstance(word, FeedItem) and word.kind in OF_OTHERS for _, word in told)
    yield from _of_papers(desk, case, _issued_here(entries) if elsewhere else None)
    yield from _of_files(desk, case, elsewhere=elsewhere)


def _issued_here(entries: list[Entry]) -> set[str]:
    """The numbers of the papers that this desk's own acts issued: an act's list has those of other windows too, and its
    own are of its moment."""
    issued: set[str] = set()
    for entry in entries:
        if entry.payload is None or entry.kind not in BEGINNING | {ACTED}:
            continue
        body = entry.body()
        if "case" in body:
            issued |= {document["receipt_no"] for document in body["case"]["documents"]}
        else:
            documents = body["change"].get("documents", [])
            issued |= {one["receipt_no"] for one in documents if datetime.fromisoformat(one["issued_at"]) == entry.at}
    return issued


def _of_papers(desk: Desk, case: Case, here: set[str] | None) -> Iterator[Finding]:
    """Each document of the case that was issued here has its receipt, and no receipt is there beside them."""
    rows = {paper.receipt_no: paper for paper in desk.receipts.of_case(case.id)}
    for document in case.documents:
        row = rows.pop(document.receipt_no, None)
        if row is None and here is not None and document.receipt_no not in here:
            continue
        if row is None:
            yield Finding(code="receipt_row_missing", where=case.case_no, values={"receipt_no": document.receipt_no})
        elif (row.kind, row.issued_at, row.token) != (document.kind, document.issued_at, case.token):
            yield Finding(code="receipt_row_differs", where=case.case_no, values={"receipt_no": document.receipt_no})
    for number in rows:
        yield Finding(code="receipt_row_unjournalled", where=case.case_no, values={"receipt_no": number})


def _of_files(desk: Desk, case: Case, *, elsewhere: bool) -> Iterator[Finding]:
    """Each attachment is here and opens, unless another window took it in."""
    for material in case.materials:
        for file in material.files:
            if elsewhere and not desk.files.knows(file):
                continue
            try:
                found = desk.files.read(file.digest)
            except Trouble:
                yield Finding(code="attachment_damaged", where=case.case_no, values={"material": material.code})
                continue
            if found is None:
                yield Finding(code="attachment_lost", where=case.case_no, values={"material": material.code})


def _entries(desk: Desk) -> Iterator[Entry]:
    above = 0
    while page := desk.journal.after(above, PAGE):
        yield from page
        above = page[-1].name.number

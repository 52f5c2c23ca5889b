"""`sidao verify` finds every change that was made behind the desk's back."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from app.cases.model import CaseAct
from app.sync.effects import after_verdict
from app.sync.model import Verdict, VerdictKind
from app.verify import verify_desk
from db.engine import transaction
from tests import make
from ui.explain import all_sentences, sentence


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    """Two cases, one of which went on; a ticket."""
    with make.signed_in(tmp_path / "desk") as opened:
        cases = opened.program.cases
        cases.record(make.line())
        number = cases.record(make.line(make.UNEMPLOYED, "receive")).case_no
        assert number is not None
        cases.act(number, CaseAct.ACCEPT)
        opened.program.tickets.take("A", opened.action())
        yield opened


def codes(desk: make.Desk) -> set[str]:
    found = verify_desk(desk.program)
    assert found["ok"] is (not found["findings"])
    for finding in found["findings"]:
        assert finding["code"] in all_sentences()
        assert "…" not in sentence(finding["code"], "zh", where=finding["where"], **finding["values"])
    return {finding["code"] for finding in found["findings"]}


def by_hand(desk: make.Desk, change: Callable[[Connection], object]) -> None:
    with transaction(desk.program.store._engine, writes=True) as connection:  # type: ignore[attr-defined]
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        change(connection)


def run(*statements: str) -> Callable[[Connection], None]:
    return lambda connection: [connection.execute(text(statement)) for statement in statements] and None


def test_a_desk_that_nobody_touched_holds(desk: make.Desk) -> None:
    found = verify_desk(desk.program)
    assert (found["ok"], found["findings"]) == (True, [])
    assert found["entries"] == found["head"]["desk"]["number"] + found["head"]["queue"]["number"] == 6


def _as_if_declined(connection: Connection) -> None:
    words = {"one": '"state":"accepted"', "other": '"state":"declined"'}
    change = "UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), :one, :other) AS BLOB) WHERE number = 3"
    connection.execute(text(change), words)


CHANGES: dict[str, tuple[Callable[[Connection], object], set[str]]] = {
    "a cut tail": (
        run("DELETE FROM entry WHERE number = 5"),
        {"journal_cut", "case_row_differs"},
    ),
    "a cut tail and a head that hides it": (
        run(
            "DELETE FROM entry WHERE number = 5",
            "UPDATE head SET number = 4, hash = (SELECT hash FROM entry WHERE number = 4)",
        ),
        {"case_row_differs"},
    ),
    "an entry in the middle gone": (
        run("DELETE FROM entry WHERE number = 3"),
        {"journal_gap", "case_row_unjournalled"},
    ),
    "a changed payload": (
        _as_if_declined,
        {"journal_payload", "case_row_differs"},
    ),
    "a payload that is no longer JSON": (
        run("UPDATE entry SET payload = x'00' WHERE number = 3"),
        {"journal_payload", "case_row_unreadable"},
    ),
    "a payload taken out": (
        run("UPDATE entry SET payload = NULL, salt = NULL WHERE number = 3"),
        {"journal_pruned_early"},
    ),
    "another time": (run("UPDATE entry SET at = at + 1 WHERE number = 3"), {"journal_hash"}),
    "another kind": (
        run("UPDATE entry SET kind = 'case.acted' WHERE number = 3"),
        {"journal_hash", "case_row_unjournalled"},
    ),
    "another subject": (
        run("UPDATE entry SET subject = 'x' WHERE number = 3"),
        {"journal_columns", "case_row_unjournalled", "case_row_missing"},
    ),
    "another action": (run("UPDATE entry SET action = 'x' WHERE number = 3"), {"journal_columns"}),
    "another signature": (
        run("UPDATE entry SET signature = zeroblob(64) WHERE number = 3"),
        {"journal_signature"},
    ),
    "a case's state": (
        run("UPDATE case_ SET state = 'approved', body = json_set(body, '$.state', 'approved') WHERE row = 1"),
        {"case_row_differs"},
    ),
    "a case's applicant": (
        run("UPDATE case_ SET body = json_set(body, '$.applicant.name', '别人') WHERE row = 1"),
        {"case_row_differs"},
    ),
    "only what finds a case": (run("UPDATE case_ SET state = 'approved' WHERE row = 1"), {"case_row_differs"}),
    "only what it waits for": (run("UPDATE case_ SET waits = 'result' WHERE row = 1"), {"case_row_differs"}),
    "a promise that nobody made": (
        run("INSERT INTO promise VALUES (1, 0, 'late', '2026-11-23', '2026-11-26', 1)"),
        {"case_row_differs"},
    ),
    "only its due date": (run("UPDATE case_ SET due_on = '2030-01-01' WHERE row = 1"), {"case_row_differs"}),
    "a case that cannot be read": (run("UPDATE case_ SET body = '{' WHERE row = 1"), {"case_row_unreadable"}),
    "a case gone": (
        run(
            "DELETE FROM receipt WHERE case_id = (SELECT id FROM case_ WHERE row = 1)",
            "DELETE FROM case_ WHERE row = 1",
        ),
        {"case_row_missing"},
    ),
    "a paper gone": (
        run("DELETE FROM receipt WHERE case_id = (SELECT id FROM case_ WHERE row = 1)"),
        {"receipt_row_missing"},
    ),
    "a paper of another kind": (
        run("UPDATE receipt SET kind = 'declined' WHERE case_id = (SELECT id FROM case_ WHERE row = 1)"),
        {"receipt_row_differs"},
    ),
    "central knows more": (
        run(
            "INSERT INTO sync_mark (device, stream, number) SELECT device, 'desk', 99 FROM head",
        ),
        {"journal_behind_central"},
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_behind_the_desks_back_is_found(desk: make.Desk, what: str) -> None:
    change, expected = CHANGES[what]
    by_hand(desk, change)
    assert codes(desk) == expected


def test_a_paper_that_was_slipped_in_is_found(desk: make.Desk) -> None:
    def slip_in(connection: Connection) -> None:
        row = connection.execute(text("SELECT * FROM receipt LIMIT 1")).one()
        more = {**row._mapping, "id": "x" * 36, "receipt_no": "快大茂受理〔2026〕0199999号"}
        names, values = ", ".join(more), ", ".join(f":{name}" for name in more)
        connection.execute(text(f"INSERT INTO receipt ({names}) VALUES ({values})"), more)

    by_hand(desk, slip_in)
    assert codes(desk) == {"receipt_row_unjournalled"}


def test_the_findings_are_json(desk: make.Desk) -> None:
    by_hand(desk, CHANGES["a changed payload"][0])
    assert json.loads(json.dumps(verify_desk(desk.program)))["ok"] is False


def test_a_returned_entry_belongs_to_the_story_and_to_the_row(desk: make.Desk) -> None:
    """A verdict of central is no entry, but verify replays it at its place."""
    with desk.program.store.writing() as rows:
        case = next(iter(rows.cases.whole()))
        verdict = Verdict(entry=case.last, kind=VerdictKind.RETURNED, reason="scope", text="不属于本点")
        rows.sync.keep_verdicts([verdict], rows.journal.head().number, desk.clock.now())
        rows.cases.save(after_verdict(case, verdict))
    assert codes(desk) == set()
    assert [step.reason for step in desk.program.cases.steps(case)][-1] == "不属于本点"

"""The ledger of promises: what stands in it, who is to be called, and that it is read a page at a time."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.cases.ledger import LedgerLine, calls, ledger
from app.cases.life import PromiseKind
from app.cases.model import Case, CaseAct
from app.catalogue.shelf import Shelf
from db.desk.promises import A_PAGE
from db.desk.store import DeskDatabase
from db.engine import transaction
from tests import make

DAY = 86_400
Read = Callable[..., Iterator[LedgerLine]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


def given(form: str) -> dict[str, Any]:
    return {"materials": make.following(form)}


def promised(desk: make.Desk, form: str = "later", **details: Any) -> Case:
    line = make.line(make.UNEMPLOYED, applicant=make.person(), details=details or None, **given(form))
    case = desk.program.cases.record({key: value for key, value in line.items() if value is not None}).case
    assert case is not None
    return case


def read(desk: make.Desk, which: Read = ledger, since: date | None = None) -> list[LedgerLine]:
    with desk.program.store.reading() as opened:
        return list(which(opened, Shelf(desk.program.config.point).renew(opened.catalogue), since))


def test_every_promise_stands_in_it_kept_broken_open_or_fallen_away(desk: make.Desk) -> None:
    kept, broken, gone, still = (promised(desk) for _ in range(4))
    desk.program.cases.act(gone.case_no, CaseAct.WITHDRAW, reason="不办了")
    desk.program.cases.act(kept.case_no, CaseAct.ADD_MATERIAL, body=given("original"))
    desk.clock.move(4 * DAY)
    desk.program.cases.act(broken.case_no, CaseAct.LAPSE, reason="未补交")
    lines = read(desk)
    assert [(line.case_no, line.kept, line.open) for line in lines] == [
        (kept.case_no, True, False),
        (broken.case_no, False, False),
        (gone.case_no, None, False),
        (still.case_no, None, True),
    ]
    named = make.items()[make.UNEMPLOYED].material(make.LATE)
    assert named is not None
    assert (lines[1].about, lines[1].settled_on, lines[1].due_on) == (
        (named.name,),
        date(2026, 11, 27),
        date(2026, 11, 26),
    )


def test_it_begins_on_the_day_that_is_asked_for(desk: make.Desk) -> None:
    promised(desk)
    desk.clock.move(DAY)
    later = promised(desk, "promised")
    (line,) = read(desk, since=date(2026, 11, 24))
    assert (line.case_no, line.kind, line.made_on) == (later.case_no, PromiseKind.INFORMED, date(2026, 11, 24))


def test_who_is_to_be_called_stands_by_the_last_day_and_no_promise_that_is_only_checked(desk: make.Desk) -> None:
    promised(desk, "promised")
    first = promised(desk)
    sooner = promised(desk, late_until="2026-11-24")
    assert [line.case_no for line in read(desk, calls)] == [sooner.case_no, first.case_no]
    assert read(desk, calls, date(2026, 11, 24)) == []


def test_a_call_is_about_what_has_not_come_yet_and_the_ledger_about_all_that_was_promised(desk: make.Desk) -> None:
    two = ("hardship_proof", "bank_card")
    materials = [{**one, "form": "later"} if one["code"] in two else one for one in make.line("14")["materials"]]
    case = desk.program.cases.record(make.line("14", materials=materials)).case
    assert case is not None
    came = {"materials": [{"code": "bank_card", "form": "original", "count": 1, "file": None}]}
    desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body=came)
    names = {material.code: material.name for material in make.items()["14"].materials}
    assert [line.about for line in read(desk, calls)] == [(names["hardship_proof"],)]
    assert [line.about for line in read(desk)] == [tuple(names[code] for code in two)]


def test_no_more_than_a_page_is_in_memory(desk: make.Desk) -> None:
    case = promised(desk)

    def peak(lines: int) -> int:
        with desk.program.store.reading() as opened:
            found = ledger(opened, Shelf(desk.program.config.point).renew(opened.catalogue))
            tracemalloc.start()
            assert sum(1 for _ in found) == lines
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return most

    peak(1)
    copies(desk, case, range(2 * A_PAGE))
    some = peak(2 * A_PAGE + 1)
    copies(desk, case, range(2 * A_PAGE, 6 * A_PAGE))
    assert peak(6 * A_PAGE + 1) < 1.5 * some


def copies(desk: make.Desk, case: Case, numbers: range) -> None:
    """The case with its promise once more for each of these numbers."""
    store = desk.program.store
    assert isinstance(store, DeskDatabase)
    columns = "token, state, applicant, received_at, due_on, last_device, last_number, body"
    counted = f"SELECT {numbers.start} UNION ALL SELECT i + 1 FROM n WHERE i < {numbers.stop - 1}"
    with transaction(store._engine, writes=True) as connection:
        connection.execute(
            text(
                f"WITH RECURSIVE n(i) AS ({counted}) INSERT INTO case_ (id, case_no, {columns}) "
                f"SELECT printf('%032x', i), case_no || i, {columns} FROM case_, n WHERE case_no = :number"
            ),
            {"number": case.case_no},
        )
        connection.execute(
            text(
                "INSERT INTO promise (case_row, place, kind, made_on, due_on, open) "
                "SELECT case_.row, 0, kind, made_on, promise.due_on, open FROM promise, case_ "
                "WHERE promise.case_row = (SELECT min(case_row) FROM promise) "
                "AND case_.row NOT IN (SELECT case_row FROM promise)"
            )
        )

"""The national tables are written behind the answers, and nothing that is due is forgotten."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.cases.model import CaseAct
from app.central import projector as module
from app.central.program import CentralProgram, assemble
from app.journal import Stream
from db.central.exchange_tables import UpProAccept, UpProProcess
from tests.central.arrange import CHEAP, RESOURCES, City


def rows(town: City, table: Any) -> list[dict[str, Any]]:
    with town.program.store.reading() as central:
        found = central.connection.execute(select(table.__table__))  # type: ignore[attr-defined]
        return [dict(row._mapping) for row in found]


def test_an_answer_does_not_wait_for_the_national_tables(either: City) -> None:
    desk = either.desk()
    for _ in range(3):
        desk.record()
    desk.push()
    assert rows(either, UpProAccept) == []
    assert either.program.projector.project_all() == 3
    assert len(rows(either, UpProAccept)) == 3
    assert len(rows(either, UpProProcess)) == 6
    assert either.program.projector.project_all() == 0


def test_a_case_is_written_as_it_stands_however_many_steps_are_due(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    desk.push()
    either.program.review.decide(case["case_no"], CaseAct.APPROVE, "同意", "李审批")
    either.program.projector.project_all()
    names = sorted(row["process_name"] for row in rows(either, UpProProcess))
    assert names == sorted(["受理", "登记入库", "准予"])
    (accept,) = rows(either, UpProAccept)
    desk.act(case, "reprint", "approved", desk.entries[Stream.DESK][-1])
    desk.push()
    either.program.projector.project_all()
    (again,) = rows(either, UpProAccept)
    assert again["row_guid"] == accept["row_guid"]
    assert again["cd_operation"] == "U"
    assert len(rows(either, UpProProcess)) == 4


def test_what_was_due_at_a_stop_is_done_after_the_next_start(either: City, tmp_path: Path) -> None:
    desk = either.desk()
    desk.record()
    desk.push()
    again = started_again(either, tmp_path)
    assert again.projector.project_all() == 1
    assert len(rows(either, UpProAccept)) == 1


def test_a_case_on_which_central_fails_is_put_aside_and_the_others_are_written(
    either: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = either.desk()
    bad, good = desk.record(), desk.record()
    desk.push()
    whole = module.project

    def failing(exchange: Any, point: str, cases: Any, *rest: Any) -> None:
        if any(one.case.id == bad["id"] for one in cases):
            raise ValueError("刘𬘘")
        whole(exchange, point, cases, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(module, "project", failing)
        either.program.projector.project_all()
    assert [row["row_guid"] for row in rows(either, UpProAccept)] == [good["id"]]
    with either.program.store.reading() as central:
        (alarm,) = central.alarms.open()
    assert (alarm.code, alarm.about, alarm.detail) == ("projection_failed", f"projection {bad['id']}", "ValueError")
    started_again(either, tmp_path).projector.project_all()
    assert {row["row_guid"] for row in rows(either, UpProAccept)} == {bad["id"], good["id"]}
    with either.program.store.reading() as central:
        assert central.alarms.open() == []


def started_again(town: City, folder: Path) -> CentralProgram:
    program = town.program
    return assemble(
        program.store,
        clock=town.clock,
        ids=town.ids,
        resources=RESOURCES,
        files=folder,
        passphrase=None,
        demo=True,
        hasher=CHEAP,
    )

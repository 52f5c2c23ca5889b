"""待办 for the later life of a case: what is asked for, promised, decided, paused or left unanswered."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from app.cases.life import PromiseKind
from app.cases.limits import Light, Limit
from app.cases.model import Case, CaseAct, CaseState, changed
from app.cases.tasks import Task, TaskKind
from app.cases.waiting import Waiting
from db.desk.open import DeskDatabase
from db.engine import transaction
from db.migration import move_to, revisions
from tests import make

DAY = 86_400
TAKEN = {"mode": "counter", "checked": "核对居民身份证原件", "signed": "fingerprint"}

OVER = {"to": "通化市社保局", "upward": True, "on": "2026-11-23", "reason": "超出权限"}
PAUSE = {"procedure": "公示", "reason": "须公示", "began_on": "2026-11-20"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


def recorded(desk: make.Desk, item: str = make.UNEMPLOYED, act: str = "accept", **changes: Any) -> Case:
    case = desk.program.cases.record(make.line(item, act, applicant=make.person(), **changes)).case
    assert case is not None
    return case


def told(desk: make.Desk, case: Case, **fields: Any) -> Case:
    """The case as central's word would have changed it."""
    after = changed(case, fields)
    with desk.program.store.writing() as opened:
        opened.cases.save(after)
    return after


def tasks(desk: make.Desk) -> list[Task]:
    """What waits, without what is merely unsent."""
    return [task for task in desk.program.lists.todo() if task.kind is not TaskKind.UNSENT]


def only(desk: make.Desk) -> Task:
    (task,) = tasks(desk)
    return task


@pytest.mark.parametrize(
    ("days", "kind", "left", "light"),
    [
        (0, TaskKind.RECEIVED, 5, Light.GREEN),
        (2, TaskKind.RECEIVED, 3, Light.GREEN),
        (3, TaskKind.UNANSWERED, 2, Light.YELLOW),
        (7, TaskKind.UNANSWERED, 0, Light.YELLOW),
        (8, TaskKind.UNANSWERED, -1, Light.RED),
    ],
)
def test_who_was_told_nothing_presses_from_the_third_working_day_and_is_red_after_the_fifth(
    desk: make.Desk, days: int, kind: TaskKind, left: int, light: Light
) -> None:
    recorded(desk, act="receive")  # on a Monday
    desk.clock.move(days * DAY)
    task = only(desk)
    assert task.limit is not None
    assert (task.kind, task.limit.left, task.limit.light) == (kind, left, light)
    assert desk.program.lists.todo_counts() == {TaskKind.RECEIVED: 1}


def test_a_promise_of_a_material_waits_when_its_day_is_near_until_it_is_kept(desk: make.Desk) -> None:
    case = recorded(desk, materials=make.following())
    assert [task.kind for task in tasks(desk)] == []
    desk.clock.move(DAY)
    (task,) = (task for task in tasks(desk) if task.kind is TaskKind.PROMISE)
    named = make.items()[make.UNEMPLOYED].material(make.LATE)
    assert named is not None
    assert (task.limit, task.reason) == (Limit(on=date(2026, 11, 26), left=2), named.name)
    assert desk.program.lists.todo_counts()[TaskKind.PROMISE] == 1
    desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": make.following("original")})
    assert TaskKind.PROMISE not in {task.kind for task in tasks(desk)}
    assert TaskKind.PROMISE not in desk.program.lists.todo_counts()


def test_a_broken_promise_is_red_until_the_case_is_ended(desk: make.Desk) -> None:
    case = recorded(desk, materials=make.following())
    desk.clock.move(4 * DAY)
    (task,) = (task for task in tasks(desk) if task.kind is TaskKind.PROMISE)
    assert task.limit is not None
    assert task.limit.light is Light.RED
    desk.program.cases.act(case.case_no, CaseAct.LAPSE, reason="未补交")
    assert tasks(desk) == []


def test_nobody_is_held_to_a_promise_of_a_case_that_was_withdrawn(desk: make.Desk) -> None:
    case = recorded(desk, materials=make.following())
    desk.clock.move(2 * DAY)
    desk.program.cases.act(case.case_no, CaseAct.WITHDRAW, reason="不办了")
    assert tasks(desk) == []


def test_a_supplement_is_red_once_its_last_day_has_passed(desk: make.Desk) -> None:
    case = recorded(desk, act="supplement", wanted={make.LATE: "照片不清"})
    assert case.life.answer_until is not None
    desk.clock.move(30 * DAY)
    task = only(desk)
    assert task.limit is not None
    assert (task.kind, task.limit.on, task.limit.light) == (TaskKind.SUPPLEMENT, case.life.answer_until, Light.YELLOW)
    desk.clock.move(DAY)
    late = only(desk).limit
    assert late is not None
    assert late.light is Light.RED


def test_what_central_asks_for_is_named_with_its_last_day(desk: make.Desk) -> None:
    case = recorded(desk)
    told(desk, case, due_on="2026-12-20", asked={make.LATE: "缺第二页"}, asked_until="2026-11-27")
    task = only(desk)
    named = make.items()[make.UNEMPLOYED].material(make.LATE)
    assert named is not None
    assert (task.kind, task.reason) == (TaskKind.ASKED, f"{named.name}：缺第二页")
    assert task.limit == Limit(on=date(2026, 11, 27), left=4)
    assert task.untold
    assert desk.program.lists.todo_counts() == {TaskKind.ASKED: 1}
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    assert not only(desk).untold
    told(desk, case, due_on="2026-12-20", asked={})
    assert tasks(desk) == []


def test_what_central_resumed_or_handed_on_waits_until_it_is_told(desk: make.Desk) -> None:
    case = recorded(desk)
    told(desk, case, due_on="2026-12-20", hand_overs=[OVER])
    assert (only(desk).kind, only(desk).untold) == (TaskKind.UNTOLD, True)
    assert desk.program.lists.todo_counts() == {TaskKind.UNTOLD: 1}
    here = desk.program.cases.act(case.case_no, CaseAct.NOTIFY).case
    assert here is not None
    assert tasks(desk) == []
    told(desk, here, pauses=[{**PAUSE, "ended_on": "2026-11-23"}])
    assert only(desk).kind is TaskKind.UNTOLD
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    assert tasks(desk) == []


def test_what_this_window_handed_on_or_resumed_does_not_wait(desk: make.Desk) -> None:
    case = recorded(desk)
    told(desk, case, due_on="2026-12-20")
    said = {"details": {"procedure": "公示", "days": 5, "to": "通化市社保局"}}
    for act in (CaseAct.TRANSFER, CaseAct.SUSPEND, CaseAct.RESUME):
        desk.program.cases.act(case.case_no, act, body=said, reason="须公示")
    assert TaskKind.UNTOLD not in desk.program.lists.todo_counts()


@pytest.mark.parametrize("state", [CaseState.APPROVED, CaseState.REJECTED])
def test_a_decision_waits_until_it_is_delivered(desk: make.Desk, state: CaseState) -> None:
    case = recorded(desk)
    outcome = {"name": "决定书", "number": "梅审〔2026〕1号", "valid_until": None, "pickup": None}
    told(desk, case, state=state.value, outcome=outcome)
    task = only(desk)
    assert (task.kind, task.reason) == (TaskKind.RESULT, "决定书 梅审〔2026〕1号")
    assert desk.program.lists.todo_counts() == {}
    assert task.untold
    desk.program.cases.act(case.case_no, CaseAct.NOTIFY)
    assert not only(desk).untold
    desk.program.cases.act(case.case_no, CaseAct.DELIVER, body={"details": {"delivery": TAKEN}})
    assert tasks(desk) == []


def test_what_was_concluded_at_the_window_was_handed_over_there_unless_central_named_a_document(
    desk: make.Desk,
) -> None:
    case = recorded(desk, make.ELDER)
    assert (case.state, tasks(desk)) == (CaseState.CONCLUDED, [])
    told(desk, case, outcome={"name": "老年人优待证", "number": None, "valid_until": None, "pickup": None})
    assert only(desk).kind is TaskKind.RESULT


def test_a_suspended_case_is_blue_and_not_due(desk: make.Desk) -> None:
    case = recorded(desk)
    pause = {"details": {"procedure": "入户核查", "days": 5}}
    desk.program.cases.act(case.case_no, CaseAct.SUSPEND, body=pause, reason="需要入户")
    desk.clock.move(20 * DAY)
    task = only(desk)
    assert task.limit is not None
    assert (task.kind, task.reason, task.limit.light) == (TaskKind.SUSPENDED, "入户核查", Light.BLUE)
    assert desk.program.lists.todo_counts() == {}
    rows = desk.program.lists.listed((CaseState.SUSPENDED,))
    assert desk.program.lists.limits(rows)[case.id].light is Light.BLUE
    desk.program.cases.act(case.case_no, CaseAct.RESUME)
    assert TaskKind.SUSPENDED not in {task.kind for task in tasks(desk)}


def test_an_older_desk_db_finds_the_same_after_the_upgrade(desk: make.Desk) -> None:
    told(desk, recorded(desk), state=CaseState.APPROVED.value)
    told(desk, recorded(desk), asked={make.LATE: "缺第二页"})
    told(desk, recorded(desk), asked={})
    told(desk, recorded(desk), hand_overs=[OVER])
    told(desk, recorded(desk), pauses=[{**PAUSE, "ended_on": "2026-11-23"}])
    own = recorded(desk)
    said = {"details": {"procedure": "公示", "days": 5, "to": "通化市社保局"}}
    for act in (CaseAct.TRANSFER, CaseAct.SUSPEND, CaseAct.RESUME):
        desk.program.cases.act(own.case_no, act, body=said, reason="须公示")
    recorded(desk, make.ELDER)
    kept = recorded(desk, materials=make.following())
    desk.program.cases.act(kept.case_no, CaseAct.ADD_MATERIAL, body={"materials": make.following("original")})
    recorded(desk, materials=make.following())
    gone = recorded(desk, materials=make.following())
    desk.program.cases.act(gone.case_no, CaseAct.WITHDRAW, reason="不办了")
    store = desk.program.store
    assert isinstance(store, DeskDatabase)

    def found() -> tuple[list[Any], list[Any]]:
        with transaction(store._engine, writes=False) as connection:
            waits = connection.execute(text("SELECT row, waits FROM case_ ORDER BY row")).all()
            promises = connection.execute(text("SELECT * FROM promise ORDER BY case_row")).all()
            return list(waits), list(promises)

    before = found()
    assert {waits for _, waits in before[0]} == {None, *Waiting}
    assert [(row.kind, row.open) for row in before[1]] == [
        (PromiseKind.LATE, 0),
        (PromiseKind.LATE, 1),
        (PromiseKind.LATE, 0),
    ]
    move_to(store._engine, "db.desk.versions", "0012")
    move_to(store._engine, "db.desk.versions", max(revisions("db.desk.versions")))
    assert found() == before


def test_nothing_walks_over_all_cases_to_find_what_waits(desk: make.Desk) -> None:
    """SQLite's own plan for each question that is asked: by an index, never by a scan of cases or promises."""
    store = desk.program.store
    assert isinstance(store, DeskDatabase)
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        asked.append((statement, values))

    event.listen(store._engine, "before_cursor_execute", note)
    desk.program.lists.todo()
    desk.program.lists.todo_counts()
    event.remove(store._engine, "before_cursor_execute", note)
    with transaction(store._engine, writes=False) as connection:
        plans = [
            (step.detail, statement)
            for statement, values in asked
            if statement.startswith("SELECT")
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert sum("ix_promise_open_due" in detail or "ix_case__waits" in detail for detail, _ in plans) >= 4
    walks = [said for said in plans if re.match("SCAN (case_|promise)", said[0]) and "COVERING" not in said[0]]
    assert walks == []

"""事后核查: a 告知承诺 has a last day for its later check, and what that finds settles it."""

from dataclasses import replace
from datetime import date

import pytest

from app.cases.ledger import LedgerLine, checks, ledger
from app.cases.life import Promise, PromiseKind
from app.cases.limits import Light
from app.cases.model import Case, CaseAct, CaseState
from app.cases.tasks import Task, TaskKind
from app.cases.timing import check_last
from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import TimeLimit
from app.catalogue.shelf import Shelf
from app.errors import Refused
from app.receipts.model import DocumentKind
from tests import make
from tests.app.cases.living import DAY, accepted
from tests.app.receipts.pages import text_of

MADE = date(2026, 11, 23)
LAST = date(2027, 1, 22)
"""Sixty natural days on, which is a Friday."""
BY = "县人社局 李核查"
ITEM = make.items()[make.UNEMPLOYED]
CONDITIONS = [*range(1, len(ITEM.conditions) + 1)]


def promised(desk: make.Desk) -> Case:
    return accepted(desk, details={"conditions": CONDITIONS})


def check(
    desk: make.Desk, case: Case, kept: bool | None = True, by: str | None = BY, found: str = "已核对社保记录"
) -> Case:
    body = {"details": {"check": {"kept": kept, "by": by}}}
    done = desk.program.cases.act(case.case_no, CaseAct.CHECK, body=body, reason=found).case
    assert done is not None
    return done


def lines(desk: make.Desk) -> tuple[list[LedgerLine], list[LedgerLine]]:
    """The ledger, and of it what is to be checked."""
    with desk.program.store.reading() as opened:
        view = Shelf(desk.program.config.point).renew(opened.catalogue)
        return [*ledger(opened, view)], [*checks(opened, view)]


def to_do(desk: make.Desk) -> list[Task]:
    return [task for task in desk.program.lists.todo() if task.kind is TaskKind.CHECK]


def test_a_promise_has_the_last_day_of_its_check(desk: make.Desk) -> None:
    (promise,) = promised(desk).life.promises
    assert (promise.kind, promise.made_on, promise.due_on, promise.kept) == (PromiseKind.INFORMED, MADE, LAST, None)


def test_the_letter_says_until_when_it_is_checked(desk: make.Desk) -> None:
    letter = text_of(desk.program.papers.copy(promised(desk).case_no, DocumentKind.INFORMED_PROMISE).pdf)
    assert "于2027年1月22日前对承诺内容进行核查" in letter.replace(" ", "").replace("\n", "")


def test_an_item_may_set_another_term(desk: make.Desk) -> None:
    item = replace(ITEM, check_limit=TimeLimit(amount=5))
    assert item_from_json(item_to_json(item)) == item
    assert "check_limit" not in item_to_json(ITEM)
    with desk.program.store.reading() as opened:
        calendar = Shelf(desk.program.config.point).renew(opened.catalogue).calendar
    assert check_last(item, MADE, calendar) == date(2026, 11, 30)


@pytest.mark.parametrize(("kept", "word"), [(True, "承诺属实"), (False, "承诺不实")])
def test_a_check_settles_the_promise_and_stands_in_ledger_and_story(desk: make.Desk, kept: bool, word: str) -> None:
    case = promised(desk)
    (waits,) = lines(desk)[1]
    assert (waits.case_no, waits.due_on, waits.open) == (case.case_no, LAST, True)
    desk.clock.move(DAY)
    done = check(desk, case, kept)
    (promise,) = done.life.promises
    assert (promise.kept, promise.settled_on, promise.checked_by) == (kept, date(2026, 11, 24), BY)
    assert (done.state, done.reason, done.documents) == (case.state, case.reason, case.documents)
    step = desk.program.cases.steps(done)[-1]
    assert (step.act, step.reason) == (CaseAct.CHECK, f"{word}（{BY}）：已核对社保记录")
    (line,), left = lines(desk)
    assert (line.kept, line.open, line.checked_by, line.finding, left) == (kept, False, BY, "已核对社保记录", [])


def test_what_it_needs_is_asked_for(desk: make.Desk) -> None:
    case = promised(desk)
    entries = desk.entries()
    for said, code in (
        ({"kept": None}, "check_result_missing"),
        ({"by": None}, "checker_missing"),
        ({"by": " "}, "checker_missing"),
        ({"found": ""}, "act_reason_missing"),
    ):
        with pytest.raises(Refused, match=code):
            check(desk, case, **said)  # type: ignore[arg-type]
    for details in ({"check": {"kept": "yes", "by": BY}}, {"check": {"kept": True, "who": BY}}, {"check": True}):
        with pytest.raises(Refused, match=r"detail_flag|line_key_unknown|line_not_object"):
            desk.program.cases.act(case.case_no, CaseAct.CHECK, body={"details": details}, reason="已核对")
    assert desk.entries() == entries


def test_only_an_open_promise_is_checked_and_once(desk: make.Desk) -> None:
    with pytest.raises(Refused, match="check_nothing"):
        check(desk, accepted(desk))
    with pytest.raises(Refused, match="check_nothing"):  # what is to follow is settled by the material that comes
        check(desk, accepted(desk, materials=make.following()))
    case = promised(desk)
    check(desk, case)
    with pytest.raises(Refused, match="check_nothing"):
        check(desk, case, False)
    gone = promised(desk)
    desk.program.cases.act(gone.case_no, CaseAct.WITHDRAW, reason="不办了")
    with pytest.raises(Refused, match="case_act_unlawful"):
        check(desk, gone)


def test_what_was_finished_on_the_spot_and_what_central_decided_is_checked_too(desk: make.Desk) -> None:
    birth = [
        {**one, "form": "promised"} if one["code"] == "household_register" else one
        for one in make.line(make.BIRTH)["materials"]
    ]
    done = accepted(desk, make.BIRTH, materials=birth)
    assert (done.state, check(desk, done).state) == (CaseState.CONCLUDED, CaseState.CONCLUDED)
    case = promised(desk)
    desk.told_by_central(case.case_no, CaseAct.APPROVE, state="approved")
    assert check(desk, case).state is CaseState.APPROVED


def test_who_broke_a_promise_may_promise_nothing_more(desk: make.Desk) -> None:
    kept = promised(desk)
    check(desk, kept)
    promised(desk)
    broken = promised(desk)
    check(desk, broken, False, found="提供的就业状况不实")
    with pytest.raises(Refused, match="promise_broken_before") as refused:
        promised(desk)
    assert refused.value.values == {"case_no": broken.case_no}
    accepted(desk)


def test_a_check_is_a_task_when_its_last_day_is_near_and_no_more_once_it_is_made(desk: make.Desk) -> None:
    case = promised(desk)
    desk.told_by_central(case.case_no, CaseAct.APPROVE, state="approved")
    assert (to_do(desk), desk.program.lists.todo_counts().get(TaskKind.CHECK)) == ([], None)
    desk.clock.move(59 * DAY)
    (task,) = to_do(desk)
    assert task.limit is not None
    assert (task.limit.on, task.limit.light, task.reason) == (LAST, Light.YELLOW, "；".join(ITEM.conditions))
    assert desk.program.lists.todo_counts()[TaskKind.CHECK] == 1
    desk.clock.move(5 * DAY)
    (task,) = to_do(desk)
    assert task.limit is not None
    assert task.limit.light is Light.RED
    check(desk, case)
    assert (to_do(desk), desk.program.lists.todo_counts().get(TaskKind.CHECK)) == ([], None)


def test_an_older_promise_without_a_day_is_checked_within_the_general_term(desk: make.Desk) -> None:
    case = promised(desk)
    with desk.program.store.writing() as opened:
        held = opened.cases.get(case.id)
        assert held is not None
        made = Promise(kind=PromiseKind.INFORMED, about=ITEM.conditions, made_on=MADE)
        opened.cases.save(replace(held, life=replace(held.life, promises=(made,))))
    assert lines(desk)[1][0].due_on == date(2027, 1, 22)
    desk.clock.move(55 * DAY)
    assert to_do(desk) == []
    desk.clock.move(5 * DAY)
    (task,) = to_do(desk)
    assert task.limit is not None
    assert task.limit.on == date(2027, 1, 22)
    with desk.program.store.writing() as opened:
        opened.cases.save(replace(held, life=case.life))

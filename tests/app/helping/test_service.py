"""代办员 and hand-overs on a real desk: each act once, journaled in its own transaction, found again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.cases.limits import Light
from app.cases.model import CaseAct
from app.cases.numbers import case_number
from app.cases.tasks import Task, TaskKind
from app.errors import NotFound, Refused
from app.helping.model import BatchId, BatchState, Level
from app.ids import ActionId
from app.verify import verify_desk
from tests import make

VILLAGE = "220521100001"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk", make.HeldClock()) as made:
        yield made


def a_case(desk: make.Desk, **changes: object) -> str:
    recorded = desk.program.cases.record(make.line(**changes), action=desk.action())  # type: ignore[arg-type]
    assert recorded.case_no is not None
    return recorded.case_no


def helper(desk: make.Desk, name: str = "孙德福", **changes: object) -> str:
    return desk.program.helpers.add(name, VILLAGE, place="长安社区", **changes).number  # type: ignore[arg-type]


def test_a_helper_is_added_once_and_named_by_the_cases_that_they_bring(desk: make.Desk) -> None:
    action = ActionId("add-once")
    first = desk.program.helpers.add("孙德福", VILLAGE, phone="13843590002", action=action)
    before = desk.entries()
    assert desk.program.helpers.add("别人", VILLAGE, action=action) == first
    assert desk.entries() == before
    number = a_case(desk, details={"helper": first.number})
    case = desk.program.cases.get(number)
    assert case.helper is not None
    assert (case.helper.number, case.helper.name) == (first.number, "孙德福")
    desk.program.helpers.visit(first.number, "王桂兰", "高龄津贴认证", item=make.items()[make.ELDER].code)
    (figures,) = desk.program.helpers.figures()
    assert (figures.visits, figures.cases) == (1, 1)
    assert [visit.name for visit in desk.program.helpers.visits(first.number)] == ["王桂兰"]
    corrected = {"applicant": {**make.line()["applicant"], "phone": "13843590009"}}
    desk.program.cases.act(number, CaseAct.CORRECT, body=corrected, reason="更正")
    assert desk.program.cases.get(number).helper == case.helper
    instead = make.line(reason="事项选错", details={"replaces": number, "helper": first.number})
    desk.program.cases.record(instead, action=desk.action())
    assert [one.cases for one in desk.program.helpers.figures()] == [1], "a void case never counts"
    assert verify_desk(desk.program)["ok"]


def test_a_list_goes_to_the_point_over_this_one_unless_somebody_else_is_named(desk: make.Desk) -> None:
    hand_overs = desk.program.hand_overs
    assert hand_overs.open([], source=Level.VILLAGE).to_point == f"{desk.program.config.point[:9]}000"
    named = hand_overs.open([], source=Level.VILLAGE, to_place="镇民政办")
    assert (named.to_place, named.to_point) == ("镇民政办", None)


def test_who_does_not_serve_brings_nothing(desk: make.Desk) -> None:
    number = helper(desk, since=date(2026, 1, 1))
    desk.program.helpers.retire(number, date(2026, 11, 22))
    with pytest.raises(Refused, match="helper_not_serving"):
        a_case(desk, details={"helper": number})
    with pytest.raises(Refused, match="helper_unknown") as caught:
        a_case(desk, details={"helper": "D99"})
    assert caught.value.field == "details.helper"
    with pytest.raises(Refused, match="helper_not_serving"):
        desk.program.helpers.visit(number, "王桂兰", "认证")
    assert desk.program.helpers.serving() == []
    assert [one.until for one in desk.program.helpers.helpers()] == [date(2026, 11, 22)]


def test_bad_words_about_a_helper_are_refused_with_their_field(desk: make.Desk) -> None:
    number = helper(desk)
    for call, code, field in (
        (lambda: desk.program.helpers.add("孙德福", "2205"), "village_code", "village"),
        (lambda: desk.program.helpers.add("孙德福", VILLAGE, phone="1"), "phone_mobile_length", "phone"),
        (lambda: desk.program.helpers.add("李", VILLAGE), "name_short", "name"),
        (lambda: desk.program.helpers.add("李四海", VILLAGE, number=number), "helper_number_taken", "number"),
        (lambda: desk.program.helpers.retire(number, date(2020, 1, 1)), "helper_term", "until"),
        (lambda: desk.program.helpers.visit(number, "王桂兰", " "), "visit_purpose_missing", "purpose"),
        (lambda: desk.program.helpers.visit(number, "王桂兰", "认证", on=date(2027, 1, 1)), "visit_in_future", "on"),
    ):
        before = desk.entries()
        with pytest.raises(Refused, match=code) as caught:
            call()
        assert caught.value.field == field
        assert desk.entries() == before


def test_a_batch_goes_its_way_with_two_signatures(desk: make.Desk) -> None:
    giver = helper(desk)
    numbers = [a_case(desk), a_case(desk, item=make.ELDER), a_case(desk, item=make.ALIVE)]
    hand_overs = desk.program.hand_overs
    batch = hand_overs.open(numbers[:2], source=Level.VILLAGE, helper=giver)
    assert (batch.from_place, batch.target, batch.lines[0].papers) == ("长安社区", Level.TOWN, 1)
    assert [row.case_no for row in hand_overs.candidates(Level.VILLAGE)] == [numbers[2]]
    assert len(hand_overs.candidates(Level.TOWN)) == 3
    batch = hand_overs.relist(batch.number, add=[numbers[2]], drop=[numbers[1]])
    assert batch.case_nos == (numbers[0], numbers[2])
    given_out = hand_overs.hand_over(batch.number)
    assert given_out.given is not None
    assert given_out.given.name == "孙德福"
    assert given_out.due_on == date(2026, 11, 26)
    assert hand_overs.waiting() == [given_out]
    partly = hand_overs.receive(batch.number, [numbers[0], numbers[1]], receiver="赵立新")
    assert (partly.missing, partly.foreign) == ((numbers[2],), (numbers[1],))
    assert hand_overs.waiting() == [partly]
    ended = hand_overs.settle(batch.number, "多的一件已退给代办员，缺的一件当天补到")
    assert (ended.state, hand_overs.waiting()) == (BatchState.SETTLED, [])
    assert hand_overs.get(batch.id) == ended
    assert verify_desk(desk.program)["ok"]


def test_a_batch_waits_among_the_tasks_until_it_is_whole_or_settled(desk: make.Desk) -> None:
    numbers, hand_overs = [a_case(desk), a_case(desk, item=make.ALIVE)], desk.program.hand_overs
    opened = hand_overs.open(numbers, source=Level.VILLAGE, from_place="长安社区")
    assert of_batches(desk) == []
    hand_overs.hand_over(opened.number)
    (task,) = of_batches(desk)
    assert task.limit is not None
    assert (task.id, task.name, task.limit.left, task.reason) == (opened.id, "长安社区", 3, None)
    assert TaskKind.BATCH not in desk.program.lists.todo_counts(), "three days are left"
    desk.clock.move(4 * 86400)
    (task,) = of_batches(desk)
    assert task.limit is not None
    assert (task.limit.light, desk.program.lists.todo_counts()[TaskKind.BATCH]) == (Light.RED, 1)
    hand_overs.receive(opened.number, numbers[:1])
    (task,) = of_batches(desk)
    assert (task.reason, task.limit) == (numbers[1], None)
    assert desk.program.lists.todo_counts()[TaskKind.BATCH] == 1
    hand_overs.receive(opened.number, numbers[1:])
    assert of_batches(desk) == []


def of_batches(desk: make.Desk) -> list[Task]:
    return [task for task in desk.program.lists.todo() if task.kind is TaskKind.BATCH]


def test_a_repeated_action_changes_nothing(desk: make.Desk) -> None:
    number, hand_overs = a_case(desk), desk.program.hand_overs
    one, two, three = (ActionId(name) for name in ("open", "over", "take"))
    opened = hand_overs.open([number], source=Level.TOWN, action=one)
    assert hand_overs.open([], source=Level.TOWN, action=one) == opened
    assert opened.to_point == "220521000000"
    given_out = hand_overs.hand_over(opened.number, action=two)
    assert hand_overs.hand_over(opened.number, action=two) == given_out
    taken = hand_overs.receive(opened.number, [number], action=three)
    entries = desk.entries()
    assert hand_overs.receive(opened.number, [number], action=three) == taken
    assert desk.entries() == entries
    with pytest.raises(Refused, match="action_used_otherwise"):
        hand_overs.settle(opened.number, "已办", action=three)


def test_the_papers_own_codes_are_read(desk: make.Desk) -> None:
    number, hand_overs = a_case(desk), desk.program.hand_overs
    receipt = desk.program.papers.copy(number).receipt
    case = desk.program.cases.get(number)
    spaced = f" {number[:12]} {number[12:]}"
    for scan in (receipt.proof, f"https://sp.example.gov.cn/p/{case.token.lower()}", case.token, number, spaced):
        assert hand_overs.read(scan) == number
    changed = receipt.proof[:-8] + ("0" if receipt.proof[-8] != "0" else "1") + receipt.proof[-7:]
    with pytest.raises(Refused, match="scan_altered"):
        hand_overs.read(changed)
    with pytest.raises(Refused, match="scan_unreadable"):
        hand_overs.read("A017")
    with pytest.raises(Refused, match="scan_unreadable"):
        hand_overs.read(number[:-1] + ("1" if number[-1] != "1" else "2"))


def test_a_list_is_changed_by_any_number_or_code_of_its_cases(desk: make.Desk) -> None:
    first, second = a_case(desk), a_case(desk, item=make.ALIVE)
    hand_overs, tokens = desk.program.hand_overs, [desk.program.cases.get(no).token for no in (first, second)]
    batch = hand_overs.open([first], source=Level.VILLAGE)
    assert hand_overs.relist(batch.id, add=[tokens[0], tokens[1]]).case_nos == (first, second)
    assert hand_overs.relist(batch.id, drop=[f" {first[:12]} {first[12:]}", tokens[1]]).case_nos == ()
    with pytest.raises(Refused, match="scan_unreadable"):
        hand_overs.relist(batch.id, drop=["A017"])


def test_what_waits_is_listed_however_old_it_is(desk: make.Desk) -> None:
    hand_overs = desk.program.hand_overs
    old = hand_overs.hand_over(hand_overs.open([a_case(desk)], source=Level.VILLAGE).id)
    desk.clock.move(86400)
    with desk.program.store.writing() as store:
        for serial in range(200):
            made = desk.clock.now() + timedelta(seconds=serial)
            batch = replace(old, id=BatchId(desk.program.queue.around.ids.new()), number=f"J{serial}", made_at=made)
            store.helping.keep_batch(replace(batch, state=BatchState.OPEN, lines=()))
    listed = hand_overs.batches()
    assert (len(listed), listed[0].number, listed[-1]) == (201, "J199", old)


def test_a_case_is_on_one_list_at_a_level_and_only_while_its_papers_go_up(desk: make.Desk) -> None:
    number, hand_overs = a_case(desk, act="receive"), desk.program.hand_overs
    first = hand_overs.open([number], source=Level.VILLAGE)
    with pytest.raises(Refused, match="case_listed_already"):
        hand_overs.open([number], source=Level.VILLAGE)
    assert hand_overs.open([number], source=Level.TOWN).target is Level.COUNTY
    desk.program.cases.act(number, CaseAct.WITHDRAW, reason="不办了")
    hand_overs.relist(first.number, drop=[number])
    with pytest.raises(Refused, match="case_not_to_hand_over"):
        hand_overs.relist(first.number, add=[number])
    with pytest.raises(Refused, match="batch_empty"):
        hand_overs.hand_over(first.number)
    with pytest.raises(NotFound, match="case_unknown"):
        hand_overs.open([case_number(VILLAGE, 1, date(2026, 11, 23), 99)], source=Level.VILLAGE)
    with pytest.raises(Refused, match="batch_target"):
        hand_overs.open([], source=Level.COUNTY)
    with pytest.raises(NotFound, match="batch_unknown"):
        hand_overs.get("J1")


@pytest.mark.parametrize(
    ("handed", "due"),
    [
        (datetime(2026, 2, 12, 1, tzinfo=UTC), date(2026, 2, 24)),  # Spring Festival; Saturday 14 February is worked
        (datetime(2026, 4, 30, 1, tzinfo=UTC), date(2026, 5, 8)),
        (datetime(2026, 11, 26, 17, tzinfo=UTC), date(2026, 12, 2)),  # past midnight of Friday in China
    ],
)
def test_the_clock_of_a_batch_counts_working_days(tmp_path: Path, handed: datetime, due: date) -> None:
    with make.signed_in(tmp_path / "desk", make.HeldClock(handed)) as desk:
        batch = desk.program.hand_overs.open([a_case(desk)], source=Level.VILLAGE)
        assert desk.program.hand_overs.hand_over(batch.number).due_on == due


def test_rows_are_held_against_the_journal(desk: make.Desk) -> None:
    helper_no = helper(desk)
    visit = desk.program.helpers.visit(helper_no, "王桂兰", "认证")
    batch = desk.program.hand_overs.open([a_case(desk)], source=Level.VILLAGE, helper=helper_no)
    handed = desk.program.hand_overs.hand_over(batch.id)
    assert verify_desk(desk.program)["findings"] == []
    with desk.program.store.writing() as store:
        store.helping.keep_batch(replace(handed, due_on=date(2027, 1, 1)))
        store.helping.keep_visit(replace(visit, name="别人"))
    found = verify_desk(desk.program)["findings"]
    assert {(one["code"], one["where"]) for one in found} == {
        ("helping_row_differs", batch.id),
        ("helping_row_differs", visit.id),
    }

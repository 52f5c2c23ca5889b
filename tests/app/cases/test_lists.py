"""What waits for a clerk, and what a search finds: on a real, encrypted desk.db."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cases.demo import demo_lines
from app.cases.limits import Light, Limit
from app.cases.lists import CaseLists
from app.cases.model import Case, CaseAct, CaseState, changed
from app.cases.tasks import TaskKind
from app.catalogue.model import Scope
from app.catalogue.shipped import shipped_items, shipped_point_rules
from app.ids import DraftId, Ids, SystemRandomness
from app.journal import Stream
from app.key_slots import Cost
from app.program import Program
from app.queue_program import QueueProgram, Surroundings
from app.setup import Wanted, make_desk
from db.stores import FolderStores

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
COST = Cost(passes=1, memory=8)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class HeldClock:
    """Stands until a test moves it."""

    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()


@dataclass
class Office:
    """A desk, and the lists under test."""

    clock: HeldClock
    program: Program
    lists: CaseLists

    def record(self, act: CaseAct, serial: int = 0) -> Case:
        """A case of an item with a promised limit."""
        lines = demo_lines(80, 7, shipped_items(RESOURCES), TOWN)
        whole = [line for line in lines if line["item"] in LIMITED and line["act"] == "accept"]
        line = {
            **whole[serial],
            "act": act.value,
            "reason": "不属于本机关职权范围",
            "materials": whole[serial]["materials"],
        }
        if act is CaseAct.SUPPLEMENT:
            line["wanted"] = {whole[serial]["materials"][0]["code"]: "复印件不清楚，请重新复印"}
        done = self.program.cases.record(line, window=3)
        assert done.case is not None
        return done.case

    def change(self, case: Case, **fields: Any) -> None:
        """The case as central would have changed it."""
        with self.program.store.writing() as desk:
            desk.cases.save(changed(case, fields))

    def kinds(self) -> list[TaskKind]:
        return [task.kind for task in self.lists.todo()]


ITEMS = {item.code: item for item in shipped_items(RESOURCES)}
TOWN = next(rules for rules in shipped_point_rules(RESOURCES) if rules.point == "town")
LIMITED = {
    code
    for code, item in ITEMS.items()
    if item.promised_limit and item.promised_limit.amount >= 10 and TOWN.scope(code).scope is Scope.ACCEPT
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = HeldClock()
    ids = Ids(clock, SystemRandomness())
    around = Surroundings(stores=lambda at: FolderStores(at, ids), resources=RESOURCES, clock=clock, ids=ids, cost=COST)
    wanted = Wanted(point="220521100000", device_number=1, passphrase="kuaidamao", demo=True)
    make_desk(tmp_path, wanted, stores=around.stores, resources=RESOURCES, clock=clock, ids=ids, cost=COST)
    program = QueueProgram(tmp_path, around).sign_in("kuaidamao")
    yield Office(clock=clock, program=program, lists=CaseLists(program.store, clock, program.config.point))
    program.close()


def acknowledge_all(office: Office) -> None:
    with office.program.store.writing() as desk:
        desk.sync.acknowledge(office.program.device, Stream.DESK, desk.journal.head().number)


def test_a_fresh_desk_has_nothing_to_do(office: Office) -> None:
    assert office.lists.todo() == ()
    assert office.lists.todo_counts() == {}


def test_a_returned_case_comes_first_with_its_reason(office: Office) -> None:
    office.record(CaseAct.RECEIVE, 1)
    case = office.record(CaseAct.ACCEPT)
    office.change(case, state=CaseState.RETURNED.value, reason="身份证复印件缺背面")
    task = office.lists.todo()[0]
    assert (task.kind, task.case_no, task.reason) == (TaskKind.RETURNED, case.case_no, "身份证复印件缺背面")


def test_an_accepted_case_waits_only_when_two_working_days_or_less_are_left(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    acknowledge_all(office)
    assert TaskKind.DUE not in office.kinds()
    office.change(case, due_on="2026-11-25")
    (task,) = office.lists.todo()
    assert (task.kind, task.limit) == (TaskKind.DUE, Limit(on=date(2026, 11, 25), left=2))
    office.change(case, due_on="2026-11-26")
    assert office.lists.todo() == ()


def test_the_light_counts_working_days_so_a_weekend_does_not_hasten_it(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    office.clock.moment = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # a Friday
    office.change(case, due_on="2026-11-25")
    rows = office.lists.listed((CaseState.ACCEPTED,))
    assert office.lists.limits(rows)[case.id] == Limit(on=date(2026, 11, 25), left=3)


@pytest.mark.parametrize(("left", "light"), [(3, Light.GREEN), (2, Light.YELLOW), (0, Light.YELLOW), (-1, Light.RED)])
def test_the_light_of_a_limit(left: int, light: Light) -> None:
    assert Limit(on=date(2026, 11, 25), left=left).light is light


def test_a_received_case_must_be_answered_within_five_working_days(office: Office) -> None:
    office.record(CaseAct.RECEIVE)
    (task,) = office.lists.todo()
    assert task.kind is TaskKind.RECEIVED
    assert task.limit == Limit(on=date(2026, 11, 30), left=5)


def test_a_case_that_was_told_what_it_lacks_waits_for_the_applicant(office: Office) -> None:
    case = office.record(CaseAct.SUPPLEMENT)
    assert case.state is CaseState.SUPPLEMENT
    assert office.kinds() == [TaskKind.SUPPLEMENT]


def test_a_case_unsent_for_a_day_is_a_task_until_central_has_it(office: Office) -> None:
    office.record(CaseAct.ACCEPT)
    office.clock.moment = MONDAY + timedelta(hours=23)
    assert office.lists.todo() == ()
    office.clock.moment = MONDAY + timedelta(hours=24)
    assert office.kinds() == [TaskKind.UNSENT]
    acknowledge_all(office)
    assert office.lists.todo() == ()


def test_an_unfinished_intake_names_its_item_and_survives_any_shape(office: Office) -> None:
    code = next(iter(ITEMS))
    office.program.cases.save_draft(DraftId("d1"), {"item": code, "applicant": {"name": "王桂兰"}})
    office.program.cases.save_draft(DraftId("d2"), {"item": 7, "applicant": "?"})
    named = {task.id: (task.name, task.item_name) for task in office.lists.todo()}
    assert named == {"d1": ("王桂兰", ITEMS[code].name), "d2": ("", "")}


def test_finished_cases_are_nobodys_task(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    acknowledge_all(office)
    for state in (CaseState.WITHDRAWN, CaseState.DELIVERED, CaseState.LAPSED, CaseState.VOID, CaseState.CONCLUDED):
        office.change(case, state=state.value, due_on="2026-11-20")
        assert office.lists.todo() == (), state


def test_counts_are_by_kind(office: Office) -> None:
    office.record(CaseAct.RECEIVE, 0)
    office.record(CaseAct.RECEIVE, 1)
    office.record(CaseAct.SUPPLEMENT, 2)
    assert office.lists.todo_counts() == {TaskKind.RECEIVED: 2, TaskKind.SUPPLEMENT: 1}


def test_the_rail_counts_what_a_clerk_can_do_and_not_what_the_link_will_do(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    office.change(case, due_on="2026-11-24")
    office.program.cases.save_draft(DraftId("d1"), {})
    office.clock.moment = MONDAY + timedelta(days=2)
    assert office.kinds() == [TaskKind.DUE, TaskKind.UNSENT, TaskKind.DRAFT]
    assert office.lists.todo_counts() == {TaskKind.DUE: 1, TaskKind.DRAFT: 1}


def test_today_counts_what_was_received_today_by_its_state_now(office: Office) -> None:
    office.record(CaseAct.ACCEPT, 0)
    office.clock.moment = MONDAY + timedelta(days=1)
    office.record(CaseAct.ACCEPT, 1)
    office.record(CaseAct.DECLINE, 2)
    today = office.lists.today()
    assert (today.received, today.standing(CaseState.ACCEPTED), today.standing(CaseState.DECLINED)) == (2, 1, 1)
    assert [row.state for row in office.lists.received_today()] == [CaseState.DECLINED, CaseState.ACCEPTED]


def test_a_search_takes_a_number_with_blanks_a_name_a_phone_and_the_token_of_the_link(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    number = case.case_no
    spaced = f" {number[:12]} {number[12:14]} {number[14:22]} {number[22:]} "
    for typed in (number, spaced, case.applicant.name, case.applicant.id_no, case.token.lower()):
        assert [row.case_no for row in office.lists.search(typed)] == [number], typed
    assert office.lists.search("   ") == []
    assert office.lists.search("0000000000000000") == []


def test_the_lists_hold_every_state(office: Office) -> None:
    case = office.record(CaseAct.ACCEPT)
    assert office.lists.counts() == {CaseState.ACCEPTED: 1}
    assert [row.case_no for row in office.lists.listed(pending=True)] == [case.case_no]

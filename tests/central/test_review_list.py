"""The reviewers' list: in which order, which cases, and how one goes from case to case without going back to it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.cases.model import CaseAct, CaseState
from app.central.model import CaseQuery, Order, Reviewer
from app.central.particulars import Particulars
from tests.central.arrange import ITEM, MORNING, City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"
OPEN = (CaseState.ACCEPTED, CaseState.SUSPENDED)
DAYS = ("2026-12-04", None, "2026-11-20", "2026-11-27", "2026-11-23")
IN_ORDER = (2, 4, 3, 0, 1)
"""The cases of DAYS by due date; what is due on no day is last."""


def li(department: str | None = None) -> Reviewer:
    return Reviewer(
        login="li", name="李审批", department=department, password="", demo=False, added_at=MORNING, head=False
    )


def arrived(town: City, days: tuple[str | None, ...] = DAYS, **changes: Any) -> list[str]:
    desk = town.desk()
    numbers = [str(desk.record(due_on=day, **changes)["case_no"]) for day in days]
    desk.push()
    return numbers


def found(town: City, **asked: Any) -> list[str]:
    query = CaseQuery(**{"states": OPEN, "order": Order.DUE, **asked})
    lines = [line.case_no for line, _ in town.program.review.find(query).lines]
    with town.program.store.reading() as central:
        assert central.cases.count(query) >= len(lines)
    return lines


def test_what_is_due_first_stands_first(either: City) -> None:
    numbers = arrived(either)
    assert found(either) == [numbers[place] for place in IN_ORDER]
    assert found(either, offset=1, limit=2) == [numbers[place] for place in IN_ORDER[1:3]]


def test_the_list_tells_mine_from_free_and_what_waits_for_something(either: City) -> None:
    numbers = arrived(either)
    program = either.program
    program.claims.claim(numbers[0], li())
    asked = Particulars(asked={"照片": "一张"}, until=date(2026, 12, 4))
    program.review.decide(numbers[3], CaseAct.ASK, None, "市级平台", asked)
    assert found(either, holder="li") == [numbers[0]]
    assert found(either, holder="wang") == []
    assert found(either, free=True) == [numbers[place] for place in IN_ORDER if place]
    assert found(either, asked=True) == [numbers[3]]
    program.review.decide(numbers[3], CaseAct.SUSPEND, "需要入户", "市级平台", Particulars(procedure="入户核查"))
    assert found(either, states=(CaseState.SUSPENDED,)) == [numbers[3]]
    tally = program.review.tally(CaseQuery(states=OPEN), "li")
    assert (tally.all, tally.mine, tally.free, tally.asked, tally.suspended) == (5, 1, 4, 1, 1)
    assert (tally.overdue, tally.due_today) == (1, 1)
    assert program.review.tally(CaseQuery(department="无此部门"), "li").all == 0
    case = next(iter(program.review.find(CaseQuery(text=numbers[3])).lines))[0]
    assert case.asked_until == date(2026, 12, 4)


def test_what_was_asked_for_and_came_waits_no_longer(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    asked = Particulars(asked={"id_card": "反面"}, until=date(2026, 12, 4))
    town.program.review.decide(case["case_no"], CaseAct.ASK, None, "市级平台", asked)
    assert found(town, asked=True) == [case["case_no"]]
    added = {"materials": [*case["materials"]], "asked": None, "asked_until": None}
    seen = desk.entries[next(iter(desk.entries))][-1]
    desk.act(case, "add_material", "accepted", seen, **added)
    desk.push(2)
    assert town.program.review.open(case["case_no"]).file.case.life.asked is None
    assert found(town, asked=True) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=some.sampled_from(Order), text=some.sampled_from(["", "刘"]))
def test_going_on_from_each_case_passes_through_the_whole_list(town: City, order: Order, text: str) -> None:
    if not town.cases():
        arrived(town)
    query = CaseQuery(states=OPEN, order=order, text=text)
    listed = [line.case_no for line, _ in town.program.review.find(query).lines]
    beside = [town.program.review.beside(query, town.program.review.open(number).file) for number in listed]
    assert [after for _, after in beside] == [*listed[1:], None]
    assert [before for before, _ in beside] == [None, *listed[:-1]]


def test_a_decided_case_still_knows_the_next_one(either: City) -> None:
    numbers = arrived(either)
    query = CaseQuery(states=OPEN, order=Order.DUE)
    either.program.review.decide(numbers[4], CaseAct.APPROVE, None, "市级平台")
    assert numbers[4] not in found(either)
    assert either.program.review.beside(query, either.program.review.open(numbers[4]).file) == (numbers[2], numbers[3])


@pytest.fixture
def client(town: City) -> Iterator[httpx.Client]:
    """A reviewer of the department whose cases `arrived` makes."""
    with ExitStack() as stack:
        address = stack.enter_context(listening(town))
        town.program.sign_in.add("li", "李审批", PASSWORD, department=ITEM.department.name)
        found = stack.enter_context(browser(address))
        found.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
        yield found


def send(client: httpx.Client, address: str, act: str, **fields: str) -> httpx.Response:
    shown = client.get(address).text
    csrf = re.findall(r'name="csrf" value="([^"]+)"', shown)[0]
    (to,) = set(re.findall(r'<form method="post" action="(/review/cases/[^"]+)"', shown))
    form = {"csrf": csrf, "expected": "accepted", "act": act, **fields}
    return client.post(to.replace("&amp;", "&"), data=form)


def test_after_a_decision_comes_the_next_case_and_at_the_end_the_list(town: City, client: httpx.Client) -> None:
    numbers = arrived(town)
    shown = client.get("/review").text
    assert "department" not in re.findall(r'<select id="(\w+)"', shown)
    addresses = re.findall(r'<a href="(/review/cases/[^"]+)"', shown)
    assert [address.split("/")[3].split("?")[0] for address in addresses] == [numbers[place] for place in IN_ORDER]
    address = addresses[0].replace("&amp;", "&")
    for place, further in zip(IN_ORDER, [*IN_ORDER[1:], None], strict=True):
        assert send(client, address, "claim").headers["location"].split("?")[0].endswith(numbers[place])
        done = send(client, address, "reject", common="不符合条件", text="收入高于标准")
        address = done.headers["location"]
        wanted = "/review" if further is None else f"/review/cases/{numbers[further]}"
        assert address.split("?")[0] == wanted
        assert numbers[place] in re.findall(r'id="done">(.*?)</p>', client.get(address).text)[0]
    reasons = {town.program.review.open(number).file.case.reason for number in numbers}
    assert reasons == {"不符合条件；收入高于标准"}


def test_a_case_opened_by_its_number_alone_stays_open_after_its_decision(town: City, client: httpx.Client) -> None:
    numbers = arrived(town)
    send(client, f"/review/cases/{numbers[0]}", "claim")
    done = send(client, f"/review/cases/{numbers[0]}", "approve")
    assert done.headers["location"] == f"/review/cases/{numbers[0]}?done=approve"
    odd = client.get(f"/review/cases/{numbers[0]}?done=approve&was=%3Cb%3E&group=dance&scan=9x&zoom=-1&turn=45")
    assert (odd.status_code, "<b>" in odd.text) == (200, False)


def test_common_reasons_are_the_departments_own_first_and_nine_at_most(town: City, client: httpx.Client) -> None:
    own = town.program.reasons.of(ITEM.department.name)
    everybodys = town.program.reasons.of("无此部门")
    assert own["return"][0] not in everybodys["return"]
    assert set(everybodys["return"]) & set(own["return"])
    assert all(len(texts) <= 9 for texts in own.values())
    numbers = arrived(town)
    send(client, f"/review/cases/{numbers[0]}", "claim")
    shown = client.get(f"/review/cases/{numbers[0]}").text
    assert f'value="{own["return"][0]}"' in shown
    assert send(client, f"/review/cases/{numbers[0]}", "return", common=own["return"][0]).status_code == 303
    assert town.program.review.open(numbers[0]).file.case.reason == own["return"][0]


def test_what_is_past_due_on_a_day_off_is_not_due_today(town: City, client: httpx.Client) -> None:
    town.clock.pass_by(days=5)  # Saturday
    arrived(town, days=("2026-11-27", "2026-11-28"))
    client.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    lights = re.findall(
        r"</span> (已过期|今天到期|剩 \d+ 个工作日|超期 \d+ 个工作日)</span>", client.get("/review").text
    )
    assert lights == ["已过期", "今天到期"]

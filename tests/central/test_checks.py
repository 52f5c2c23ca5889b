"""事后核查 at central: the list of later checks by department, the check itself, and the pages for both."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import httpx
import pytest

from app.cases.model import CaseAct, CaseState
from app.central.model import CaseQuery, Order
from app.central.particulars import Particulars
from app.errors import Refused
from db.central.store import CentralDatabase
from db.migration import move_to, revisions
from tests.central.arrange import City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"
CHECKS = CaseQuery(checks=True, order=Order.CHECK)


def promise(day: str | None = None, **more: Any) -> dict[str, Any]:
    made = {"kind": "informed", "about": ["年满 16 周岁"], "made_on": "2026-11-23", **more}
    return {**made, "due_on": day} if day else made


def arrived(town: City, *days: str | None) -> list[str]:
    """A case for each day of check, None for a promise from before they had one."""
    desk = town.desk()
    numbers = [str(desk.record(promises=[promise(day)])["case_no"]) for day in days]
    numbers.append(str(desk.record()["case_no"]))
    late = {"kind": "late", "about": ["id_card"], "made_on": "2026-11-23", "due_on": "2026-11-24"}
    numbers.append(str(desk.record(promises=[late])["case_no"]))
    desk.push()
    return numbers


def listed(town: City, **asked: Any) -> list[str]:
    query = CaseQuery(**{"checks": True, "order": Order.CHECK, **asked})
    return [line.case_no for line, _ in town.program.review.find(query).lines]


def test_what_is_to_be_checked_stands_by_its_last_day_whether_decided_or_not(either: City) -> None:
    numbers = arrived(either, "2027-02-01", "2027-01-04", None)
    review = either.program.review
    review.decide(numbers[0], CaseAct.APPROVE, None, "李审批")
    assert listed(either) == [numbers[1], numbers[2], numbers[0]]
    lines = review.find(CHECKS).lines
    assert [line.check_by for line, _ in lines] == [date(2027, 1, 4), date(2027, 1, 22), date(2027, 2, 1)]
    assert [left for _, left in lines] == sorted(left for _, left in lines if left is not None)
    assert (review.checks(""), review.checks("无此部门")) == (3, 0)
    assert review.beside(CHECKS, review.open(numbers[2]).file) == (numbers[1], numbers[0])
    review.decide(numbers[1], CaseAct.REJECT, "不符合条件", "李审批")
    assert listed(either) == [numbers[2], numbers[0]]


def test_a_check_settles_the_promise_once_and_is_offered_only_then(either: City) -> None:
    number, plain, _ = arrived(either, "2027-01-22")
    review = either.program.review
    assert CaseAct.CHECK not in review.open(plain).acts
    with pytest.raises(Refused, match="check_nothing"):
        review.decide(plain, CaseAct.CHECK, "已核对", "李审批", Particulars(kept=True))
    review.decide(number, CaseAct.APPROVE, None, "李审批")
    assert review.open(number).acts == (CaseAct.CHECK,)
    with pytest.raises(Refused, match="check_result_missing"):
        review.decide(number, CaseAct.CHECK, "已核对", "李审批")
    with pytest.raises(Refused, match="decision_reason_missing"):
        review.decide(number, CaseAct.CHECK, " ", "李审批", Particulars(kept=True))
    file = review.decide(number, CaseAct.CHECK, "已核对", "李审批", Particulars(kept=True))
    (held,) = file.case.life.promises
    assert (held.kept, held.settled_on, held.finding) == (True, date(2026, 11, 23), "已核对")
    assert held.checked_by == f"{file.department} 李审批"
    assert (file.case.state, review.open(number).acts, listed(either)) == (CaseState.APPROVED, (), [])
    assert review.open(number).steps[-1].reason == "承诺属实：已核对"


def test_an_older_central_finds_the_same_after_the_upgrade(either: City) -> None:
    numbers = arrived(either, "2027-02-01", None)
    gone, settled = arrived_again(either)
    either.program.review.decide(gone, CaseAct.REJECT, "不符合条件", "李审批")
    either.program.review.decide(settled, CaseAct.CHECK, "已核对", "李审批", Particulars(kept=True))
    before = [line.check_by for line, _ in either.program.review.find(CHECKS).lines]
    store = either.program.store
    assert isinstance(store, CentralDatabase)
    engine = store.engine
    move_to(engine, "db.central.versions", "0015")
    move_to(engine, "db.central.versions", max(revisions("db.central.versions")))
    assert listed(either) == [numbers[1], numbers[0]]
    assert [line.check_by for line, _ in either.program.review.find(CHECKS).lines] == before


def arrived_again(town: City) -> tuple[str, str]:
    desk = town.desk(2)
    first, second = (str(desk.record(promises=[promise("2027-01-04")])["case_no"]) for _ in range(2))
    desk.push()
    return first, second


@pytest.fixture
def client(town: City) -> Iterator[httpx.Client]:
    with ExitStack() as stack:
        address = stack.enter_context(listening(town))
        town.program.sign_in.add("li", "李审批", PASSWORD)
        found = stack.enter_context(browser(address))
        found.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
        yield found


def test_a_reviewer_works_the_list_off_by_its_forms(town: City, client: httpx.Client) -> None:
    first, second, *_ = arrived(town, "2027-01-04", "2027-01-22")
    for number in (first, second):
        town.program.review.decide(number, CaseAct.APPROVE, None, "李审批")
    shown = client.get("/review?group=to_check").text
    assert '待核查 <span class="tally number">2</span>' in shown
    assert "核查期限" in shown
    assert re.findall(r"2027-01-\d\d", shown) == ["2027-01-04", "2027-01-22"]
    place = re.findall(r'href="(/review/cases/[^"]+)"', shown)[0].replace("&amp;", "&")
    page = client.get(place).text
    assert "事后核查期限 2027-01-04" in page
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    form = {"csrf": csrf, "expected": "approved"}
    client.post(place, data={**form, "act": "claim"})
    page = client.get(place).text
    assert ('data-key="v"' in page, 'value="yes"' in page, 'value="no"' in page) == (True, True, True)
    wrong = client.post(place, data={**form, "act": "check", "text": "没有核对"})
    assert (wrong.status_code, "请选择承诺属实还是不实" in wrong.text) == (422, True)
    done = client.post(place, data={**form, "act": "check", "kept": "no", "text": "记录不符"})
    assert done.status_code == 303
    further = client.get(done.headers["location"]).text
    assert second in further
    assert "核查结果已记入" in further
    told = client.get(place).text
    assert ("未履行" in told, "李审批：记录不符" in told, "事后核查" in told) == (True, True, True)
    assert listed(town) == [second]

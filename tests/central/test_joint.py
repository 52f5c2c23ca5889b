"""Cases of one theme at central: their number is looked at, never changes, and leads from one to the others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from app.central.themes import import_themes
from app.journal import Stream
from app.themes.joint_numbers import joint_number
from app.themes.model import ThemeCode
from tests.central.arrange import POINT, City, Desk
from tests.central.server import browser, listening

DAY = date(2026, 11, 23)
PASSWORD = "long enough 1"


def joint(number: str = joint_number(POINT, 1, DAY, 1), **changes: Any) -> dict[str, Any]:
    return {"no": number, "theme": "newborn", "version": 1, "name": "新生儿出生一件事", "count": 2, **changes}


def verdicts(desk: Desk) -> list[tuple[str, str | None]]:
    return [(one.verdict.value, one.reason) for one in desk.push().arrived]


def test_the_cases_of_a_theme_are_found_by_their_number_at_their_point(either: City) -> None:
    desk, other = either.desk(), either.desk(point="220521100002")
    cases = [desk.record(joint=joint()), desk.record("receive", joint=joint()), desk.record()]
    other.record(joint=joint(joint_number("220521100002", 1, DAY, 1)))
    desk.push()
    other.push()
    with either.program.store.reading() as central:
        found = central.cases.of_joint(POINT, joint()["no"])
    assert [file.case.case_no for file in found] == [case["case_no"] for case in cases[:2]]
    assert either.cases()[cases[0]["case_no"]]["joint"] == joint()


@pytest.mark.parametrize(
    "wrong",
    [
        joint("L22052110000101202611230001X"),
        joint(joint_number(POINT, 1, DAY, 1)[1:]),
        joint(joint_number("220521100002", 1, DAY, 1)),
        joint(count=0),
        joint(count=999),
        joint(count="2"),
        joint(version=0),
        joint(theme="x" * 41),
        joint(name="事" * 201),
        joint(no=7),
        {"no": joint()["no"]},
        {**joint(), "more": 1},
        "L1",
        ["L1"],
    ],
)
def test_what_is_no_joint_number_is_returned(town: City, wrong: Any) -> None:
    desk = town.desk()
    desk.record(joint=wrong)
    assert verdicts(desk) == [("returned", "bad_payload")]


@pytest.mark.parametrize("changed", [joint(count=3), None])
def test_no_act_changes_which_theme_a_case_belongs_to(town: City, changed: Any) -> None:
    desk = town.desk()
    case = desk.record("receive", joint=joint())
    desk.act(case, "accept", "accepted", desk.entries[Stream.DESK][-1], joint=changed)
    assert verdicts(desk)[1] == ("returned", "bad_payload")
    assert town.cases()[case["case_no"]]["joint"] == joint()


def test_a_case_in_the_place_of_another_keeps_its_theme(town: City) -> None:
    desk = town.desk()
    old = desk.record("receive", joint=joint())
    desk.record("receive", replaces=old["case_no"], received_at=old["received_at"])
    desk.record("receive", replaces=old["case_no"], received_at=old["received_at"], joint=joint())
    assert [verdict for verdict, _ in verdicts(desk)] == ["accepted", "returned", "accepted"]


@pytest.fixture
def client(town: City) -> Iterator[httpx.Client]:
    with listening(town) as address, browser(address) as made:
        yield made


def test_the_progress_page_tells_of_the_other_items_in_plain_words(town: City, client: httpx.Client) -> None:
    desk = town.desk()
    case = desk.record(joint=joint())
    desk.push()
    page = client.get(f"/p/{case['token']}").text
    assert "新生儿出生一件事" in page
    assert "尚未从窗口上传" in page
    other = desk.record("decline", reason="不符合", item_name="另一个事项", joint=joint())
    desk.push()
    page = client.get(f"/p/{case['token']}").text
    assert "另一个事项" in page
    assert "不予受理" in page
    assert "不影响其他的" in page
    assert joint()["no"] not in page
    assert other["case_no"] not in page


def test_a_reviewer_sees_the_number_finds_by_it_and_goes_to_the_others(town: City, client: httpx.Client) -> None:
    desk = town.desk()
    case, other = desk.record(joint=joint()), desk.record("receive", joint=joint())
    desk.push()
    town.program.sign_in.add("li", "李审批", PASSWORD)
    client.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    page = client.get(f"/review/cases/{case['case_no']}").text
    assert joint()["no"] in page
    assert f"/review/cases/{other['case_no']}" in page
    listed = client.get("/review", params={"group": "all", "text": joint()["no"]}).text
    assert case["case_no"] in listed
    assert other["case_no"] in listed


def test_a_reviewer_is_told_what_is_doubted_of_the_theme(town: City, client: httpx.Client) -> None:
    desk = town.desk()
    cases = [desk.record(joint=joint(version=version)) for version in (1, 2, 9)]
    desk.push()
    with town.program.store.writing() as central:
        first = central.catalogue.theme(ThemeCode("newborn"), 1)
        assert first is not None
        import_themes(central, [replace(first, version=2, effective_on=DAY)], town.clock)
    cases.append(desk.record(joint=joint()))
    desk.push(4)
    town.program.sign_in.add("li", "李审批", PASSWORD)
    client.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    pages = [client.get(f"/review/cases/{case['case_no']}").text for case in cases]
    said = "请核对：窗口按一件事“新生儿出生一件事”第 {} 版受理，"
    assert [said.format(version) in page for version, page in zip((1, 2, 9, 1), pages, strict=True)] == [
        False,
        False,
        True,
        True,
    ]
    assert "市里没有这一版" in pages[2]
    assert "当时市里已有新版" in pages[3]
    assert "不必另行核对" in pages[1], "the city has had it since"

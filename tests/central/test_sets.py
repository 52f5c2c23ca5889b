"""Several cases at once: each is a decision of its own, and what stands against one holds back no other."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from typing import Any

import httpx
import pytest

from app.cases.model import CaseAct, CaseState
from app.catalogue.shipped import shipped_items
from app.central.model import Reviewer
from app.central.particulars import Particulars
from app.errors import Refused
from tests.central.arrange import MORNING, POINT, RESOURCES, City, Desk
from tests.central.server import browser, listening

PASSWORD = "long enough 1"
SCAN = b"\xff\xd8\xff a scan"
FILE = {"digest": sha256(SCAN).hexdigest(), "name": "身份证.jpg", "media": "image/jpeg", "size": len(SCAN)}
WAITS = {**FILE, "digest": "ab" * 32}
OTHER = shipped_items(RESOURCES)[1]


def reviewer(login: str) -> Reviewer:
    return Reviewer(
        login=login, name=f"{login}审批", department=None, password="", demo=False, added_at=MORNING, head=False
    )


LI, WANG = reviewer("li"), reviewer("wang")


def given(file: dict[str, Any] | None = FILE, form: str = "electronic") -> list[dict[str, Any]]:
    return [{"code": "id_card", "form": form, "count": 1, "file": file}]


def recorded(town: City, *changes: dict[str, Any]) -> tuple[Desk, list[str]]:
    """Cases with everything here, each with its changes, by number."""
    desk = town.desk()
    numbers = [str(desk.record(**{"materials": given(), **one})["case_no"]) for one in changes]
    desk.push()
    town.program.files.keep(POINT, str(FILE["digest"]), "image/jpeg", SCAN)
    return desk, numbers


def chosen(numbers: list[str]) -> dict[str, CaseState]:
    return dict.fromkeys(numbers, CaseState.ACCEPTED)


def decisions(desk: Desk) -> list[str]:
    answer = desk.exchange()
    assert answer.point is not None
    return [item.subject for item in answer.point.items if json.loads(item.body).get("act") == "approve"]


def states(town: City, numbers: list[str]) -> list[str]:
    cases = town.cases()
    return [cases[number]["state"] for number in numbers]


def test_each_simple_case_is_approved_by_itself_and_again_is_once(either: City) -> None:
    desk, numbers = recorded(either, {}, {}, {})
    looked = either.program.sets.look(chosen(numbers), LI)
    assert [(one.against, one.done) for one in looked] == [(None, False)] * 3
    assert states(either, numbers) == ["accepted"] * 3, "looking changes nothing"
    done = either.program.sets.approve(chosen(numbers), LI, "符合条件")
    again = either.program.sets.approve(chosen(numbers), LI, "符合条件")
    assert [one.done for one in (*done, *again)] == [True] * 6
    assert states(either, numbers) == ["approved"] * 3
    assert len(set(decisions(desk))) == len(decisions(desk)) == 3
    last = [either.program.review.open(number).steps[-1] for number in numbers]
    assert {(step.act, step.by, step.reason) for step in last} == {(CaseAct.APPROVE, LI.name, "符合条件")}
    assert all(either.program.review.open(number).claim is None for number in numbers)


def test_what_stands_against_one_is_named_and_the_others_stand(either: City) -> None:
    other = {"item": OTHER.code, "item_version": OTHER.version, "item_name": OTHER.name}
    changes = ({}, {"materials": given(WAITS)}, {"materials": given(None, "copy")}, {}, {}, {}, other, {})
    _, numbers = recorded(either, *changes)
    program = either.program
    program.review.decide(
        numbers[3], CaseAct.ASK, None, "市级平台", Particulars(asked={"照片": "一张"}, until=date(2026, 12, 4))
    )
    program.claims.claim(numbers[4], WANG)
    program.review.decide(numbers[5], CaseAct.SUSPEND, "需要入户", "市级平台", Particulars(procedure="入户核查"))
    found = program.sets.approve({**chosen(numbers), "220521": CaseState.ACCEPTED}, LI)
    assert [one.against for one in found] == [
        None,
        "set_some_wait",
        "set_on_paper",
        "set_asked",
        "case_claimed",
        "case_moved_on",
        "set_other_item",
        None,
        "case_unknown",
    ]
    assert (found[1].values["count"], found[4].values["by"]) == (1, WANG.name)
    assert [one.done for one in found].count(True) == 2
    assert states(either, numbers).count("approved") == 2
    held = [program.review.open(number).claim for number in numbers]
    assert [claim.login for claim in held if claim] == ["wang"], "what was left out is not kept"


def test_a_set_is_neither_empty_nor_endless(town: City) -> None:
    with pytest.raises(Refused, match="set_empty"):
        town.program.sets.look({}, LI)
    with pytest.raises(Refused, match="set_large"):
        town.program.sets.claim([str(number) for number in range(51)], LI)


def test_the_same_set_sent_twice_at_once_is_done_once_and_said_to_be_done(either: City) -> None:
    desk, numbers = recorded(either, *({} for _ in range(5)))

    def approve(_: int) -> list[bool]:
        return [one.done for one in either.program.sets.approve(chosen(numbers), LI)]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(approve, range(2))) == [[True] * 5] * 2
    assert len(set(decisions(desk))) == len(decisions(desk)) == 5


def test_what_could_not_be_approved_after_all_is_anybodys_again(town: City) -> None:
    _, numbers = recorded(town, {}, {})
    town.program.claims.claim(numbers[1], LI)
    found = town.program.sets.approve(chosen(numbers), LI, "字" * 1001)
    assert [(one.against, one.done) for one in found] == [("text_long", False)] * 2
    held = [town.program.review.open(number).claim for number in numbers]
    assert [claim and claim.login for claim in held] == [None, "li"]
    assert states(town, numbers) == ["accepted"] * 2


def test_two_reviewers_with_the_same_set_decide_each_case_once(either: City) -> None:
    desk, numbers = recorded(either, *({} for _ in range(6)))

    def approve(who: Reviewer) -> list[str]:
        order = numbers if who is LI else numbers[::-1]
        return [one.number for one in either.program.sets.approve(chosen(order), who) if one.done]

    with ThreadPoolExecutor(2) as pool:
        mine, theirs = pool.map(approve, (LI, WANG))
    assert sorted(mine + theirs) == sorted(numbers)
    assert len(set(decisions(desk))) == 6


@pytest.fixture
def client(town: City) -> Iterator[httpx.Client]:
    town.program.sign_in.add("li", LI.name, PASSWORD)
    with listening(town) as address, browser(address) as found:
        found.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
        yield found


def test_the_list_leads_to_a_page_that_names_each_and_from_there_it_is_done(town: City, client: httpx.Client) -> None:
    desk, numbers = recorded(town, {}, {}, {"materials": given(WAITS)})
    shown = client.get("/review").text
    boxes = dict(re.findall(r'type="checkbox" name="(case\.\w+)" value="(\w+)"', shown))
    assert boxes == {f"case.{number}": "accepted" for number in numbers}
    (address,) = set(re.findall(r'<form method="post" action="(/review/set[^"]*)"', shown))
    csrf = re.findall(r'name="csrf" value="([^"]+)"', shown)[0]
    form = {"csrf": csrf, "act": "approve", **boxes}
    confirm = client.post(address, data=form)
    assert confirm.status_code == 200
    ready, kept = re.findall(r"<tbody>(.*?)</tbody>", confirm.text, re.S)
    assert [number in ready for number in numbers] == [True, True, False]
    assert (numbers[2] in kept, "材料待传 1" in kept) == (True, True)
    assert states(town, numbers) == ["accepted"] * 3
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', confirm.text))
    assert set(hidden) == {"csrf", "act", "sure", *(f"case.{number}" for number in numbers[:2])}
    for _ in range(2):
        done = client.post(address, data={**hidden, "text": "符合条件"})
        assert (done.status_code, "已准予 2 件" in done.text) == (200, True)
    assert states(town, numbers) == ["approved", "approved", "accepted"]
    assert len(decisions(desk)) == 2
    assert client.post(address, data={"csrf": csrf, "act": "approve"}).status_code == 422
    assert client.post(address, data={**form, "act": "dance"}).status_code == 422
    assert client.post(address, data={**form, "csrf": "x"}).status_code == 403


def test_chosen_cases_are_claimed_at_once(town: City, client: httpx.Client) -> None:
    _, numbers = recorded(town, {}, {}, {})
    town.program.claims.claim(numbers[0], WANG)
    csrf = re.findall(r'name="csrf" value="([^"]+)"', client.get("/review").text)[0]
    form = {"csrf": csrf, "act": "claim", **{f"case.{number}": "accepted" for number in numbers}}
    some = client.post("/review/set?group=to_decide", data=form)
    assert (some.status_code, f"由{WANG.name}签收" in some.text) == (200, True)
    mine = client.get("/review?group=mine").text
    assert [number in mine for number in numbers] == [False, True, True]
    del form[f"case.{numbers[0]}"]
    done = client.post("/review/set?group=to_decide", data=form)
    assert done.status_code == 303
    assert "已签收 2 件" in client.get(done.headers["location"]).text
    assert not any(number in client.get("/review?group=free").text for number in numbers)

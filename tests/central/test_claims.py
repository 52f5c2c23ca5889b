"""签收: one reviewer has a case, the others see who, and who takes it over says why."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import text

from app.cases.model import CaseAct, CaseState
from app.central.claims import Claims
from app.central.model import Claim, Reviewer
from app.central.particulars import NONE
from app.errors import NotFound, Refused
from app.journal import Stream
from app.sync.packing import Purpose, pack, sign
from app.sync.parts import PartReader
from app.sync.point_cases import CasesAsk, CasesPage
from db.engine import transaction
from tests.central.arrange import MORNING, City, Desk, city, kinds


def reviewer(login: str, department: str | None = None, *, head: bool = False) -> Reviewer:
    return Reviewer(
        login=login,
        name=f"{login}审批",
        department=department,
        password="",
        demo=False,
        added_at=MORNING,
        head=head,
    )


LI, WANG, HEAD = reviewer("li"), reviewer("wang"), reviewer("head", head=True)


def arrived(town: City, act: str = "accept") -> str:
    desk = town.desk()
    number: str = desk.record(act)["case_no"]
    desk.push()
    return number


def holder(town: City, number: str) -> Claim | None:
    return town.program.review.open(number).claim


def decide(town: City, number: str, act: CaseAct, who: Reviewer, text: str | None = None) -> CaseState:
    return town.program.review.decide(number, act, text, who.name, NONE, login=who.login).case.state


def told(desk: Desk) -> list[str]:
    """The acts in the story of the only case that a new desk of the point is told of, after all news."""
    answer = desk.exchange()
    assert answer.point is not None
    assert set(kinds(answer.point.items)) == {"case.recorded", "cases.registered"}
    program = desk.city.program
    body = pack(CasesAsk(oldest=1, newest=1, device=desk.id, nonce=bytes(16)))
    signature = sign(desk.signers[Stream.DESK], Purpose.CASES, body)
    first, further = program.telling.answer(body, desk.id, signature)
    reader = PartReader(program.keys.signing.public, Purpose.CASES_TOLD, CasesPage)
    (page,) = reader.read(b"".join([first, *further]))
    (case,) = page.cases
    return [step["act"] for step in json.loads(case)["steps"]]


def test_a_claimed_case_is_decided_by_its_reviewer_only(either: City) -> None:
    number = arrived(either)
    claim = either.program.claims.claim(number, LI)
    assert either.program.claims.claim(number, LI) == claim == holder(either, number)
    with pytest.raises(Refused, match="case_claimed") as refused:
        either.program.claims.claim(number, WANG)
    assert refused.value.values == {"by": LI.name}
    for act in (CaseAct.APPROVE, CaseAct.RETURN):
        with pytest.raises(Refused, match="case_claimed"):
            decide(either, number, act, WANG, "理由")
    with pytest.raises(Refused, match="case_claimed"):
        either.program.review.decide(number, CaseAct.APPROVE, None, "市级平台")
    with pytest.raises(Refused, match="case_claimed"):
        either.program.claims.release(number, WANG)
    assert decide(either, number, CaseAct.APPROVE, LI) is CaseState.APPROVED
    assert holder(either, number) is None


def test_a_released_case_is_anybodys_again(either: City) -> None:
    number = arrived(either)
    either.program.claims.claim(number, LI)
    either.program.claims.release(number, LI)
    either.program.claims.release(number, LI)
    assert holder(either, number) is None
    assert either.program.claims.claim(number, WANG).login == "wang"
    assert decide(either, number, CaseAct.RETURN, WANG, "缺材料") is CaseState.RETURNED
    assert holder(either, number) is None


def test_a_take_over_stands_in_the_story_with_its_reason_and_no_desk_is_told(either: City) -> None:
    number = arrived(either)
    either.program.claims.claim(number, LI)
    with pytest.raises(Refused, match="head_only"):
        either.program.claims.take_over(number, WANG, "李审批休假")
    with pytest.raises(Refused, match="decision_reason_missing"):
        either.program.claims.take_over(number, HEAD, "  ")
    assert either.program.claims.take_over(number, HEAD, "李审批休假").login == "head"
    step = either.program.review.open(number).steps[-1]
    assert (step.act, step.by, step.reason) == (CaseAct.TAKE_OVER, HEAD.name, f"由{LI.name}转来：李审批休假")
    again = either.program.claims.take_over(number, HEAD, "再接一次")
    assert again == holder(either, number)
    assert len(either.program.review.open(number).steps) == 3
    assert told(either.desk(2)) == ["accept", "register"]
    with pytest.raises(Refused, match="case_claimed"):
        decide(either, number, CaseAct.APPROVE, LI)


def test_a_take_over_has_its_row_in_the_national_tables(either: City) -> None:
    number = arrived(either)
    either.program.claims.claim(number, LI)
    either.program.claims.take_over(number, HEAD, "李审批休假")
    either.program.projector.project_all()
    with transaction(either.program.store.engine, writes=False) as connection:  # type: ignore[attr-defined]
        rows = connection.execute(text("SELECT process_name, event_name FROM up_pro_process"))
        assert ("换人办理", "其他") in [tuple(row) for row in rows]


def test_only_what_a_reviewer_can_go_on_with_and_may_see_is_claimed(town: City) -> None:
    number = arrived(town)
    with pytest.raises(NotFound):
        town.program.claims.claim(number, reviewer("min", "无此部门"))
    with pytest.raises(Refused, match="claim_missing"):
        decide(town, number, CaseAct.REJECT, LI, "不符合条件")
    town.program.claims.claim(number, LI)
    decide(town, number, CaseAct.REJECT, LI, "不符合条件")
    with pytest.raises(Refused, match="claim_idle"):
        town.program.claims.claim(number, LI)


def test_of_many_reviewers_who_claim_at_once_exactly_one_holds_the_case(either: City) -> None:
    number = arrived(either)
    crowd = [reviewer(f"r{one}") for one in range(8)]

    def claim(who: Reviewer) -> str:
        try:
            return either.program.claims.claim(number, who).name
        except Refused as refused:
            return str(refused.values["by"])

    with ThreadPoolExecutor(len(crowd)) as pool:
        answers = set(pool.map(claim, crowd))
    held = holder(either, number)
    assert held is not None
    assert answers == {held.name}
    for who in crowd:
        if who.login != held.login:
            with pytest.raises(Refused, match="case_claimed"):
                decide(either, number, CaseAct.APPROVE, who)


def test_of_two_reviewers_who_claim_at_once_one_gets_it(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both would have seen that nobody has it: each waits there for the other, which the point's lock keeps out."""
    town = city(postgres_url)
    number = arrived(town)
    both_looked, keep = Barrier(2), Claims._keep

    def slowly(claims: Claims, *what: Any) -> Claim:
        with suppress(BrokenBarrierError):
            both_looked.wait(timeout=1)
        return keep(claims, *what)

    monkeypatch.setattr(Claims, "_keep", slowly)

    def claim(who: Reviewer) -> str:
        try:
            return town.program.claims.claim(number, who).login
        except Refused as refused:
            return str(refused.values["by"])

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(claim, (LI, WANG)))
    held = holder(town, number)
    assert held is not None
    assert answers == sorted([held.login, held.name])
    town.program.store.close()

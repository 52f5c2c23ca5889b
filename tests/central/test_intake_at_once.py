"""Many connections at once, on PostgreSQL: each entry once, numbers without gaps, feeds in order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.cases.model import CaseAct, CaseState
from app.errors import Refused
from app.ids import DeviceId
from tests.central.arrange import City, Desk, city

AT_ONCE = 6
NOBODY = DeviceId("")


def test_the_same_batch_on_several_connections_at_once_is_taken_once(postgres_url: str) -> None:
    town = city(postgres_url)
    desk = town.desk()
    for _ in range(20):
        desk.record()
    gate = Barrier(AT_ONCE)

    def push() -> list[str]:
        gate.wait()
        return [one.verdict.value for one in desk.push().arrived]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [one.result() for one in [pool.submit(push) for _ in range(AT_ONCE)]]
    assert answers == [["accepted"] * 20] * AT_ONCE
    assert len(town.cases()) == 20
    assert feed_numbers(town, desk.point) == list(range(1, 22))
    town.program.store.close()


def test_different_devices_of_one_point_share_its_numbers_without_a_gap(postgres_url: str) -> None:
    town = city(postgres_url)
    desks = [town.desk(number) for number in range(1, AT_ONCE + 1)]
    for desk in desks:
        for _ in range(10):
            desk.record()
    gate = Barrier(AT_ONCE)

    def push(desk: Desk) -> None:
        gate.wait()
        for first in (1, 4, 7):
            desk.push(first, first + 2)
        desk.push()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(push, desk) for desk in desks]:
            done.result()
    serials = sorted(int(case["central_no"][-6:-1]) for case in town.cases().values())
    assert serials == list(range(1, 10 * AT_ONCE + 1))
    assert feed_numbers(town, desks[0].point) == list(
        range(1, 14 * AT_ONCE + 1)
    )  # each entry, and a registration for each of 4 batches
    town.program.store.close()


def test_of_two_reviewers_who_decide_at_once_the_second_is_told(postgres_url: str) -> None:
    town = city(postgres_url)
    desk = town.desk()
    case = desk.record()
    desk.push()
    gate = Barrier(2)

    def decide(act: CaseAct) -> str:
        gate.wait()
        try:
            file = town.program.review.decide(case["case_no"], act, "理由", "审批员", expected=CaseState.ACCEPTED)
        except Refused as refused:
            return refused.code
        return file.case.state.value

    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(decide, act) for act in (CaseAct.APPROVE, CaseAct.REJECT))
        answers = {first.result(), second.result()}
    assert "case_moved_on" in answers
    assert answers & {"approved", "rejected"}
    decisions = [item for item in feed(town, desk.point) if item.kind == "case.decided"]
    assert len(decisions) == 1
    town.program.store.close()


def feed(town: City, point: str) -> list:  # type: ignore[type-arg]
    with town.program.store.reading() as central:
        return central.feed.page(point, 0, 1000, NOBODY)


def feed_numbers(town: City, point: str) -> list[int]:
    return [item.number for item in feed(town, point)]

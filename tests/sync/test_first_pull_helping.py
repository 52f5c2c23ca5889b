"""A spare PC takes a dead one's place: it has the register, the visits and the batches of its point, too."""

from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path

import pytest
from sqlalchemy import text

from app.central import telling
from app.helping.model import Batch, BatchState, Level
from app.program import Program
from app.storage.desk import Desk
from app.sync.model import CentralAddress, FirstPull
from app.verify import verify_desk
from tests.sync.cutting_proxy import Cut, cutting_proxy
from tests.sync.real_central import City, of_desk, record, whole_desk

TOWN, VILLAGE = "220521100000", "220521100001"


@pytest.fixture
def old(city: City, tmp_path: Path) -> Iterator[Program]:
    """The PC that will die: two helpers of whom one has gone, visits, and batches in every state."""
    with whole_desk(tmp_path / "old", city.url, point=TOWN) as made:
        record(made, 6)
        numbers = [case.case_no for case in of_desk(made)]
        helper = made.helpers.add("孙德福", VILLAGE, place="长安社区")
        gone = made.helpers.add("李春梅", VILLAGE)
        made.helpers.retire(gone.number)
        for day in range(24):
            made.helpers.visit(helper.number, "王桂兰", f"第{day}次认证", result=unpackable(day))
        over = made.hand_overs
        for place, number in enumerate(numbers[:4]):
            batch = over.open([number], source=Level.VILLAGE, helper=helper.number)
            if place:
                over.hand_over(batch.id)
        _, _, partly, ended = reversed(over.batches())
        over.receive(partly.id, numbers[4:5], receiver="赵立新")
        over.receive(ended.id, numbers[4:5], receiver="赵立新")
        over.settle(ended.id, "申请人取回")
        assert made.sync.cycle().trouble is None
        yield made


@pytest.fixture
def spare(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "spare", city.url, number=2, point=TOWN) as made:
        yield made


def unpackable(seed: int) -> str:
    """Words that hardly become smaller on the road."""
    return sha512(bytes([seed])).hexdigest()[:100]


def all_of(program: Program) -> tuple[object, ...]:
    return program.helpers.helpers(), program.helpers.visits(), program.hand_overs.batches()


def standing(program: Program, state: BatchState) -> Batch:
    return next(batch for batch in program.hand_overs.batches() if batch.state is state)


def pull(desk: Desk) -> FirstPull:
    found = desk.sync.first_pull()
    assert found is not None
    return found


def test_a_spare_pc_has_the_register_the_visits_and_the_batches_and_goes_on_with_them(
    old: Program, spare: Program, city: City
) -> None:
    assert spare.sync.cycle().trouble is None
    assert all_of(spare) == all_of(old)
    assert len(spare.helpers.visits()) == 24
    assert {batch.state for batch in spare.hand_overs.batches()} == set(BatchState)
    (task,) = (task for task in spare.lists.todo() if task.id == standing(spare, BatchState.HANDED_OVER).id)
    assert task.name == "长安社区"
    awaited = standing(spare, BatchState.HANDED_OVER)
    assert spare.hand_overs.receive(awaited.number, awaited.case_nos).whole
    for program in (spare, old):
        assert program.sync.cycle().trouble is None
        assert verify_desk(program)["findings"] == []
    assert old.hand_overs.get(awaited.number).whole
    with spare.store.reading() as desk:
        assert (pull(desk).done, pull(desk).told) == (True, 6)


def test_another_point_is_told_none_of_it(old: Program, city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "elsewhere", city.url, point="220521101000") as elsewhere:
        assert elsewhere.sync.cycle().trouble is None
        assert all_of(elsewhere) == ([], [], [])


def test_it_comes_in_pages_and_goes_on_behind_the_last_whole_one(
    old: Program, spare: Program, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_AT_ONCE", 2)
    with cutting_proxy(city.port) as road:
        with spare.store.writing() as store:
            store.sync.keep_address(CentralAddress(url=road.url))
        size, state, places = 1000, None, set[str]()
        while state is None or not state.done:
            road.drop_all()
            road.plans.clear()
            road.plans.extend([Cut(down=size)] * 3)
            spare.sync.cycle()
            with spare.store.reading() as desk:
                before, state = state, desk.sync.first_pull()
            size = size + 60 if state == before else 400
            places.add((state and state.after) or "")
        road.plans.clear()
        assert any(place.startswith("helping") for place in places), "a cut fell among them"
        assert spare.sync.cycle().trouble is None
    assert all_of(spare) == all_of(old)
    assert verify_desk(spare)["findings"] == []


def test_what_was_told_is_held_against_the_rows(old: Program, spare: Program, city: City) -> None:
    assert spare.sync.cycle().trouble is None
    batch = standing(spare, BatchState.RECEIVED)
    with spare.store.writing() as desk:
        desk._connection.execute(  # type: ignore[attr-defined]
            text("UPDATE batch SET body = json_set(body, '$.from_place', '别处') WHERE id = :id"), {"id": batch.id}
        )
    (finding,) = verify_desk(spare)["findings"]
    assert (finding["code"], finding["where"]) == ("helping_row_differs", batch.id)

"""What one point tells of a batch of papers is told to the other, and to nobody who has nothing to do with it."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.applicants.names import mask_name
from app.catalogue.calendar import DueDate
from app.central import sides
from app.helping.hand_over import as_on_paper, handed_over, received, settled, together
from app.helping.helping_json import batch_from_json, batch_to_json
from app.helping.model import (
    BATCH_OPENED,
    HANDED_OVER,
    RECEIVED,
    SETTLED,
    TAKEN_IN,
    Arrival,
    Batch,
    BatchId,
    BatchLine,
    BatchState,
    HelperId,
    Level,
    Settlement,
    Signature,
)
from app.sync.model import VerdictKind
from tests.central.arrange import MORNING, City, Desk, city

VILLAGE, TOWN, BESIDE = "220521100001", "220521100000", "220521100002"
KINDS = {BatchState.OPEN: BATCH_OPENED, BatchState.HANDED_OVER: HANDED_OVER, BatchState.RECEIVED: RECEIVED}
NUMBERS = ("case-1", "case-2", "case-3")


def opened(desk: Desk, *numbers: str, to_point: str | None = TOWN) -> Batch:
    lines = tuple(BatchLine(case_no=no, name="王桂兰", item_name="认证", papers=1, materials=2) for no in numbers)
    return Batch(
        id=BatchId(desk.ids.new()),
        number=f"J{desk.ids.new()[:8]}",
        point=desk.point,
        device=desk.id,
        source=Level.VILLAGE,
        target=Level.TOWN,
        from_place="长安社区",
        to_place="快大茂镇便民服务中心",
        made_at=MORNING,
        helper=HelperId(desk.ids.new()),
        helper_name="孙德福",
        lines=lines,
        to_point=to_point,
    )


def given_out(desk: Desk, *numbers: str, to_point: str | None = TOWN) -> Batch:
    due = DueDate(on=date(2026, 11, 26), provisional=False)
    made = opened(desk, *(numbers or NUMBERS), to_point=to_point)
    return handed_over(made, Signature(name="孙德福", at=MORNING), due)


def arrival(*numbers: str, name: str = "赵立新") -> Arrival:
    return Arrival(name=name, at=MORNING + timedelta(hours=1), scanned=numbers)


def by_the_code(batch: Batch) -> Batch:
    """As it is read from the paper's code."""
    return replace(batch, helper=None, to_point=None, lines=tuple(replace(line, name="") for line in batch.lines))


def tell(desk: Desk, batch: Batch, kind: str | None = None) -> None:
    desk.write(kind or KINDS.get(batch.state, SETTLED), batch.id, {"batch": batch_to_json(batch), "by": "王敏"})
    taken = desk.push()
    assert taken.arrived[-1].verdict is VerdictKind.ACCEPTED


def told(desk: Desk) -> list[Batch]:
    """What the point's feed says of batches that its desks did not write."""
    page = desk.exchange().point
    assert page is not None
    bodies = [msgspec.json.decode(item.body) for item in page.items if item.kind.startswith("batch.")]
    return [batch_from_json(body["body"]["batch"]) for body in bodies if "entry" not in body]


def held(town: City, batch: Batch) -> dict[str, Batch]:
    with town.program.store.reading() as central:
        return central.helping.at_points(batch.id)


def test_each_side_is_told_what_the_other_said_and_only_once(either: City) -> None:
    village, town, beside = (either.desk(point=point) for point in (VILLAGE, TOWN, BESIDE))
    batch = given_out(village)
    tell(village, batch)
    assert told(town) == [], "behind the answers"
    assert either.program.sides.tell_all() == 1
    assert either.program.sides.tell_all() == 0
    assert told(town) == [as_on_paper(batch)]
    assert [line.name for line in told(town)[0].lines] == [mask_name("王桂兰")] * 3
    came = received(told(town)[0], arrival("case-1", "other"))
    tell(town, came)
    assert either.program.sides.tell_all() == 1
    (heard,) = told(village)
    assert (heard.missing, heard.foreign, heard.taken) == (("case-2", "case-3"), ("other",), came.taken)
    assert heard.lines == batch.lines
    assert told(beside) == []
    assert set(held(either, batch)) == {VILLAGE, TOWN}


def test_an_open_list_is_nobody_elses(town: City) -> None:
    village, above = town.desk(point=VILLAGE), town.desk(point=TOWN)
    tell(village, opened(village, *NUMBERS))
    town.program.sides.tell_all()
    assert told(above) == []


def test_a_receiver_that_the_city_does_not_know_is_not_made_up(town: City) -> None:
    village = town.desk(point=VILLAGE)
    batch = given_out(village)
    tell(village, batch)
    assert town.program.sides.tell_all() == 0
    assert set(held(town, batch)) == {VILLAGE}
    above = town.desk(point=TOWN)
    tell(above, received(by_the_code(batch), arrival("case-1")), RECEIVED)
    town.program.sides.tell_all()
    assert told(village)[0].taken == arrival("case-1")


def test_a_list_names_no_other_point_than_the_one_above_it(town: City) -> None:
    village = town.desk(point=VILLAGE)
    town.desk(point=BESIDE)
    batch = given_out(village, to_point=BESIDE)
    village.write(HANDED_OVER, batch.id, {"batch": batch_to_json(batch), "by": "王敏"})
    assert village.push().arrived[-1].reason == "bad_payload"


def test_who_writes_of_another_list_under_the_same_id_neither_tells_nor_hears(town: City) -> None:
    village, beside = town.desk(point=VILLAGE), town.desk(point=BESIDE)
    batch = given_out(village)
    tell(village, batch)
    strange = replace(by_the_code(batch), lines=by_the_code(given_out(village, "case-9")).lines, revision=99)
    tell(beside, received(strange, arrival("case-9", name="别人")))
    town.program.sides.tell_all()
    assert told(village) == told(beside) == []
    tell(beside, replace(batch, point=BESIDE, to_point=None), TAKEN_IN)
    tell(village, received(batch, arrival("case-1")))
    town.program.sides.tell_all()
    assert told(village) == told(beside) == [], "two say that they made it"


def test_what_a_receiver_says_changes_nothing_of_the_makers_list(town: City) -> None:
    village, above = town.desk(point=VILLAGE), town.desk(point=TOWN)
    batch = given_out(village)
    tell(village, batch)
    other = replace(batch, revision=99, to_place="别处", lines=tuple(replace(one, papers=9) for one in batch.lines))
    tell(above, received(other, arrival("case-1")))
    town.program.sides.tell_all()
    assert told(village) == [received(batch, arrival("case-1"))]


def test_what_central_fails_on_is_put_aside_and_told_after_the_next_start(
    town: City, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    village, above = town.desk(point=VILLAGE), town.desk(point=TOWN)
    bad, good = given_out(village), given_out(village)
    whole = sides.known_at

    def failing(point: str, found: Any) -> Batch | None:
        if any(one.id == bad.id for one in found.values()):
            raise ValueError("刘𬘘")
        return whole(point, found)

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(sides, "known_at", failing)
        tell(village, bad)
        tell(village, good)
        town.program.sides.tell_all()
    assert told(above) == [as_on_paper(good)]
    assert "刘𬘘" not in caplog.text
    with town.program.store.reading() as central:
        assert [alarm.code for alarm in central.alarms.open()] == ["telling_failed"]
    assert town.program.sides.take_up() == 1
    town.program.sides.tell_all()
    assert told(above) == [as_on_paper(good), as_on_paper(bad)]
    with town.program.store.reading() as central:
        assert central.alarms.open() == []


def test_both_points_are_told_at_once_without_waiting_for_each_other(postgres_url: str) -> None:
    city_ = city(postgres_url)
    village, above = city_.desk(point=VILLAGE), city_.desk(point=TOWN)
    batches = [given_out(village) for _ in range(8)]
    for batch in batches:
        tell(village, batch)
        tell(above, received(by_the_code(batch), arrival("case-1")))

    def act(desk: Desk) -> None:
        for batch in batches:
            here = received(batch if desk is village else by_the_code(batch), arrival(desk.id))
            tell(desk, here)
            city_.program.sides.tell_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(act, desk) for desk in (village, above)]:
            done.result()
    city_.program.sides.tell_all()
    for batch in batches:
        found = held(city_, batch)
        assert len(found[VILLAGE].arrivals) == 3
        assert found[TOWN] == as_on_paper(found[VILLAGE])
    city_.program.store.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["village", "town"]), st.sampled_from(["receive", "settle", "push", "tell", "hear"])),
    max_size=14,
)


@pytest.fixture(scope="module")
def one_city(tmp_path_factory: pytest.TempPathFactory) -> tuple[City, Desk, Desk]:
    made = city(f"sqlite:///{tmp_path_factory.mktemp('sides')}/central.db")
    return made, made.desk(point=VILLAGE), made.desk(point=TOWN)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_both_points_do_in_whatever_order_ends_the_same(
    one_city: tuple[City, Desk, Desk], steps: list[tuple[str, str]]
) -> None:
    """Each desk holds its own moment of the batch, hears when it meets, and puts together what it hears."""
    town, village, above = one_city
    first = given_out(village)
    here = {"village": first, "town": by_the_code(first)}
    desks = {"village": village, "town": above}
    written = {"village": [first], "town": [here["town"]]}

    def push(who: str) -> None:
        for batch in written[who]:
            tell(desks[who], batch)
        written[who].clear()

    def hear(who: str) -> None:
        for batch in told(desks[who]):
            if batch.id == first.id:
                here[who] = together(here[who], batch)

    for count, (who, step) in enumerate(steps):
        now = here[who]
        if step == "receive" and now.state is not BatchState.SETTLED and not now.whole:
            here[who] = received(now, arrival(NUMBERS[count % 3], name=f"{who}{count}"))
            written[who].append(here[who])
        elif step == "settle" and now.state is BatchState.RECEIVED and not now.whole:
            here[who] = settled(now, Settlement(words=f"{count}", by=who, at=MORNING + timedelta(hours=count)))
            written[who].append(here[who])
        elif step == "push":
            push(who)
        elif step == "tell":
            town.program.sides.tell_all()
        elif step == "hear":
            hear(who)
    for who in desks:
        push(who)
    town.program.sides.tell_all()
    for who in desks:
        hear(who)
    assert here["town"] == as_on_paper(here["village"])
    assert held(town, first) == {VILLAGE: here["village"], TOWN: here["town"]}

"""Feeds: in order, in pages, each desk without what it wrote itself."""

import json

from app.journal import Stream
from tests.central.arrange import City, kinds


def test_another_device_of_the_point_gets_the_entry_itself(either: City) -> None:
    first, second, elsewhere = either.desk(1), either.desk(2), either.desk(1, "220521100002")
    case = first.record()
    first.push()
    mine, theirs, others = first.exchange().point, second.exchange().point, elsewhere.exchange().point
    assert mine is not None
    assert theirs is not None
    assert others is not None
    assert kinds(mine.items) == ["cases.registered"]
    assert kinds(theirs.items) == ["case.recorded", "cases.registered"]
    assert others.items == ()
    body = json.loads(theirs.items[0].body)
    assert body["entry"] == [first.id, "desk", 1]
    assert body["body"]["case"] == case
    assert (mine.start, mine.end, mine.more) == (0, 2, False)


def test_pages_keep_to_the_room_and_one_item_always_fits(town: City) -> None:
    desk, other = town.desk(1), town.desk(2)
    for _ in range(30):
        desk.record()
    desk.push()
    cursor, seen = 0, []
    while True:
        page = other.exchange(point=cursor, room=3000).point
        assert page is not None
        assert page.start == cursor
        seen += [item.number for item in page.items]
        assert len(page.items) == 1 or sum(len(item.body) for item in page.items) <= 3000
        cursor = page.end
        if not page.more:
            break
    assert seen == list(range(1, 32))
    tiny = other.exchange(room=0)
    assert tiny.point is not None
    assert len(tiny.point.items) == 1
    assert tiny.shared is not None
    assert (tiny.shared.items, tiny.shared.more) == ((), True)


def test_another_life_of_central_or_a_cursor_beyond_the_end_begins_again(town: City) -> None:
    desk = town.desk()
    desk.record()
    life = desk.exchange([desk.batch()]).incarnation
    known = desk.exchange(point=2, shared=1, incarnation=life)
    assert known.point is not None
    assert (known.point.start, known.point.items) == (2, ())
    other = desk.exchange(point=2, shared=1, incarnation="0193577c-0000-7000-8000-000000000001")
    assert other.point is not None
    assert (other.point.start, kinds(other.point.items)) == (0, ["cases.registered"])
    beyond = desk.exchange(point=99, incarnation=life)
    assert beyond.point is not None
    assert beyond.point.start == 0


def test_first_contact_brings_keys_and_no_catalogue(town: City) -> None:
    shared = town.desk().exchange().shared
    assert shared is not None
    assert kinds(shared.items) == ["keys.listed"]


def test_the_answer_says_what_is_held_of_every_stream(town: City) -> None:
    desk = town.desk()
    for _ in range(3):
        desk.record()
    answer = desk.exchange([desk.batch(1, 2)])
    held = {(line.stream, line.number): line.hash for line in answer.holds}
    assert held == {(Stream.DESK, 2): desk.entries[Stream.DESK][1].hash, (Stream.QUEUE, 0): bytes(32)}
    (run,) = answer.accepted
    assert (run.first, run.count) == (1, 2)
    assert answer.verdicts == ()

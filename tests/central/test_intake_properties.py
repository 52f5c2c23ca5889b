"""However the journals are cut, repeated and interleaved on their way, central ends up the same."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.journal import Stream
from tests.central.arrange import City, Desk, city

LENGTH = 8


def story(desk: Desk) -> None:
    """A journal with good, bad and dependent entries."""
    kept = desk.record("receive")
    recorded = desk.entries[Stream.DESK][-1]
    desk.act(kept, "accept", "accepted", recorded)
    broken = desk.record("receive", received_at="2026-11-23T02:00:00+00:00")
    desk.act(broken, "accept", "accepted", desk.entries[Stream.DESK][-1])
    desk.record()
    desk.record("receive", point="220521100009")
    desk.write("receipt.copied", kept["id"], {"copy": 2})
    desk.record("decline", reason="不属于本机关")
    assert len(desk.entries[Stream.DESK]) == LENGTH


def end_of(town: City, desks: list[Desk]) -> dict[str, Any]:
    """What central holds in the end, without the numbers that depend on the order of arrival."""
    with town.program.store.reading() as central:
        held = {
            str(one.entry.name): (one.verdict.value, one.reason)
            for desk in desks
            for one in central.journal.between(desk.point, desk.id, Stream.DESK, 1, LENGTH)
        }
    cases = {number: {**case, "central_no": None} for number, case in town.cases().items()}
    numbers = sorted(case["central_no"] for case in town.cases().values())
    return {"held": held, "cases": cases, "numbers": [number[-6:] for number in numbers]}


def opened(folder: str) -> tuple[City, list[Desk]]:
    town = city(f"sqlite:///{folder}/central.db")
    desks = [town.desk(1), town.desk(2)]
    for desk in desks:
        story(desk)
    return town, desks


def straight() -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        town, desks = opened(folder)
        for desk in desks:
            desk.push()
        end = end_of(town, desks)
        town.program.store.close()
    return end


pieces = st.lists(st.tuples(st.integers(0, 1), st.integers(1, LENGTH), st.integers(1, LENGTH)), min_size=1, max_size=20)


@settings(max_examples=25)
@given(pieces)
def test_any_split_overlap_repetition_and_order_of_batches_gives_the_same_end(cuts: list[tuple[int, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        town, desks = opened(folder)
        for which, one, other in cuts:
            desks[which].push(min(one, other), max(one, other))
        for desk in desks:
            desk.push()
        end = end_of(town, desks)
        town.program.store.close()
    assert json.dumps(end, sort_keys=True) == json.dumps(straight(), sort_keys=True)


def test_one_entry_at_a_time_gives_the_same_as_all_at_once(tmp_path: Path) -> None:
    town, desks = opened(str(tmp_path))
    for number in range(1, LENGTH + 1):
        for desk in desks:
            desk.push(number, number)
    assert end_of(town, desks) == straight()
    town.program.store.close()

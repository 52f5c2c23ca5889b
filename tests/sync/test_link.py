"""How much goes at once, and how long the desk waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Trouble
from app.journal import Act, Stream
from app.sync.link import FIRST, LARGEST, SMALLEST, Allowance, Backoff, Pauses
from app.sync.push import outgoing
from tests.sync.make import BEGIN, IDS, TestDesk


@given(st.lists(st.booleans()))
def test_the_allowance_stays_within_its_bounds(broke: list[bool]) -> None:
    allowance = Allowance()
    for one in broke:
        before = allowance.payload
        if one:
            allowance.broke()
            assert allowance.payload <= before
        else:
            allowance.arrived(LARGEST, 0.5)
            assert allowance.payload >= before
        assert SMALLEST * 7 <= allowance.payload <= LARGEST * 7


def test_a_small_request_says_nothing_about_the_link() -> None:
    allowance = Allowance()
    allowance.arrived(FIRST // 4, 0.001)
    assert allowance.payload == Allowance().payload


def test_a_link_is_quick_although_central_takes_its_time() -> None:
    allowance = Allowance()
    allowance.arrived(220_000, 220_000 / 10_000_000 + 0.4)
    assert allowance.is_quick


def test_a_link_of_two_megabits_is_not_quick() -> None:
    allowance = Allowance()
    allowance.arrived(220_000, 220_000 / 250_000)
    assert not allowance.is_quick


@given(st.integers(1, 60), st.integers(0, 3600))
def test_a_pause_is_at_least_what_central_asked_and_at_most_the_cap(failures: int, asked: int) -> None:
    backoff = Backoff(IDS, Pauses(first=2.0, most=300.0))
    for _ in range(failures):
        backoff.failed()
    assert asked + 1.0 <= backoff.pause(asked) <= asked + (max(2.0, asked / 16) if asked else 300.0)
    backoff.worked()
    assert backoff.pause() <= 2.0


def test_the_desks_entries_come_before_the_queues_and_both_in_order(desk: TestDesk) -> None:
    desk.record(3)
    with desk.queue.open() as queue:
        for _ in range(3):
            queue.journal.append(Act(kind="ticket.taken", subject=IDS.new(), action=None, at=BEGIN, body={}))
    going = outgoing(desk.sources, {Stream.DESK: 1, Stream.QUEUE: 0}, 1 << 20)
    assert [(batch.stream, batch.first, len(batch.entries)) for batch in going.batches] == [
        (Stream.DESK, 2, 2),
        (Stream.QUEUE, 1, 3),
    ]
    assert (going.entries, going.waiting) == (5, 0)


def test_one_entry_fits_however_narrow_the_link(desk: TestDesk) -> None:
    desk.record(3)
    going = outgoing(desk.sources, {Stream.DESK: 0, Stream.QUEUE: 0}, 1)
    assert (going.entries, going.waiting) == (1, 2)


def test_an_entry_beyond_the_protocols_limit_is_named(desk: TestDesk) -> None:
    with desk.store.writing() as store:
        body = {"text": "x" * (1 << 20)}
        store.journal.append(Act(kind="case.acted", subject=IDS.new(), action=None, at=BEGIN, body=body))
    with pytest.raises(Trouble, match="sync_entry_too_large"):
        outgoing(desk.sources, {Stream.DESK: 0, Stream.QUEUE: 0}, 1 << 20)

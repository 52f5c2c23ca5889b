"""Rate limits: a burst, then so many a second, for each key by itself, in bounded memory."""

from hypothesis import given
from hypothesis import strategies as st

from app.central import limits
from app.central.limits import RateLimit
from tests.central.arrange import HeldClock


def test_after_a_burst_each_key_waits_for_itself() -> None:
    clock = HeldClock()
    limit = RateLimit(clock, burst=2, each_second=0.5)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 2]
    assert limit.wait("b") == 0
    clock.pass_by(seconds=1)
    assert limit.wait("a") == 1
    clock.pass_by(seconds=1)
    assert limit.wait("a") == 0
    limit.forget("a")
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 2]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=60))
def test_in_any_time_no_key_gets_more_than_its_burst_and_its_rate(asked: list[tuple[str, int]]) -> None:
    clock = HeldClock()
    limit = RateLimit(clock, burst=3, each_second=0.5)
    granted: dict[str, list[float]] = {}
    for key, pause in asked:
        clock.pass_by(seconds=pause)
        if limit.wait(key) == 0:
            granted.setdefault(key, []).append(clock.seconds())
    for times in granted.values():
        for first in range(len(times)):
            for last in range(first, len(times)):
                assert last - first + 1 <= 3 + (times[last] - times[first]) * 0.5 + 1e-9


def test_memory_stays_bounded() -> None:
    limit = RateLimit(HeldClock(), burst=1, each_second=1)
    for number in range(limits.MOST_KEYS + 10):
        limit.wait(number)
    assert limit.wait(0) == 0, "the key that was not heard of for longest was forgotten"
    assert limit.wait(limits.MOST_KEYS + 9) == 1

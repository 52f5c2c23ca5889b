"""Who may come in, and when the others shall come again."""

from heapq import heappop, heappush
from random import Random

import pytest

from app.central.load import AT_ONCE, FEWEST, LONGEST, SHORTEST, TURN, WITHIN, Load
from tests.central.arrange import HeldClock


def test_only_so_many_come_in_at_once_and_each_that_leaves_makes_room() -> None:
    load = Load(HeldClock(), at_once=2)
    assert [load.begin(), load.begin(), load.begin()] == [True, True, False]
    load.end()
    assert load.begin()
    assert load.under_way == 2


def test_the_more_want_to_come_in_the_later_they_are_asked_to_return() -> None:
    clock = HeldClock()
    load = Load(clock, at_once=10)
    for _ in range(50):  # five a second
        clock.pass_by(seconds=0.2)
        assert load.begin()
        load.end()
    assert load.come_again() == SHORTEST
    while load.begin():
        pass
    few = load.come_again()
    for _ in range(100):
        load.begin()
    many = load.come_again()
    assert SHORTEST < few < many <= LONGEST
    assert 15 <= many <= 30  # some 110 at five a second
    clock.pass_by(seconds=11)
    assert load.come_again() <= LONGEST


def test_a_slow_process_takes_on_what_it_can_answer_before_desks_think_it_dead() -> None:
    clock = HeldClock()
    load = Load(clock)
    while load.begin():
        pass
    assert load.under_way == AT_ONCE
    for _ in range(80):  # two a second
        clock.pass_by(seconds=0.5)
        load.end()
        load.begin()
    assert FEWEST <= load.under_way <= 3 * WITHIN
    for _ in range(20):  # one in five seconds
        clock.pass_by(seconds=5)
        load.end()
    while load.begin():
        pass
    assert load.under_way == FEWEST


def test_who_is_sent_away_before_any_was_answered_comes_again_in_a_queue_and_not_at_one_late_moment() -> None:
    clock = HeldClock()
    load = Load(clock)
    told = [load.come_again() for _ in range(500) if not load.begin()]
    assert told == sorted(told)
    assert told[0] <= 10
    assert 40 <= told[-1] <= 80
    assert max(told.count(second) for second in told) <= 20


def test_it_is_quiet_when_nobody_is_in_and_nobody_was_lately() -> None:
    clock = HeldClock()
    load = Load(clock)
    assert load.is_quiet(1)
    load.begin()
    assert not load.is_quiet(1)
    load.end()
    assert load.worked.is_set()
    assert not load.is_quiet(1)
    clock.pass_by(seconds=1)
    assert load.is_quiet(1)


def sent_away(load: Load, clock: HeldClock, who: str) -> None:
    """It is asked to come again, and then its time has come."""
    assert not load.begin(who)
    clock.pass_by(seconds=load.come_again(who))


def test_who_was_sent_away_comes_in_at_its_time_before_those_who_come_for_the_first_time() -> None:
    clock = HeldClock()
    load = Load(clock, at_once=2)
    assert load.begin("one")
    assert load.begin("two")
    sent_away(load, clock, "three")
    load.end("one")
    assert not load.begin("four"), "the only place is kept"
    assert load.begin("three")
    assert not load.begin("four")
    load.end("three")
    load.end("two")
    assert load.begin("four")
    assert load.begin("three")
    sent_away(load, clock, "five")
    load.end("three")
    assert not load.begin("six"), "the place of the fifth"
    assert load.begin("three"), "in the middle of its meeting"


def test_a_kept_place_is_not_kept_for_ever() -> None:
    clock = HeldClock()
    load = Load(clock, at_once=1)
    assert load.begin("one")
    sent_away(load, clock, "away")
    load.end("one")
    assert not load.begin("two")
    clock.pass_by(seconds=TURN + 1)
    assert load.begin("three")
    load.end("three")
    assert load.begin("away"), "but it still goes before"


def test_who_comes_before_its_time_keeps_it() -> None:
    clock = HeldClock()
    load = Load(clock, at_once=1)
    load.begin("one")
    told = []
    for _ in range(40):
        load.begin("two")
        load.come_again(f"other{len(told)}")
        told.append(load.come_again("two"))
    assert len(set(told)) == 1


def test_strangers_without_number_use_up_no_memory() -> None:
    load = Load(HeldClock(), at_once=1)
    load.begin("one")
    for number in range(10_000):
        load.begin(f"stranger{number}")
        assert load.come_again(f"stranger{number}") <= LONGEST
    assert len(load._times) <= 4096


@pytest.mark.parametrize("pace", [7.0, 40.0])
def test_five_hundred_desks_of_five_requests_each_are_served_in_turn_and_central_is_never_idle(pace: float) -> None:
    """So many requests a second, each desk five in a row; who is sent away comes again as its desk does it."""
    clock, chance, each = HeldClock(), Random(5), 5
    load, began, free = Load(clock), clock.seconds(), 0.0
    events: list[tuple[float, int, int, bool]] = []
    for desk in range(500):
        heappush(events, (chance.random(), desk, each, False))
    moved, longest, sent_away = dict.fromkeys(range(500), 0.0), 0.0, 0
    while events:
        at, desk, left, ends = heappop(events)
        clock.pass_by(seconds=began + at - clock.seconds())
        who = str(desk)
        if ends:
            load.end(who)
            longest, moved[desk] = max(longest, at - moved[desk]), at
            if left:
                heappush(events, (at + 0.1, desk, left, False))
        elif load.begin(who):
            free = max(free, at) + 1 / pace
            heappush(events, (free, desk, left - 1, True))
        else:
            sent_away += 1
            again = load.come_again(who)
            heappush(events, (at + again + chance.uniform(0.5, 1.0) * max(2.0, again / 16), desk, left, False))
    assert load.under_way == 0
    assert free <= 1.2 * 500 * each / pace
    assert longest <= 500 * each / pace, "nobody waits longer than for all the others"
    assert sent_away <= 10 * 500

"""Who may come in, and when the others shall come again."""

from app.central.load import AT_ONCE, FEWEST, LONGEST, SHORTEST, WITHIN, Load
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

"""The background loop: it rests, wakes when nudged, goes on after troubles and bugs, and ends."""

from collections.abc import Callable
from threading import Event

from app.errors import Trouble
from app.worker import Loop

LONG = 60.0
"""Longer than any test."""


def run(step: Callable[[], float], failed: Callable[[Exception], None] = lambda _: None) -> Loop:
    loop = Loop("test", step, idle=LONG, failed=failed)
    loop.start()
    return loop


def test_a_nudge_ends_the_rest() -> None:
    turns = [Event() for _ in range(3)]
    done: list[int] = []

    def step() -> float:
        turns[len(done)].set()
        done.append(1)
        return LONG

    loop = run(step)
    for turn in turns:
        assert turn.wait(5)
        loop.nudge()
    assert loop.stop()


def test_a_nudge_during_the_step_is_not_lost() -> None:
    begun, nudged, again = Event(), Event(), Event()

    def step() -> float:
        if begun.is_set():
            again.set()
            return LONG
        begun.set()
        nudged.wait(5)
        return LONG

    loop = run(step)
    assert begun.wait(5)
    loop.nudge()
    nudged.set()
    assert again.wait(5)
    assert loop.stop()


def test_troubles_and_bugs_do_not_end_the_loop() -> None:
    errors: list[Exception] = [Trouble("store_locked"), ZeroDivisionError()]
    told: list[Exception] = []
    through, begun = Event(), Event()

    def step() -> float:
        begun.set()
        if errors:
            raise errors.pop(0)
        through.set()
        return LONG

    loop = Loop("test", step, idle=0.0, failed=told.append)
    loop.start()
    assert through.wait(5)
    assert loop.stop()
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_stopping_ends_a_rest_at_once_and_before_the_start_too() -> None:
    begun = Event()

    def step() -> float:
        begun.set()
        return LONG

    loop = run(step)
    assert begun.wait(5)
    assert loop.stop()
    assert loop.over.is_set()
    assert Loop("never", step, idle=LONG, failed=lambda _: None).stop()

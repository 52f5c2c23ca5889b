"""Lanes: order, results on the GUI thread, and errors in one place."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import Refused, SidaoError, Trouble
from ui.tasks import Lane, start_lanes


@pytest.fixture
def reported() -> list[BaseException]:
    return []


@pytest.fixture
def lane(qtbot: QtBot, reported: list[BaseException]) -> Iterator[Lane]:
    made = Lane("test", reported.append)
    yield made
    made.stop()


def test_results_come_back_on_the_gui_thread_in_the_order_asked(lane: Lane, qtbot: QtBot) -> None:
    came: list[tuple[int, int]] = []
    for number in range(20):
        lane.run(lambda number=number: number, lambda result: came.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: lane.idle)
    assert came == [(number, threading.get_ident()) for number in range(20)]


def test_work_runs_on_another_thread(lane: Lane, qtbot: QtBot) -> None:
    where: list[int] = []
    lane.run(threading.get_ident, where.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert where
    assert where[0] != threading.get_ident()


def test_a_refusal_goes_to_the_caller_who_takes_it(lane: Lane, qtbot: QtBot, reported: list[BaseException]) -> None:
    taken: list[SidaoError] = []

    def refuse() -> None:
        raise Refused("window_busy")

    lane.run(refuse, None, taken.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert [error.code for error in taken] == ["window_busy"]
    assert reported == []


def test_what_nobody_takes_is_reported_and_the_lane_goes_on(
    lane: Lane, qtbot: QtBot, reported: list[BaseException]
) -> None:
    came: list[int] = []
    taken: list[SidaoError] = []
    lane.run(lambda: 1 // 0, came.append, taken.append)
    lane.run(lambda: 7, came.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert [type(error) for error in reported] == [ZeroDivisionError]
    assert (came, taken) == ([7], [])


def test_a_result_for_a_deleted_widget_is_dropped(lane: Lane, qtbot: QtBot, reported: list[BaseException]) -> None:
    label = QLabel()
    gate = threading.Event()
    lane.run(lambda: (gate.wait(5), "text")[1], label.setText)
    label.deleteLater()
    qtbot.waitSignal(label.destroyed, timeout=2000).wait()
    gate.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert reported == []


def test_stopping_finishes_what_was_asked(qtbot: QtBot) -> None:
    done: list[int] = []
    lane = Lane("test", lambda error: None)
    for number in range(50):
        lane.run(lambda number=number: done.append(number))
    lane.stop()
    assert done == list(range(50))


def test_garbage_is_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    lanes = start_lanes(lambda error: None)
    where: list[int] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            where.append(threading.get_ident())

    gc.callbacks.append(note)
    try:
        lanes.storage.run(make_cycles)
        qtbot.waitUntil(lambda: lanes.storage.idle)
        make_cycles()
        lanes.collector.look()
    finally:
        gc.callbacks.remove(note)
        lanes.stop()
    assert set(where) == {threading.get_ident()}
    assert gc.isenabled()


def make_cycles() -> None:
    """More garbage than the first threshold allows."""
    kept = []
    for _turn in range(gc.get_threshold()[0] + 100):
        cycle: list[object] = []
        cycle.append(cycle)
        kept.append(cycle)


class Mortal:
    """Notes on which thread it ends."""

    def __init__(self, ends: list[int]) -> None:
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(threading.get_ident())


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_task_refers_to_ends_on_the_gui_thread(lane: Lane, qtbot: QtBot, fails: bool) -> None:
    """A widget that is referred to by a callback alone would take the program with it if a lane let go of it last."""
    ends: list[int] = []

    def ask() -> None:
        held, called = Mortal(ends), Mortal(ends)

        def work(held: Mortal = held) -> None:
            if fails:
                raise Refused("window_busy")

        lane.run(work, lambda _, called=called: None, lambda _, called=called: None)

    for _turn in range(200):
        ask()
    qtbot.waitUntil(lambda: lane.idle)
    gc.collect()
    assert set(ends) == {threading.get_ident()}
    assert len(ends) == 400


def test_who_has_signed_out_hears_nothing_more(lane: Lane, reported: list[BaseException], qtbot: QtBot) -> None:
    def late() -> None:
        raise Trouble("store_closed")

    told: list[object] = []
    lane.run(late, told.append, told.append)
    lane.run(late, told.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert told == reported == []

"""`sync --once`: resumes by itself, and has an end to patience."""

from collections.abc import Callable

import httpx
import pytest

from app.clock import SystemClock
from app.sync.once import sync_once
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk


class SteppingClock(SystemClock):
    """A steady counter that moves only when somebody waits."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.waits: list[float] = []

    def seconds(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.passed += seconds
        return False


class ShakyRoad(httpx.BaseTransport):
    """Fails while `fails(n)` says so of the n-th request."""

    def __init__(self, central: FakeCentral, fails: Callable[[int], bool]) -> None:
        self._inner, self._fails, self._count = central.transport(), fails, 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._count += 1
        if self._fails(self._count):
            raise httpx.ReadError("cut")
        return self._inner.handle_request(request)


def test_a_run_on_a_good_road_is_one_meeting(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(3)
    clock = SteppingClock()
    report = sync_once(desk.engine(transport=central.transport()), clock, clock.wait)
    assert (report.trouble, report.pushed, report.pending) == (None, 3, 0)
    assert clock.waits == []


def test_a_broken_road_is_resumed_until_all_is_in(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(900)
    clock = SteppingClock()
    road = ShakyRoad(central, lambda count: count % 3 == 0)
    report = sync_once(desk.engine(transport=road), clock, clock.wait)
    assert (report.trouble, report.pushed, report.pending) == (None, 900, 0)
    assert len(central.arrivals) == 900


def test_without_a_road_it_ends_after_twenty_seconds(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(1)
    clock = SteppingClock()
    report = sync_once(desk.engine(transport=ShakyRoad(central, lambda _: True)), clock, clock.wait)
    assert (report.trouble, report.pending) == ("sync_cut", 1)
    assert clock.passed == pytest.approx(20.0)
    assert len(clock.waits) < 30


def test_what_no_further_try_mends_ends_at_once(desk: TestDesk) -> None:
    central = FakeCentral(demo=False)
    clock = SteppingClock()
    report = sync_once(desk.engine(transport=central.transport()), clock, clock.wait)
    assert (report.trouble, clock.waits) == ("enrol_code_needed", [])


def test_an_interruption_ends_the_waiting(desk: TestDesk, central: FakeCentral) -> None:
    clock = SteppingClock()
    report = sync_once(desk.engine(transport=ShakyRoad(central, lambda _: True)), clock, lambda _: True)
    assert report.trouble == "sync_cut"

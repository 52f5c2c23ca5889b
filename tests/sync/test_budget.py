"""What the link may be used for: counted in the database, told calmly, kept to."""

from datetime import UTC, datetime, time

import httpx
import pytest

from app.clock import CHINA
from app.config import Config
from app.ids import DeviceId
from app.sync.budget import DAY_USED, HOUR_USED, QUIET, Budget, Limits, Used, limits_of
from app.sync.engine import SyncEngine
from app.sync.once import sync_once
from tests.make import HeldClock
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA).astimezone(UTC)
NIGHT = (time(22), time(6, 30))


def at(hour: int, minute: int = 0) -> HeldClock:
    return HeldClock(datetime(2026, 11, 23, hour, minute, tzinfo=CHINA).astimezone(UTC))


def used(desk: TestDesk, hour: datetime, size: int) -> None:
    with desk.store.writing() as store:
        store.sync.note_traffic(hour, size)


def contacts(desk: TestDesk) -> int:
    with desk.store.reading() as store:
        return len(store.sync.contacts())


def engine_of(desk: TestDesk, central: FakeCentral, limits: Limits, clock: HeldClock) -> SyncEngine:
    return desk.engine(transport=central.transport(), may_use=limits, clock=clock)


def test_without_limits_nothing_is_held_back(desk: TestDesk) -> None:
    budget = Budget(desk.store, Limits, at(10))
    assert (budget.rest(), budget.left(), budget.left_for_files()) == (None, None, None)


def test_a_meeting_is_counted_and_a_restart_does_not_forget_it(desk: TestDesk, central: FakeCentral) -> None:
    clock = at(10)
    desk.record(20)
    report = engine_of(desk, central, Limits(), clock).cycle()
    counted = Budget(desk.store, Limits, clock).used()
    assert counted.day == counted.hour
    assert counted.day > report.bytes_up + report.bytes_down
    clock.move(3600)
    assert Budget(desk.store, Limits, clock).used() == Used(day=counted.day, hour=0)
    clock.move(24 * 3600)
    assert Budget(desk.store, Limits, clock).used() == Used(day=0, hour=0)


def test_bytes_of_a_broken_meeting_count_too(desk: TestDesk) -> None:
    def breaks(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("reset")

    clock = at(10)
    assert desk.engine(transport=httpx.MockTransport(breaks), clock=clock).cycle().trouble == "sync_cut"
    assert Budget(desk.store, Limits, clock).used().day > 0


@pytest.mark.parametrize(
    ("limits", "code", "until", "seconds"),
    [
        (Limits(day=50_000), DAY_USED, "00:00", 14 * 3600),
        (Limits(hour=50_000), HOUR_USED, "11:00", 3600),
    ],
)
def test_when_the_budget_is_used_up_nothing_goes_until_the_time_that_is_said(
    desk: TestDesk, central: FakeCentral, limits: Limits, code: str, until: str, seconds: float
) -> None:
    clock = HeldClock(TEN)
    used(desk, TEN, 50_000)
    desk.record(3)
    engine = engine_of(desk, central, limits, clock)
    report = engine.cycle()
    assert (report.trouble, report.values, report.pending) == (code, {"until": until}, 3)
    assert (central.exchanges, contacts(desk)) == ([], 0)
    rest = engine.status().rest
    assert rest is not None
    assert (rest.code, rest.clock) == (code, until)
    assert 0 < engine.pause() <= 600
    clock.move(seconds)
    assert engine.status().rest is None
    assert (engine.cycle().trouble, desk.acknowledged()) == (None, 3)


def test_a_long_sync_stops_near_the_budget_and_goes_on_in_the_next_hours(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(400)
    clock, limits = HeldClock(TEN), Limits(hour=25_000)
    engine = engine_of(desk, central, limits, clock)
    hours = 0
    while (report := engine.cycle()).trouble is not None:
        assert report.trouble == HOUR_USED
        assert Budget(desk.store, lambda: limits, clock).used().hour < 25_000 + 3_000
        clock.move(3600)
        hours += 1
        assert hours < 20
    assert hours >= 1
    assert (report.pending, len(central.arrivals)) == (0, 400)


def test_where_bytes_are_counted_a_quick_link_is_packed_thoroughly_too(desk: TestDesk, central: FakeCentral) -> None:
    clock, moved = at(10), []
    for limits in (Limits(), Limits(day=1 << 30)):
        desk.record(800)
        moved.append(engine_of(desk, central, limits, clock).cycle().bytes_up)
    free, counted = moved
    assert counted < 0.975 * free  # other cases of the same kind differ by 0.002


def test_somebody_may_sync_in_quiet_hours_but_not_beyond_the_budget(desk: TestDesk, central: FakeCentral) -> None:
    clock = at(23)
    desk.record(1)
    engine = engine_of(desk, central, Limits(day=100_000, quiet=NIGHT), clock)
    assert engine.cycle().trouble == QUIET
    assert engine.cycle(by_hand=True).trouble is None
    assert desk.acknowledged() == 1
    desk.record(1)
    assert engine.cycle().trouble == QUIET
    used(desk, clock.now(), 100_000)
    assert engine.cycle(by_hand=True).trouble == DAY_USED
    assert desk.acknowledged() == 1


def test_sync_once_ends_at_once_when_the_budget_is_used_up(desk: TestDesk, central: FakeCentral) -> None:
    clock = HeldClock(TEN)
    used(desk, TEN, 5_000)
    engine = engine_of(desk, central, Limits(day=5_000), clock)

    def never(seconds: float) -> bool:
        raise AssertionError(seconds)

    assert sync_once(engine, clock, never).trouble == DAY_USED


@pytest.mark.parametrize(
    ("quiet", "hour", "minute", "until"),
    [
        (NIGHT, 21, 59, None),
        (NIGHT, 22, 0, "06:30"),
        (NIGHT, 0, 0, "06:30"),
        (NIGHT, 6, 29, "06:30"),
        (NIGHT, 6, 30, None),
        ((time(9), time(11)), 8, 59, None),
        ((time(9), time(11)), 9, 0, "11:00"),
        ((time(9), time(11)), 11, 0, None),
    ],
)
def test_quiet_hours_may_run_past_midnight(
    desk: TestDesk, quiet: tuple[time, time], hour: int, minute: int, until: str | None
) -> None:
    clock = at(hour, minute)
    rest = Budget(desk.store, lambda: Limits(quiet=quiet), clock).rest()
    assert (rest and rest.clock) == until
    assert rest is None or 0 < (rest.until - clock.now()).total_seconds() < 24 * 3600


def test_attachments_leave_a_fifth_of_the_budget_to_entries(desk: TestDesk) -> None:
    clock = HeldClock(TEN)
    budget = Budget(desk.store, lambda: Limits(day=100_000, hour=50_000), clock)
    assert (budget.left_for_files(), budget.left()) == (40_000, 50_000)
    used(desk, TEN, 45_000)
    assert (budget.left_for_files(), budget.left()) == (0, 5_000)
    clock.move(3600)
    assert (budget.left_for_files(), budget.left()) == (35_000, 50_000)


def test_attachments_rest_in_quiet_hours(desk: TestDesk) -> None:
    assert Budget(desk.store, lambda: Limits(quiet=NIGHT), at(23)).left_for_files() == 0


def test_settings_are_read_as_people_write_them() -> None:
    settings = Config(
        point="220521100001",
        point_name="",
        short_name="",
        address="",
        phone="",
        device=DeviceId("d"),
        device_number=1,
        traffic_day=50,
        quiet_from="22:00",
        quiet_until="6：30",
    )
    assert limits_of(settings) == Limits(day=50_000_000, hour=0, quiet=NIGHT)


@pytest.mark.parametrize(("begin", "end"), [("", ""), ("22:00", ""), ("25:00", "06:00"), ("06:00", "06:00")])
def test_quiet_hours_that_make_no_sense_are_none(begin: str, end: str) -> None:
    settings = Config(
        point="220521100001",
        point_name="",
        short_name="",
        address="",
        phone="",
        device=DeviceId("d"),
        device_number=1,
        quiet_from=begin,
        quiet_until=end,
    )
    assert limits_of(settings).quiet is None

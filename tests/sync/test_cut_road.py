"""A road cut at any byte, in both directions: what arrived is resumed from, nothing is lost, nothing doubles."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.journal import Stream
from tests.sync.cutting_proxy import Cut, CuttingProxy, cutting_proxy
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk
from tests.sync.serving import serving


@pytest.fixture
def road(central: FakeCentral) -> Iterator[CuttingProxy]:
    with serving(central) as port, cutting_proxy(port) as proxy:
        yield proxy


def holds_everything_once(desk: TestDesk, central: FakeCentral) -> bool:
    entries = desk.sources[Stream.DESK].after(0, 10_000)
    held = [central.stored[entry.name].hash for entry in entries if entry.name in central.stored]
    return held == [entry.hash for entry in entries] and len(central.arrivals) == len(entries)


_SHARES = 8
BROKEN = {"sync_cut", "sync_offline"}
"""A reset is "offline" when it comes before the connection stood."""
CUTS = st.lists(
    st.builds(Cut, up=st.integers(0, 3000)) | st.builds(Cut, down=st.integers(0, 1500)), min_size=1, max_size=6
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=CUTS)
def test_any_row_of_cuts_ends_equal(desk: TestDesk, central: FakeCentral, road: CuttingProxy, cuts: list[Cut]) -> None:
    desk.record(3)
    road.drop_all()
    road.plans.extend(cuts)
    engine = desk.engine(url=road.url)
    troubles = [engine.cycle().trouble for _ in range(len(cuts) + 1)]
    road.plans.clear()
    assert None in troubles
    assert set(troubles) <= {None, *BROKEN}
    engine.close()
    report = engine.cycle()
    engine.close()
    assert (report.trouble, report.pending) == (None, 0)
    assert holds_everything_once(desk, central)


@pytest.mark.parametrize("share", range(_SHARES))
def test_the_answer_cut_after_every_single_byte_is_resumed(
    desk: TestDesk, central: FakeCentral, road: CuttingProxy, share: int
) -> None:
    """Every byte, head and body, in so many shares that several processes can take them."""
    engine = desk.engine(url=road.url)
    engine.cycle()
    before = road.carried["down"]
    engine.cycle()
    emptiest = road.carried["down"] - before
    for count, byte in enumerate(itertools.count(share, _SHARES)):
        desk.record(1)
        road.drop_all()
        road.plans.append(Cut(down=byte))
        trouble = engine.cycle().trouble
        if desk.acknowledged() > count:  # all of the answer had passed
            break
        assert trouble in BROKEN, byte
        assert engine.cycle().pending == 0, byte
    assert byte > emptiest
    assert engine.cycle().pending == 0
    engine.close()
    assert holds_everything_once(desk, central)


def test_the_request_cut_after_every_twentieth_byte_is_sent_again(
    desk: TestDesk, central: FakeCentral, road: CuttingProxy
) -> None:
    engine = desk.engine(url=road.url)
    engine.cycle()
    desk.record(1)
    before = road.carried["up"]
    engine.cycle()
    for byte in range(0, road.carried["up"] - before, 20):
        desk.record(1)
        road.drop_all()
        road.plans.append(Cut(up=byte))
        assert engine.cycle().trouble in BROKEN, byte
        assert engine.cycle().pending == 0, byte
    engine.close()
    assert holds_everything_once(desk, central)


def test_many_cases_pass_a_road_that_never_holds_for_long(
    desk: TestDesk, central: FakeCentral, road: CuttingProxy
) -> None:
    desk.record(400)
    road.plans.extend(Cut(up=20_000) for _ in range(200))
    engine = desk.engine(url=road.url)
    cycles = 0
    while (report := engine.cycle()).trouble is not None:
        cycles += 1
        assert cycles < 100
    engine.close()
    assert report.pending == 0
    assert holds_everything_once(desk, central)


def test_a_request_that_had_hardly_begun_does_not_make_the_next_smaller(
    desk: TestDesk, central: FakeCentral, road: CuttingProxy
) -> None:
    engine = desk.engine(url=road.url)
    engine.cycle()
    before = engine._allowance.payload
    for _try in range(5):
        desk.record(1)
        road.drop_all()
        road.plans.append(Cut(up=10))
        assert engine.cycle().trouble in BROKEN
    assert engine._allowance.payload == before
    desk.record(200)
    road.drop_all()
    road.plans.append(Cut(up=6000))
    assert engine.cycle().trouble in BROKEN
    assert engine._allowance.payload < before
    engine.close()

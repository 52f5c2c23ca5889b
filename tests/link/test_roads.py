"""The real desk and the real central over every kind of bad road: what was recorded arrives once, and nothing else."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.program import Program
from app.sync.model import CentralAddress
from app.sync.once import sync_once
from app.verify import verify_desk
from tests.link.road import BAD, BAD_WITH_OUTAGES, FREE, Road
from tests.link.simulator import simulated
from tests.sync.real_central import CLOCK, City, comparable, of_desk, record, serving_city, whole_desk


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with serving_city(f"sqlite:///{tmp_path}/city.db") as made:
        yield made


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made


def go_by(desk: Program, url: str) -> None:
    desk.sync.close()
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=url))


def arrives_over(road: Road, desk: Program, city: City) -> dict[str, int]:
    """Everything that the desk has, over the road, once; what the link counted."""
    with simulated(road, city.port) as link:
        go_by(desk, link.url)
        report = sync_once(desk.sync, CLOCK, threading.Event().wait)
        assert (report.trouble, report.pending) == (None, 0)
        counts = link.counts()
    desk.sync.close()
    assert comparable(city.cases()) == comparable(of_desk(desk))
    assert verify_desk(desk)["findings"] == []
    return counts


@pytest.mark.parametrize("road", [BAD, BAD_WITH_OUTAGES], ids=["bad", "outages"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_townships_link_brings_all_and_nothing_twice(desk: Program, city: City, road: Road, seed: int) -> None:
    record(desk, 60, seed)
    counts = arrives_over(replace(road.faster(8), seed=seed), desk, city)
    assert counts["connections"] > 0


def test_a_request_that_arrives_twice_counts_once(desk: Program, city: City) -> None:
    record(desk, 5)
    arrives_over(replace(FREE, twice=3), desk, city)


@pytest.mark.parametrize(("box", "trouble"), [("portal", "sync_portal"), ("bad_gateway", "sync_http")])
def test_a_box_in_between_is_told_and_never_taken_for_central(
    desk: Program, city: City, box: str, trouble: str
) -> None:
    record(desk, 2)
    with simulated(replace(FREE, instead=box, instead_times=1), city.port) as link:
        go_by(desk, link.url)
        assert desk.sync.cycle().trouble == trouble
        assert city.cases() == []
        assert desk.sync.cycle().pending == 0
    assert len(city.cases()) == 2


def test_the_link_is_as_narrow_and_slow_as_it_says(desk: Program, city: City) -> None:
    record(desk, 30)
    began = CLOCK.seconds()
    counts = arrives_over(Road(up=40_000, down=80_000, round_trip=0.1), desk, city)
    least = counts["up"] / 40_000 + 2 * 0.1
    assert CLOCK.seconds() - began >= least


def test_a_single_case_travels_small_also_after_a_restart(desk: Program, city: City) -> None:
    record(desk, 1, 3)
    first = desk.sync.cycle()
    desk.link.close()
    del desk.__dict__["link"]
    record(desk, 1, 4)
    second = desk.sync.cycle()
    assert max(first.bytes_up, second.bytes_up) < 700  # a greeting's 110 bytes are in the second


def test_an_older_central_gets_bodies_without_a_dictionary(desk: Program, city: City) -> None:
    with desk.store.writing() as store:
        store.sync.keep_dictionaries([1])
    city.program.exchanges._dictionaries._known.clear()
    record(desk, 3)
    assert desk.sync.cycle().trouble in (None, "sync_dictionary")
    assert desk.sync.cycle().pending == 0
    assert comparable(city.cases()) == comparable(of_desk(desk))

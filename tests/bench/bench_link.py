"""Cases over a township's link, against the same link carrying nothing but their zstd."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import zstandard

from app.cases.model import case_to_json
from app.ids import DeviceId
from app.program import Program
from app.sync.messages import Answer
from app.sync.model import CentralAddress
from app.sync.once import sync_once
from tests.bench.row import Row
from tests.link.road import BAD, BAD_WITH_OUTAGES, STEADY, Road
from tests.link.simulator import simulated
from tests.sync.real_central import CLOCK, City, comparable, demo_of, of_desk, record, serving_city, whole_desk

CASES = 200
SINGLE = 56
"""Cases that are sent one by one: each item twice."""
SEEDS = (1, 2, 3, 4, 5)


def main() -> list[Row]:
    with TemporaryDirectory() as folder, serving_city(f"sqlite:///{folder}/city.db") as city:
        carrying, whole = _single(Path(folder), city)
        bad = [_over(Path(folder), city, BAD, seed) for seed in SEEDS]
        dead = [_over(Path(folder), city, BAD_WITH_OUTAGES, seed + 10) for seed in SEEDS]
        floor = _floor(bad[0].lines)
    share = median(one.up / one.json for one in bad)
    return [
        Row(work="one case, body of its request, median of 56", ours=median(carrying), at_most=500, unit="bytes"),
        Row(work="the same, largest", ours=max(carrying), at_most=500, unit="bytes"),
        Row(work="the same, all bodies up with the day's reckoning, median", ours=median(whole), unit="bytes"),
        Row(work="200 cases, bad link, median of 5", ours=_of(bad), floor=floor, at_most_ratio=2, at_most=9, unit="s"),
        Row(work="200 cases, bad link, slowest of 5", ours=max(one.seconds for one in bad), floor=floor, unit="s"),
        Row(work="the same, bytes up / JSON", ours=share, at_most=0.25, unit="x"),
        Row(work="the same, 10 s dead in every 30 s, median of 5", ours=_of(dead), at_most=20, unit="s"),
        Row(work="the same, slowest of 5", ours=max(one.seconds for one in dead), unit="s"),
    ]


class Run:
    """One sync over the link: its seconds, the bytes that went up, and what it carried."""

    def __init__(self, seconds: float, up: int, lines: list[bytes]) -> None:
        self.seconds = seconds
        self.up = up
        self.lines = lines
        self.json = sum(len(line) + 1 for line in lines)


def _of(runs: list[Run]) -> float:
    return median(run.seconds for run in runs)


def _over(folder: Path, city: City, road: Road, seed: int) -> Run:
    """200 cases from an enrolled desk of a point of its own, and central has each of them once."""
    point = f"2205211{seed:05d}"
    with whole_desk(folder / f"desk{seed}", city.url, point=point) as desk:
        assert desk.sync.cycle().trouble is None
        record(desk, CASES, seed)
        with simulated(Road(**{**road.__dict__, "seed": seed}), city.port) as link:
            _move(desk, link.url)
            began = perf_counter()
            report = sync_once(desk.sync, CLOCK, threading.Event().wait, patience=60)
            seconds = perf_counter() - began
            up = link.counts()["up"]
        assert (report.trouble, report.pending) == (None, 0)
        here = of_desk(desk)
        there = [case for case in city.cases() if case.point == point]
        assert len(there) == CASES
        assert comparable(there) == comparable(here)
        return Run(seconds, up, [json.dumps(case_to_json(case), ensure_ascii=False).encode() for case in here])


def _single(folder: Path, city: City) -> tuple[list[float], list[float]]:
    """Cases of all items, each sent alone: the bodies of the requests that carry them, and all that went up with each,
    the reckoning included."""
    carrying, whole = [], []
    with whole_desk(folder / "single", city.url, point="220521100999") as desk:
        desk.sync.cycle()
        client = desk.link.engine._client
        assert client is not None
        exchange = client.exchange

        def measured(device: DeviceId, body: bytes, *rest: Any) -> Answer:
            carrying.append(float(len(body)))
            return exchange(device, body, *rest)

        client.exchange = measured  # type: ignore[method-assign]
        for line in demo_of(desk, SINGLE):
            before, requests = client.meter.up, len(carrying)
            desk.intake.record(line)
            assert desk.sync.cycle().pending == 0
            assert len(carrying) == requests + 1
            whole.append(float(client.meter.up - before))
    return carrying, whole


def _move(desk: Program, url: str) -> None:
    desk.sync.close()
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=url))


def _floor(lines: list[bytes]) -> float:
    """Seconds for the cases' JSON lines as one zstd frame over one connection that nobody resets, and a byte back."""
    content = zstandard.ZstdCompressor(level=3).compress(b"\n".join(lines))
    with _sink(len(content)) as port, simulated(STEADY, port) as link:
        began = perf_counter()
        with socket.create_connection(("127.0.0.1", link.port)) as connection:
            connection.sendall(content)
            connection.recv(1)
        return perf_counter() - began


@contextmanager
def _sink(size: int) -> Iterator[int]:
    """A server that takes so many bytes and says one."""
    listener = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        connection, _ = listener.accept()
        with connection:
            left = size
            while left and (data := connection.recv(1 << 16)):
                left -= len(data)
            connection.sendall(b"!")
            connection.recv(1)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(5)


if __name__ == "__main__":
    from tests.bench.__main__ import table

    print(table(main()))

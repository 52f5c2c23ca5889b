"""Attachments over a township's link, against the same bytes raw on that link without a break.

Time on the simulated link runs FASTER times quicker than on the real one, so that half an hour becomes minutes: each
row's seconds are the simulated link's.
"""

import json
import socket
import threading
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from app.cases.demo import demo_lines
from app.catalogue.shipped import counter_items
from app.commands.opening import RESOURCES
from app.program import Program
from app.sync.once import sync_once
from tests.bench.bench_link import _move, _sink
from tests.bench.row import Row
from tests.link.road import BAD, STEADY, Road
from tests.link.simulator import simulated
from tests.sync.real_central import CLOCK, City, serving_city, whole_desk

FILES, SIZE = 20, 300_000
FASTER = 8.0
SEEDS = (1, 2)


def main() -> list[Row]:
    with TemporaryDirectory() as folder, serving_city(f"sqlite:///{folder}/city.db") as city:
        runs = [_over(Path(folder), city, seed) for seed in SEEDS]
    floor_seconds, floor_bytes = _floor()
    of = f"{FILES} files of {SIZE // 1000} KB, bad link"
    note = f"time {FASTER:.0f} x faster, median of {len(SEEDS)}"
    lost = 1 + BAD.round_trip / 2 / BAD.reset_after
    return [
        Row(
            work=f"{of} ({note})",
            ours=median(run[0] for run in runs),
            floor=floor_seconds,
            at_most_ratio=1.05,
            unit="s",
        ),
        Row(
            work="the same, bytes up",
            ours=median(run[1] for run in runs) / 1000,
            floor=floor_bytes / 1000,
            at_most_ratio=1.03,
            unit="KB",
        ),
        Row(
            work="the same, least that such breaks lose",
            ours=lost * floor_bytes / 1000,
            floor=floor_bytes / 1000,
            unit="KB",
        ),
        Row(work="the same, connections broken", ours=median(run[2] for run in runs), unit=""),
    ]


def _over(folder: Path, city: City, seed: int) -> tuple[float, int, int]:
    """Seconds of the simulated link, bytes that passed it upwards, and connections."""
    point = f"2205212{seed:05d}"
    with whole_desk(folder / f"desk{seed}", city.url, point=point) as desk:
        assert desk.sync.cycle().trouble is None
        _record(desk, folder, seed, point)
        road = Road(**{**BAD.__dict__, "seed": seed}).faster(FASTER)
        with simulated(road, city.port) as link:
            _move(desk, link.url)
            began = perf_counter()
            report = sync_once(desk.sync, CLOCK, threading.Event().wait, patience=60)
            seconds = (perf_counter() - began) * FASTER
            counts = link.counts()
        assert (report.trouble, report.files_pending) == (None, 0)
        with city.program.store.reading() as central, desk.store.reading() as rows:
            assert central.files.unfinished(point) == 0
            digests = {m.file.digest for case in rows.cases.whole() for m in case.materials if m.file}
            assert len(digests) == FILES
            assert central.files.held(point, digests) == digests == set(rows.sync.proven_files(digests))
        return seconds, counts["up"], counts["connections"]


def _record(desk: Program, folder: Path, seed: int, point: str) -> None:
    """Cases with one scan each."""
    with desk.store.reading() as rows:
        rules = rows.catalogue.point_rules(point)
    lines = (json.loads(json.dumps(line)) for line in demo_lines(400, seed, counter_items(RESOURCES), rules))
    with_materials = [line for line in lines if line["materials"] and line["act"] == "accept"][:FILES]
    chance = Random(seed)
    for place, line in enumerate(with_materials):
        path = folder / f"scan{seed}-{place}.jpg"
        path.write_bytes(b"\xff\xd8\xff\xe0" + chance.randbytes(SIZE - 4))
        line["materials"][0]["file"] = str(path)
        desk.intake.record(line)


def _floor() -> tuple[float, int]:
    """Seconds for the same bytes raw over one connection that nobody resets, and a byte back."""
    content = Random(0).randbytes(FILES * SIZE)
    with _sink(len(content)) as port, simulated(STEADY.faster(FASTER), port) as link:
        began = perf_counter()
        with socket.create_connection(("127.0.0.1", link.port)) as connection:
            connection.sendall(content)
            connection.recv(1)
        return (perf_counter() - began) * FASTER, link.counts()["up"]


if __name__ == "__main__":
    from tests.bench.__main__ import table

    print(table(main()))

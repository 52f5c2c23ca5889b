"""10,000 cases over loopback to a central on PostgreSQL in a process of its own, against the same rows by hand.

The floor is COPY of what central wrote into the same tables and indexes of an empty database, and the desk's journal
read from its file: nothing judged, hashed, packed, signed or told back.
"""

import json
import os
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg

from app.cases.model import case_to_json
from app.program import Program
from app.sync.model import CentralAddress
from db.central.store import open_central
from tests.bench.row import Row
from tests.end_to_end.programs import central
from tests.postgres import Databases, databases
from tests.sync.real_central import CLOCK, IDS, of_desk, record, whole_desk

CASES = 10_000
ROUNDS = 3
TABLES = ("point", "stream", "entry", "case_file", "case_step", "point_feed", "projection_due")
NOWHERE = "http://127.0.0.1:9"


def main() -> list[Row]:
    with TemporaryDirectory() as folder, databases(durable=True) as server:
        runs = [_run(Path(folder) / str(place), server) for place in range(ROUNDS)]
        floor = median(run.floor for run in runs)
        return [
            Row(
                work="10,000 cases over loopback, durable on both sides",
                ours=median(run.seconds for run in runs),
                floor=floor,
                at_most=2,
                unit="s",
            ),
            Row(work="the same, central's share of it", ours=median(run.central for run in runs), unit="s"),
            Row(work="the same, bytes up / JSON", ours=runs[0].share, at_most=0.18, unit="x"),
            Row(work="until the national tables have them too", ours=median(run.projected for run in runs), unit="s"),
        ]


class Run:
    """One sync of them all, and its floor."""

    seconds: float
    central: float
    share: float
    projected: float
    floor: float


def _run(folder: Path, server: Databases) -> Run:
    run = Run()
    url = server.new()
    with whole_desk(folder / "desk", NOWHERE) as desk, central(url, "--demo", "--files", str(folder)) as serving:
        fill(desk, CASES)
        _point_to(desk, serving["listening"])
        waited = _watched(desk)
        began = perf_counter()
        report = desk.sync.cycle()
        run.seconds = perf_counter() - began
        run.central = sum(waited)
        assert (report.trouble, report.pending) == (None, 0)
        with psycopg.connect(_plain(url), autocommit=True) as connection:
            while connection.execute("SELECT count(*) FROM projection_due").fetchone() != (0,):
                connection.execute("SELECT pg_sleep(0.05)")
        run.projected = perf_counter() - began
        cases = of_desk(desk)
        assert len(cases) == CASES
        assert all(case.central_no for case in cases)
        run.share = report.bytes_up / sum(len(json.dumps(case_to_json(c), ensure_ascii=False).encode()) for c in cases)
        run.floor = _copied(server, url) + _read(desk)
    server.drop(url)
    return run


def fill(desk: Program, count: int) -> None:
    """So many cases by the desk's own service, without waiting for the disk at each."""
    with desk.store.writing():
        pass  # the writing connection exists from the first transaction on
    driver = desk.store._writer._connection.connection.driver_connection  # type: ignore[attr-defined]
    driver.execute("PRAGMA synchronous=OFF").fetchall()
    record(desk, count)
    driver.execute("PRAGMA synchronous=FULL").fetchall()
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    os.sync()


def _point_to(desk: Program, url: str) -> None:
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url=url))


def _watched(desk: Program) -> list[float]:
    """Fills with the seconds that each exchange waited for central."""
    from app.sync.client import CentralClient

    waited: list[float] = []

    class Watched(CentralClient):
        def exchange(self, *args: object, **values: object) -> object:  # type: ignore[override]
            began = perf_counter()
            try:
                return super().exchange(*args, **values)  # type: ignore[arg-type]
            finally:
                waited.append(perf_counter() - began)

    desk.sync._connect = _instead(desk.sync._connect, Watched)
    return waited


def _instead(connect, kind):  # type: ignore[no-untyped-def]
    def made(url: str):  # type: ignore[no-untyped-def]
        client = connect(url)
        client.__class__ = kind
        return client

    return made


def _copied(server: Databases, url: str) -> float:
    """Seconds of the same rows by COPY into the same tables of an empty database, in one transaction."""
    empty = server.new()
    open_central(empty.replace("+psycopg", ""), clock=CLOCK, ids=IDS).close()
    packing = "-c default_toast_compression=lz4"  # as central's own connections
    with psycopg.connect(_plain(url)) as source, psycopg.connect(_plain(empty), options=packing) as target:
        rows = {table: _out(source, table) for table in TABLES}
        began = perf_counter()
        with target.cursor() as cursor:
            for table, written in rows.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                    copy.write(written)
        target.commit()
        took = perf_counter() - began
    server.drop(empty)
    return took


def _out(source: psycopg.Connection, table: str) -> bytes:
    statement = f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT BINARY)"
    with source.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(bytes(piece) for piece in copy)


def _read(desk: Program) -> float:
    """Seconds of reading the journal's payloads from the file by the raw driver."""
    with desk.store.reading() as store:
        driver = store._connection.connection.driver_connection  # type: ignore[attr-defined]
        began = perf_counter()
        rows = driver.execute("SELECT payload, salt, hash FROM entry ORDER BY number").fetchall()
        assert len(rows) >= CASES
        return perf_counter() - began


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")

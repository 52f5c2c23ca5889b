"""A whole city's desks come back at one moment after an outage: all is in, once, and nobody starves."""

import json
import subprocess
import sys
from contextlib import ExitStack
from os import sysconf
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import create_engine, make_url, text

from tests.end_to_end.programs import TOP, central, environment, here

DESKS, SHARES, CASES = 500, 4, 20


def test_five_hundred_desks_reconnect_at_once(tmp_path: Path, postgres_url: str) -> None:
    with ExitStack() as open_ones:
        serving = open_ones.enter_context(central(postgres_url, "--demo"))
        url = serving["listening"]
        shares = [open_ones.enter_context(_share(tmp_path, url, place)) for place in range(SHARES)]
        for share in shares:
            assert share.stdout is not None
            assert share.stdout.readline() == "ready\n"
        worked = _processor(_central_pid(url))
        before, began = _commits(postgres_url), perf_counter()
        for share in shares:
            assert share.stdin is not None
            share.stdin.write("\n")
            share.stdin.flush()
        told = [json.loads(share.stdout.readline()) for share in shares]  # type: ignore[union-attr]
        seconds = perf_counter() - began
        commits = _commits(postgres_url) - before
        memory, worked = _most_memory(_central_pid(url)), _processor(_central_pid(url)) - worked
    took = [one for share in told for one in share["took"]]
    slowest, typical = max(one for one, _, _ in took), median(one for one, _, _ in took)
    sys.stderr.write(
        f"\n{DESKS} desks x {CASES} cases: {seconds:.1f} s, half the desks within {typical:.1f} s, "
        f"the slowest {slowest:.1f} s, central's memory at most {memory:.0f} MB, its processor {worked:.0f} s, "
        f"that of the desks {sum(share['processor'] for share in told):.0f} s, {commits} commits\n"
    )
    assert len(took) == DESKS
    assert {(trouble, pending) for _, trouble, pending in took} == {(None, 0)}
    cases = here("central", "cases", "--db", postgres_url)
    assert len(cases) == len({case["case_no"] for case in cases}) == DESKS * CASES


def _share(folder: Path, url: str, place: int) -> "subprocess.Popen[str]":
    count = DESKS // SHARES
    command = [sys.executable, "-m", "tests.soak.reconnecting", str(folder / f"share{place}"), url]
    return subprocess.Popen(
        [*command, str(1 + place * count), str(count), str(CASES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=TOP,
        env=environment(),
    )


def _commits(url: str) -> int:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        found = connection.execute(
            text("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        ).scalar_one()
    engine.dispose()
    return int(found)


def _central_pid(url: str) -> int:
    """Who listens there (Linux)."""
    port = f":{int(url.rsplit(':', 1)[1]):04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inode = next(line.split()[9] for line in lines if line.split()[1].endswith(port) and line.split()[3] == "0A")
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if entry.readlink() == Path(f"socket:[{inode}]"):
                return int(entry.parts[2])
        except OSError:
            continue
    raise AssertionError("nobody listens")


def _processor(pid: int) -> float:
    """Seconds of processor that it has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")


def _most_memory(pid: int) -> float:
    """Megabytes at the peak."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:"))

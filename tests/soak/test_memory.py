"""A sync of 100,000 cases in bounded memory, on either side."""

import subprocess
import sys
from pathlib import Path

from tests.bench.bench_intake import fill
from tests.end_to_end.programs import TOP, central, environment
from tests.soak.test_reconnect import _central_pid, _most_memory
from tests.sync.real_central import PASSPHRASE, whole_desk

CASES = 100_000
GROWS = 50
"""Megabytes, at most: beyond what the same programs take for a single case."""


def test_a_sync_of_a_hundred_thousand_cases_grows_neither_side(tmp_path: Path, postgres_url: str) -> None:
    with central(postgres_url, "--demo", "--files", str(tmp_path / "files")) as serving:
        url = serving["listening"]
        for number, (name, cases) in enumerate({"small": 1, "large": CASES}.items(), 1):
            with whole_desk(tmp_path / name, url, number=number) as desk:
                fill(desk, cases)
        one = _sync(tmp_path / "small")
        pid = _central_pid(url)
        _forget_peak(pid)
        before = _most_memory(pid)
        many = _sync(tmp_path / "large")
        after = _most_memory(pid)
    grew = {"central": after - before, "the desk": many - one}
    sys.stderr.write(f"\n{CASES} cases: {', '.join(f'{name} grew by {size:.0f} MB' for name, size in grew.items())}\n")
    assert max(grew.values()) <= GROWS


def _sync(folder: Path) -> float:
    """Megabytes at the peak of `sidao sync --once` in a process of its own, after which nothing is left to send."""
    words = ["sync", "--once", "--data", str(folder)]
    script = f"from app.__main__ import main\nassert main({words!r}) == 0\nprint(open('/proc/self/status').read())"
    given = environment(SIDAO_PASSPHRASE=PASSPHRASE)
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=TOP, env=given, check=True).stdout
    assert b'"pending": 0' in said
    return _peak(said.decode())


def _peak(status: str) -> float:
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM:"))


def _forget_peak(pid: int) -> None:
    """The peak is counted from now on: starting took more than serving does (a password's argon2)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")

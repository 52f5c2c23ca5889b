"""What the C library holds back goes to the system; elsewhere asking is harmless."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.devices.memory import give_back, one_heap

BLOCKS, SIZE = 40_000, 1_000


def test_freed_memory_goes_back() -> None:
    blocks = [bytes(SIZE) for _ in range(BLOCKS)]
    kept = blocks[:: BLOCKS // 10]  # the last lies on top, so that the library can't shrink by itself
    kept.append(blocks[-1])
    del blocks
    before = _resident()
    give_back()
    assert before - _resident() > BLOCKS * SIZE // 2
    assert len(kept) > 1


_HEAPS = """
import sys
from pathlib import Path
from threading import Barrier, Thread
from app.devices.memory import one_heap
if sys.argv[1:]:
    assert one_heap()
all_there = Barrier(4)
def work():
    kept = [bytes(5_000) for _ in range(100)]
    all_there.wait()
threads = [Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
ends = [line.split()[0].split("-") for line in Path("/proc/self/maps").read_text().splitlines() if "---p" in line]
print(sum(1 for begin, end in ends if int(end, 16) - int(begin, 16) > 48 << 20))
"""


def test_threads_share_one_heap() -> None:
    """Each further heap of glibc reserves 64 MB of addresses, which is what can be counted."""
    plain, shared = (
        int(subprocess.run([sys.executable, "-c", _HEAPS, *asked], check=True, capture_output=True).stdout)
        for asked in ([], ["shared"])
    )
    assert plain > 0
    assert shared == 0


def test_elsewhere_it_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert give_back() is False
    assert one_heap() is False


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

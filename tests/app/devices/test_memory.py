"""What the C library holds back goes to the system; elsewhere asking is harmless."""

import sys
from pathlib import Path

import pytest

from app.devices.memory import give_back

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


def test_elsewhere_it_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert give_back() is False


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

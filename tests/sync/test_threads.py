"""Many threads that meet a message for the first time, as central's do when desks come back after its start."""

import subprocess
import sys
from pathlib import Path

_THREADS, _ROUNDS = 16, 60

_PROGRAM = f"""
import sys
import threading

import msgspec

from app.sync.packing import pack, unpack

sys.setswitchinterval(1e-6)


def fresh():
    inner = msgspec.defstruct("Inner", [("name", str), ("number", int)], array_like=True)
    kinds = [
        msgspec.defstruct(name, [("one", inner), ("many", tuple[inner, ...]), ("named", dict[str, inner] | None)])
        for name in ("First", "Second")
    ]
    return [(kind, kind(inner("a", 1), (inner("b", 2),), {{"c": inner("c", 3)}})) for kind in kinds]


for _ in range({_ROUNDS}):
    messages = [(kind, message, pack(message)) for kind, message in fresh()]
    start, right = threading.Barrier({_THREADS}), []

    def read(place):
        kind, message, body = messages[place % 2]
        start.wait()
        right.append(unpack(body, kind) == message)

    threads = [threading.Thread(target=read, args=(place,)) for place in range({_THREADS})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * {_THREADS}, right
"""


def test_threads_that_read_a_message_for_the_first_time_at_once_all_read_it() -> None:
    """msgspec alone would crash the interpreter here, so it is another one's."""
    command = [sys.executable, "-c", _PROGRAM]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

"""One share of the desks that come back after an outage.

    python -m tests.soak.reconnecting FOLDER URL FIRST COUNT CASES

Makes the desks and enrols them, records their cases while no link is there, says "ready", waits for a line, and lets
all of them sync at once, each going on until all is in, as the desk itself does. Then it says what each desk took, and
what processor time all of them together.
"""

import gc
import json
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from time import process_time

from app.sync.once import sync_once
from tests.sync.real_central import CLOCK, record, whole_desk

_PATIENCE = 3600.0
"""No bound of ours: the test sees how long it took."""


def main(folder: Path, url: str, first: int, count: int, cases: int) -> None:
    with ExitStack() as open_ones:
        desks = []
        for number in range(first, first + count):
            point = f"2205{number:05d}000"
            desk = open_ones.enter_context(whole_desk(folder / f"desk{number}", url, point=point))
            assert desk.sync.cycle().trouble is None
            desk.sync.close()
            record(desk, cases, number)
            desks.append(desk)
        gc.collect()
        gc.freeze()  # as the program does: no collection walks through all the desks
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        took: list[tuple[float, str | None, int]] = []

        def meet(place: int) -> None:
            began = CLOCK.seconds()
            report = sync_once(desks[place].sync, CLOCK, threading.Event().wait, patience=_PATIENCE)
            took.append((CLOCK.seconds() - began, report.trouble, report.pending))

        worked = process_time()
        threads = [threading.Thread(target=meet, args=(place,)) for place in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sys.stdout.write(json.dumps({"took": took, "processor": process_time() - worked}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6]))

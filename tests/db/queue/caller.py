"""A program that calls and finishes at one window until nobody waits, and prints the numbers that it called."""

import sys
from pathlib import Path

from app.clock import SystemClock
from app.events import Announcer
from app.ids import ActionId, DeviceId, Ids, SystemRandomness
from app.tickets.service import QueueDesk
from tests.app.tickets.arrange import HeldClock, open_store

OTHER_DEVICE = DeviceId("01900000-0000-7000-8000-000000000002")


def main(where: str, window: int, device: DeviceId) -> None:
    clock = HeldClock()
    clock.pass_(3600)
    ids = Ids(SystemClock(), SystemRandomness())
    store = open_store(where if "://" in where else Path(where), clock, device)
    desk = QueueDesk(store.open, ids, clock, Announcer())
    while (called := desk.call_next(window, ActionId(ids.new()))) is not None:
        print(called.number)
        desk.finish(window, ActionId(ids.new()))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), DeviceId(sys.argv[3]))

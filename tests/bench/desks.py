"""A desk for benches: the real services on a real encrypted store."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.cases.counter import Counter, Place
from app.cases.demo import demo_lines
from app.cases.service import CaseDesk
from app.catalogue.shelf import Shelf
from app.catalogue.shipped import counter_items, shipped_calendar, shipped_items, shipped_point_rules
from app.clock import SystemClock
from app.events import Announcer
from app.ids import ClerkId, DeviceId, Ids, SystemRandomness
from app.storage.clerks import Clerk
from db.desk.open import create_desk, open_desk

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
IDS = Ids(SystemClock(), SystemRandomness())
KEY = bytes(range(32))
DEVICE = DeviceId("01900000-0000-7000-8000-000000000001")
POINT = "220521100000"
CLERK = Clerk(id=ClerkId("01900000-0000-7000-8000-000000000002"), name="王敏", number="01")


class BenchDesk:
    """One folder with a desk.db, filled with the shipped catalogue."""

    def __init__(self, folder: Path) -> None:
        fresh = not (folder / "desk.db").exists()
        folder.mkdir(parents=True, exist_ok=True)
        self.store = (create_desk if fresh else open_desk)(folder, KEY, DEVICE, IDS)
        if fresh:
            with self.store.writing() as desk:
                desk.catalogue.keep_items(shipped_items(RESOURCES))
                desk.catalogue.keep_calendar(shipped_calendar(RESOURCES))
        place = Place(point=POINT, short_name="快大茂", device=DEVICE, device_number=1)
        counter = Counter(place=place, clerk=CLERK, ids=IDS, shelf=Shelf(POINT))
        self.cases = CaseDesk(self.store, counter=counter, clock=SystemClock(), announcer=Announcer())

    def pragma(self, setting: str) -> None:
        """Changes a setting of the writing connection, between two transactions."""
        with self.store.writing():
            pass  # it exists from the first transaction on
        connection = self.store._writer._connection
        assert connection is not None
        connection.connection.driver_connection.execute(f"PRAGMA {setting}").fetchall()  # type: ignore[union-attr]

    @property
    def engine(self) -> Engine:
        return self.store._engine


def lines(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Valid applications that are accepted, declined and so on, as a counter sees them."""
    town = next(rules for rules in shipped_point_rules(RESOURCES) if rules.point == "town")
    return islice(chain(demo_lines(count, seed, counter_items(RESOURCES), town)), count)

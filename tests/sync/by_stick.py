"""A desk whose link is gone, and the stick that goes to town in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.central.courier import Brought, CourierOffice
from app.program import Program
from app.sync.model import CentralAddress
from tests.sync.real_central import IDS, City, whole_desk

NOWHERE = CentralAddress(url="http://127.0.0.1:1")


@contextmanager
def lonely_desk(folder: Path, city: City) -> Iterator[Program]:
    """Enrolled over the link, which is gone since."""
    with whole_desk(folder, city.url) as made:
        assert made.sync.cycle().trouble is None
        made.sync.close()
        with made.store.writing() as store:
            store.sync.keep_address(NOWHERE)
        yield made


def brought(city: City, stick: Path) -> list[Brought]:
    """Central takes in what lies on the stick."""
    return CourierOffice(city.program, IDS).take(stick)

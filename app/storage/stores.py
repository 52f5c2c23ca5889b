"""The stores of one desk's folder, as the composition roots hand them in."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from app.ids import DeviceId
from app.journal import Stamp
from app.keys import Signer
from app.storage.desk import DeskStore
from app.storage.tickets import Queue


class QueueStore(Protocol):
    """The queue's store, opened for one device."""

    def open(self, *, writes: bool = True) -> AbstractContextManager[Queue]: ...

    def version(self) -> int:
        """Another number than before when any program has written since."""
        ...

    def close(self) -> None: ...


class Stores(Protocol):
    """Opens what lies in one folder. Every method raises Trouble when a file can't be used."""

    def create_desk(self, key: bytes, device: DeviceId) -> DeskStore: ...

    def open_desk(self, key: bytes, device: DeviceId, stamp: Stamp | None = None) -> DeskStore:
        """`stamp` is asked about the time of each act."""
        ...

    def copy(self, name: str, key: bytes | None, target: Path) -> None:
        """The database of that name as it is at one moment, in a new file under the same key; nobody has to wait."""
        ...

    def open_queue(self, device: DeviceId, signer: Signer, stamp: Stamp | None = None) -> QueueStore: ...

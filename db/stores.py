"""The stores of one desk's folder, for the composition roots."""

from pathlib import Path

from app.desk_folder import QUEUE
from app.ids import DeviceId, Ids
from app.journal import Stamp
from app.keys import Signer
from db.copying import copy_database
from db.desk.open import create_desk, open_desk
from db.desk.store import DeskDatabase
from db.queue.store import QueueStore, open_queue_store


class FolderStores:
    """desk.db, queue.db and the attachments under one folder. See app.program.Stores."""

    def __init__(self, folder: Path, ids: Ids) -> None:
        self._folder = folder
        self._ids = ids

    def create_desk(self, key: bytes, device: DeviceId) -> DeskDatabase:
        return create_desk(self._folder, key, device, self._ids)

    def open_desk(self, key: bytes, device: DeviceId, stamp: Stamp | None = None) -> DeskDatabase:
        return open_desk(self._folder, key, device, self._ids, stamp)

    def copy(self, name: str, key: bytes | None, target: Path) -> None:
        copy_database(self._folder / name, key, target)

    def open_queue(self, device: DeviceId, signer: Signer, stamp: Stamp | None = None) -> QueueStore:
        return open_queue_store(self._folder / QUEUE, device=device, signer=signer, ids=self._ids, stamp=stamp)

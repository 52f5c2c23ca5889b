"""Making and opening desk.db, and the signing key that lies in it."""

from pathlib import Path

from sqlalchemy import Engine, MetaData, insert, select

from app.desk_folder import DESK, FILES
from app.errors import Trouble
from app.ids import DeviceId, Ids
from app.journal import Stamp, Unstamped
from app.keys import Ed25519Signer
from db.desk.files import FileFolder
from db.desk.models import Base, SecretRow
from db.desk.store import DeskDatabase
from db.engine import open_sqlite, transaction
from db.migration import bring_up_to_date

_SIGNING = "signing key"
_SCRIPTS = "db.desk.versions"


def schema() -> MetaData:
    """Every table of desk.db, in whichever module it is described."""
    from db.desk import (  # noqa: F401 - an upgrade or a new desk needs them all, a start doesn't
        courier,
        finished,
        helping_models,
        sync_models,
    )

    return Base.metadata


def create_desk(folder: Path, key: bytes, device: DeviceId, ids: Ids) -> DeskDatabase:
    """A new desk.db under `key`, with a fresh signing key in it."""
    engine = open_sqlite(folder / DESK, key)
    bring_up_to_date(engine, schema, _SCRIPTS)
    with transaction(engine, writes=True) as connection:
        connection.execute(insert(SecretRow), {"name": _SIGNING, "value": ids.bytes(32)})
    return _database(engine, folder, key, device, ids, Unstamped())


def open_desk(folder: Path, key: bytes, device: DeviceId, ids: Ids, stamp: Stamp | None = None) -> DeskDatabase:
    """The desk.db of `folder`, brought up to date.

    Raises Trouble: desk_missing, store_unreadable (another key), store_newer, store_damaged.
    """
    path = folder / DESK
    if not path.exists():
        raise Trouble("desk_missing", path=str(folder))
    engine = open_sqlite(path, key)
    bring_up_to_date(engine, schema, _SCRIPTS, path)
    return _database(engine, folder, key, device, ids, stamp or Unstamped())


def _database(engine: Engine, folder: Path, key: bytes, device: DeviceId, ids: Ids, stamp: Stamp) -> DeskDatabase:
    with transaction(engine, writes=False) as connection:
        private = connection.execute(select(SecretRow.value).where(SecretRow.name == _SIGNING)).scalar()
    if private is None:
        raise Trouble("store_damaged")
    files = FileFolder(folder / FILES, key, ids)
    return DeskDatabase(engine, device=device, signer=Ed25519Signer(private), ids=ids, folder=files, stamp=stamp)

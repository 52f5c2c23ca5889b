"""What lies in a desk's folder of the devices that it was before: folders that can be read as desks of their own."""

from pathlib import Path

from app import config
from app.desk_folder import QUEUE_KEY
from app.errors import Trouble
from app.ids import DeviceId
from app.keys import Ed25519Signer

PART = "recover.part"
"""A new device in the making; with a desk.json in it, one that only has to be moved into place."""
BEFORE = "before-"


def is_unfinished(folder: Path) -> bool:
    """Whether a recovery was interrupted while it moved the new device into place."""
    return (folder / PART / config.FILE).exists()


def former_folder(folder: Path, device: DeviceId) -> Path:
    """Where the desk that `device` was is kept for reading."""
    return folder / f"{BEFORE}{device[-8:]}"


def former_queue_keys(folder: Path) -> dict[DeviceId, bytes]:
    """The public keys of the queue streams that earlier devices of this folder wrote."""
    keys: dict[DeviceId, bytes] = {}
    for path in sorted(folder.glob(f"{BEFORE}*")):
        try:
            keys[config.load(path).device] = Ed25519Signer((path / QUEUE_KEY).read_bytes()).public
        except (Trouble, OSError, ValueError):
            continue
    return keys

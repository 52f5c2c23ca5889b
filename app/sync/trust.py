"""Whose signatures the desk believes: the pinned root key's sheets, and the keys that they name."""

from app.errors import Refused, Trouble
from app.ids import DeviceId
from app.journal import from_microseconds
from app.storage.desk import Desk, DeskStore
from app.storage.sync import KeyUse, ListedKey
from app.sync.client import CentralClient
from app.sync.key_sheets import CentralKey, DeviceKey, KeySheet, RootedKeys, Use, read_sheet
from app.sync.packing import key_name


class CentralKeys:
    """Central's signing keys by name, from the stored sheets; asks central once for what it has not heard of."""

    def __init__(self, desk: DeskStore, client: CentralClient, root: bytes) -> None:
        self._desk = desk
        self._client = client
        self._root = root
        self._asked = False

    def find(self, name: bytes) -> bytes | None:
        """The public key that may sign today. Raises Trouble, also sync_root_differs."""
        found = self._stored(name)
        if found is None and not self._asked:
            self._asked = True
            sheet = open_rooted(self._client.keys(), self._root)
            with self._desk.writing() as desk:
                keep_sheet(desk, sheet)
            found = self._stored(name)
        return found

    def _stored(self, name: bytes) -> bytes | None:
        with self._desk.reading() as desk:
            key = desk.sync.key(name)
        return key.public if key is not None and key.use is KeyUse.SIGN and key.retired is None else None


def open_rooted(keys: RootedKeys, root: bytes) -> KeySheet:
    """The sheet that came with a root key, which must be `root`. Raises Trouble: sync_root_differs, and as below."""
    if keys.root != root:
        raise Trouble("sync_root_differs")
    return open_sheet(keys.sheet, keys.signature, root)


def open_sheet(written: bytes, signature: bytes, root: bytes) -> KeySheet:
    """A sheet signed by `root`. Raises Trouble: sheet_not_signed, sheet_malformed."""
    try:
        return read_sheet(written, signature, root)
    except Refused as error:
        raise Trouble(error.code) from error


def keep_sheet(desk: Desk, sheet: KeySheet) -> None:
    """Keeps what the sheet says, within the present transaction."""
    of_central = [listed_central_key(key) for key in sheet.central]
    desk.sync.keep_keys([*of_central, *(listed_device_key(key) for key in sheet.devices)], sheet.number)


def signing_key(sheet: KeySheet, name: bytes) -> bytes | None:
    """A signing key of a sheet that is not kept yet."""
    fits = (key.public for key in sheet.central if key.use is Use.SIGN and key.retired is None)
    return next((public for public in fits if key_name(public) == name), None)


def sealing_key(sheet: KeySheet) -> bytes | None:
    """The newest of central's keys to seal to."""
    usable = [key for key in sheet.central if key.use is Use.SEAL and key.retired is None]
    return max(usable, key=lambda key: key.since).public if usable else None


def listed_central_key(key: CentralKey) -> ListedKey:
    """A line of a sheet as the store keeps it."""
    return ListedKey(
        id=key_name(key.public),
        public=key.public,
        use=KeyUse(key.use.value),
        since=from_microseconds(key.since),
        retired=None if key.retired is None else from_microseconds(key.retired),
    )


def listed_device_key(key: DeviceKey) -> ListedKey:
    """A line of a sheet as the store keeps it."""
    return ListedKey(
        id=key_name(key.public),
        public=key.public,
        use=KeyUse.STREAM,
        since=from_microseconds(key.since),
        retired=None if key.retired is None else from_microseconds(key.retired),
        device=DeviceId(key.device),
        stream=key.stream,
        point=key.point,
        device_number=key.device_number,
        revoked_after=key.revoked_after,
    )

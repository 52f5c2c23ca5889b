"""Key sheets as central writes them: its own keys, and the devices' as the registry has them."""

import base64
from collections.abc import Iterable

from app.central.city_keys import CityKeys
from app.central.model import Announcement, DeviceKey, KeptKey, Purpose
from app.clock import Clock
from app.journal import microseconds
from app.sync.key_sheets import CentralKey, KeySheet, RootedKeys, Use, write_sheet
from app.sync.key_sheets import DeviceKey as KeyLine
from app.sync.model import FeedKind
from app.sync.packing import pack


def rooted_keys(keys: CityKeys, kept: dict[Purpose, KeptKey], number: int, clock: Clock, *, demo: bool) -> bytes:
    """The body of GET keys: the root key, and a sheet of central's own keys."""
    sheet, signature = signed_sheet(keys, kept, (), number, clock)
    return pack(RootedKeys(root=keys.root.public, sheet=sheet, signature=signature, demo=demo))


def signed_sheet(
    keys: CityKeys, kept: dict[Purpose, KeptKey], devices: Iterable[DeviceKey], number: int, clock: Clock
) -> tuple[bytes, bytes]:
    """A sheet of central's keys and these devices', signed by the root key."""
    signing, sealing = kept[Purpose.SIGNING], kept[Purpose.SEALING]
    central = (
        CentralKey(public=signing.public, use=Use.SIGN, since=microseconds(signing.made_at)),
        CentralKey(public=sealing.public, use=Use.SEAL, since=microseconds(sealing.made_at)),
    )
    lines = tuple(map(_line, devices))
    return write_sheet(KeySheet(number=number, at=microseconds(clock.now()), central=central, devices=lines), keys.root)


def listed(keys: CityKeys, devices: Iterable[DeviceKey], number: int, clock: Clock) -> Announcement:
    """The news of these devices' keys, for the shared feed."""
    lines = tuple(map(_line, devices))
    sheet, signature = write_sheet(KeySheet(number=number, at=microseconds(clock.now()), devices=lines), keys.root)
    body = {"sheet": base64.b64encode(sheet).decode(), "signature": base64.b64encode(signature).decode()}
    return Announcement(kind=FeedKind.KEYS_LISTED.value, subject=str(number), body=body)


def _line(key: DeviceKey) -> KeyLine:
    return KeyLine(
        public=key.public,
        device=key.device,
        stream=key.stream,
        point=key.point,
        device_number=key.device_number,
        since=microseconds(key.enrolled_at),
        retired=None if key.retired_at is None else microseconds(key.retired_at),
        revoked_after=key.revoked_after,
    )

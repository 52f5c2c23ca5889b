"""Who may bring attachments: a token that central signs and needs not remember.

16 bytes of the device's id, 12 of the point, 4 of the time when it lapses, and the signature: 128 signs in base64url.
"""

import base64
from dataclasses import dataclass
from datetime import timedelta

from app.central.model import DeviceKey
from app.central.storage import CentralStore
from app.clock import Clock
from app.errors import Refused
from app.ids import DeviceId
from app.journal import Stream
from app.keys import Ed25519Signer
from app.sync.packing import Purpose, is_signed_bytes, sign_bytes

GOOD_FOR = timedelta(hours=1)
_SAID = 32
_LENGTH = _SAID + 64
_SCHEME = "Bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose attachments they are."""

    device: DeviceId
    point: str


def upload_token(signer: Ed25519Signer, device: DeviceKey, clock: Clock) -> str:
    """A token for an hour from now."""
    until = int((clock.now() + GOOD_FOR).timestamp())
    said = bytes.fromhex(device.device.replace("-", "")) + device.point.encode("ascii") + until.to_bytes(4, "big")
    return base64.urlsafe_b64encode(said + sign_bytes(signer, Purpose.UPLOAD, said)).decode("ascii")


def bearer(store: CentralStore, public: bytes, clock: Clock, header: str) -> Bearer:
    """Whom the Authorization header names. Raises Refused: token_wrong, token_expired, device_revoked."""
    try:
        token = base64.b64decode(header.removeprefix(_SCHEME), altchars=b"-_", validate=True)
    except ValueError as error:
        raise Refused("token_wrong") from error
    said, signature = token[:_SAID], token[_SAID:]
    if not header.startswith(_SCHEME) or len(token) != _LENGTH:
        raise Refused("token_wrong")
    if not is_signed_bytes(public, Purpose.UPLOAD, said, signature):
        raise Refused("token_wrong")
    if int.from_bytes(said[28:], "big") < clock.now().timestamp():
        raise Refused("token_expired")
    device, point = _device(said[:16]), said[16:28].decode("ascii")
    with store.reading() as central:
        key = central.registry.device(device, Stream.DESK)
    if key is None or key.revoked_after is not None:
        raise Refused("device_revoked")
    return Bearer(device=device, point=point)


def _device(raw: bytes) -> DeviceId:
    text = raw.hex()
    return DeviceId("-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:])))

"""Who may bring attachments: a token that central makes and needs not remember.

16 bytes of the device's id, 4 of the time when it lapses, and 12 of an HMAC-SHA256 over both: 43 signs of base64url.
It travels with every request over a link that breaks every few seconds, so it is a MAC and no signature of 64 bytes.
All gateways know its key, which is made of central's signing key: Ed25519 signs the same words alike each time.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from app.central.model import DeviceKey
from app.central.storage import CentralStore
from app.clock import Clock
from app.errors import Refused
from app.ids import DeviceId
from app.journal import Stream
from app.keys import Ed25519Signer
from app.sync.packing import Purpose, sign_bytes

GOOD_FOR = timedelta(hours=1)
_SAID, _LENGTH = 20, 32
_SCHEME = "Bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Whose attachments they are."""

    device: DeviceId
    point: str


def upload_token(signer: Ed25519Signer, device: DeviceKey, clock: Clock) -> str:
    """A token for an hour from now."""
    until = int((clock.now() + GOOD_FOR).timestamp())
    said = bytes.fromhex(device.device.replace("-", "")) + until.to_bytes(4, "big")
    return base64.urlsafe_b64encode(said + _mac(signer, said)).rstrip(b"=").decode("ascii")


def bearer(store: CentralStore, signer: Ed25519Signer, clock: Clock, header: str) -> Bearer:
    """Whom the Authorization header names. Raises Refused: token_wrong, token_expired, device_revoked."""
    try:
        token = base64.b64decode(header.removeprefix(_SCHEME) + "=", altchars=b"-_", validate=True)
    except ValueError as error:
        raise Refused("token_wrong") from error
    said = token[:_SAID]
    fits = hmac.compare_digest(token[_SAID:], _mac(signer, said))
    if not header.startswith(_SCHEME) or len(token) != _LENGTH or not fits:
        raise Refused("token_wrong")
    if int.from_bytes(said[16:], "big") < clock.now().timestamp():
        raise Refused("token_expired")
    device = _device(said[:16])
    with store.reading() as central:
        key = central.registry.device(device, Stream.DESK)
    if key is None or key.revoked_after is not None:
        raise Refused("device_revoked")
    return Bearer(device=device, point=key.point)


def _mac(signer: Ed25519Signer, said: bytes) -> bytes:
    key = sha256(sign_bytes(signer, Purpose.UPLOAD, b"token")).digest()
    return hmac.new(key, said, sha256).digest()[: _LENGTH - _SAID]


def _device(raw: bytes) -> DeviceId:
    text = raw.hex()
    return DeviceId("-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:])))

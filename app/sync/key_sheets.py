"""Key sheets: which keys are central's and which are the devices', signed by the root key.

A sheet names some keys, not all; a later sheet's line about a key replaces an earlier one's. So a new
device costs every desk one line, and a desk that was away reads what it missed in the shared feed.
"""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.errors import Refused
from app.journal import Stream
from app.keys import Signer
from app.sync.messages import MAX_UNPACKED, Bytes32, Count, Micros, Number, Signature, Uuid, Word
from app.sync.packing import Purpose, decoded, is_signed_bytes, sign_bytes


class Use(StrEnum):
    """What a key of central is for: signing its answers, or receiving what is sealed to it (X25519)."""

    SIGN = "sign"
    SEAL = "seal"


class CentralKey(Struct, array_like=True, frozen=True):
    """A key of central, in use from `since`; from `retired` on it signs nothing new."""

    public: Bytes32
    use: Use
    since: Micros
    retired: Micros | None = None


class DeviceKey(Struct, array_like=True, frozen=True):
    """A stream's key. `retired`: replaced then, what it signed stands. `revoked_after`: what it signed after that
    entry counts only if central has it (a thief sets the clock, so a time would not do)."""

    public: Bytes32
    device: Uuid
    stream: Stream
    point: Word
    device_number: Annotated[int, Meta(ge=1, le=99)]
    since: Micros
    retired: Micros | None = None
    revoked_after: Count | None = None


class KeySheet(Struct, frozen=True, omit_defaults=True):
    """`number` grows with every change at central; a line from a lower-numbered sheet never replaces a newer one."""

    number: Number
    at: Micros
    central: Annotated[tuple[CentralKey, ...], Meta(max_length=100)] = ()
    devices: Annotated[tuple[DeviceKey, ...], Meta(max_length=100_000)] = ()


class RootedKeys(Struct, frozen=True, omit_defaults=True):
    """The answer of GET keys: the root public key and a sheet of central's own keys.

    A demo central says so; only such a one is trusted without a code.
    """

    root: Bytes32
    sheet: Annotated[bytes, Meta(max_length=MAX_UNPACKED)]
    signature: Signature
    demo: bool = False


def write_sheet(sheet: KeySheet, root: Signer) -> tuple[bytes, bytes]:
    """The sheet's bytes, and the root key's signature over them."""
    written = msgspec.msgpack.encode(sheet)
    return written, sign_bytes(root, Purpose.KEYS, written)


def read_sheet(written: bytes, signature: bytes, root: bytes) -> KeySheet:
    """A sheet that the root key signed. Raises Refused: sheet_not_signed, sheet_malformed."""
    if not is_signed_bytes(root, Purpose.KEYS, written, signature):
        raise Refused("sheet_not_signed")
    try:
        return decoded(written, KeySheet)
    except msgspec.DecodeError as error:
        raise Refused("sheet_malformed") from error

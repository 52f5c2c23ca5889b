"""What a device and central say to each other once, when it enrols (README.md, 6); written as messages.py says."""

from typing import Annotated

from msgspec import Meta, Struct

from app.journal import Stream
from app.sync.messages import MAX_PAYLOAD, MAX_UNPACKED, Bytes32, Micros, Nonce, Number, Signature, Text, Uuid, Word


class StreamKey(Struct, array_like=True, frozen=True):
    """A stream's public key and the proof that the sender holds its private half (`packing.possession`)."""

    stream: Stream
    public: Bytes32
    proof: Signature


class Enrol(Struct, frozen=True, omit_defaults=True):
    """A device asks to be enrolled. It travels sealed to central, because of the code."""

    oldest: Number
    newest: Number
    nonce: Nonce
    at: Micros
    point: Annotated[str, Meta(pattern=r"\A[0-9]{12}\Z")]
    device_number: Annotated[int, Meta(ge=1, le=99)]
    device: Uuid
    keys: Annotated[tuple[StreamKey, ...], Meta(min_length=1, max_length=8)]
    code: Word | None = None
    program: Word = ""


class PointProfile(Struct, frozen=True, omit_defaults=True):
    """The point as it stands on paper. `rules` is JSON: what the point may do (README.md, point.rules)."""

    code: Word
    name: Text
    short_name: Text
    address: Text
    phone: Word
    rules: Annotated[bytes, Meta(max_length=MAX_PAYLOAD)] = b""


class Enrolled(Struct, frozen=True, omit_defaults=True):
    """Central's answer to an Enrol: the point, and a key sheet with central's keys and those of the point."""

    protocol: Number
    nonce: Nonce
    at: Micros
    incarnation: Uuid
    point: PointProfile
    sheet: Annotated[bytes, Meta(max_length=MAX_UNPACKED)]
    sheet_signature: Signature
    demo: bool = False

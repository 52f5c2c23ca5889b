"""Bodies on the wire: msgpack under zstd, bounded on the way in, signed as they travel.

A dictionary that both sides have makes a single case travel in a third of the bytes; which ones each side reads is said
in every Exchange and Answer, and a frame names the one that it was written with.
"""

import base64
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, TypeVar

import msgspec
import zstandard

from app.errors import Refused
from app.ids import DeviceId
from app.journal import Stream
from app.keys import Signer, key_id, verifies
from app.sync.messages import MAX_BODY, MAX_UNPACKED, Batch

_T = TypeVar("_T", bound=msgspec.Struct)
WIRE = "wire"
"""The folder of the dictionaries below `resources`."""
QUICK, THOROUGH, UTMOST = 3, 9, 19
"""Levels of compression: for a link that is faster than the processor, for any other, and for a few entries, where it
costs a hundredth of a second and saves one byte in twenty."""
MAX_WINDOW = 8 << 20
_LEARNING = Lock()
_LEARNT: dict[type[msgspec.Struct], msgspec.msgpack.Decoder[Any]] = {}


class Purpose(StrEnum):
    """What a signature is for. It is signed with the body, so that no signature serves for anything else."""

    EXCHANGE = "sidao exchange 1"
    ANSWER = "sidao answer 1"
    ENROLLED = "sidao enrolled 1"
    KEYS = "sidao keys 1"
    POSSESSION = "sidao possession 1"
    PROOF = "sidao proof 1"
    RECKON = "sidao reckon 1"
    RECKONED = "sidao reckoned 1"
    CASES = "sidao cases 1"
    CASES_TOLD = "sidao cases told 1"
    UPLOAD = "sidao upload 1"
    PACKET = "sidao packet 1"
    COURIER = "sidao courier 1"


class Readable(Protocol):
    """The dictionaries with which a body may have been written."""

    def get(self, number: int) -> zstandard.ZstdCompressionDict:
        """Raises KeyError."""
        ...


class Dictionaries:
    """The zstd dictionaries of a folder (resources/wire), each by the number that its frames name."""

    def __init__(self, folder: Path | None = None) -> None:
        files = [] if folder is None else sorted(folder.glob("*.zdict"))
        read = [zstandard.ZstdCompressionDict(path.read_bytes()) for path in files]
        self._known = {found.dict_id(): found for found in read}
        self._prepared = {found.dict_id(): _prepared(found) for found in read}

    @property
    def ids(self) -> tuple[int, ...]:
        """Those that can be read, the best to write with last."""
        return tuple(self._known)

    def common(self, theirs: Sequence[int]) -> int | None:
        """The best one that the other side reads too."""
        return next((one for one in reversed(self.ids) if one in theirs), None)

    def get(self, number: int) -> zstandard.ZstdCompressionDict:
        """Raises KeyError."""
        return self._known[number]

    def prepared(self, number: int) -> zstandard.ZstdCompressionDict:
        """The same, to write with at level QUICK: looked through once, not for each message. Raises KeyError."""
        return self._prepared[number]


def _prepared(found: zstandard.ZstdCompressionDict) -> zstandard.ZstdCompressionDict:
    prepared = zstandard.ZstdCompressionDict(found.as_bytes())
    prepared.precompute_compress(level=QUICK)
    return prepared


NO_DICTIONARIES = Dictionaries()


def pack(
    message: msgspec.Struct,
    dictionary: zstandard.ZstdCompressionDict | None = None,
    *,
    level: int = QUICK,
) -> bytes:
    """The message as it travels. One zstd frame that names the size of its content, and its dictionary."""
    return zstandard.ZstdCompressor(level=level, dict_data=dictionary).compress(msgspec.msgpack.encode(message))


def unpack(body: bytes, kind: type[_T], dictionaries: Readable = NO_DICTIONARIES) -> _T:
    """The inverse of `pack`, within the limits of messages.py.

    Raises Refused: body_too_large, body_not_zstd, body_malformed, dictionary_unknown.
    """
    try:
        return decoded(_decompress(body, dictionaries), kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("body_malformed") from error


def decoded(packed: bytes, kind: type[_T]) -> _T:
    """The message of that kind. For any thread. Raises what msgspec does.

    msgspec learns a struct's fields the first time that it reads one. Two threads that do so at once with the same
    struct, or with two that share a part, crash the whole program (msgspec 0.22): here one learns while others wait.
    """
    decoder = _LEARNT.get(kind)
    if decoder is None:
        with _LEARNING:
            decoder = _LEARNT.setdefault(kind, msgspec.msgpack.Decoder(kind))
    read: _T = decoder.decode(packed)
    return read


def _decompress(body: bytes, dictionaries: Readable) -> bytes:
    if len(body) > MAX_BODY:
        raise Refused("body_too_large", limit=MAX_BODY)
    try:
        size = zstandard.frame_content_size(body)
        if size > MAX_UNPACKED:
            raise Refused("body_too_large", limit=MAX_UNPACKED)
        if size < 0:
            raise Refused("body_not_zstd")
        written_with = zstandard.get_frame_parameters(body).dict_id
        known = dictionaries.get(written_with) if written_with else None
        decompressor = zstandard.ZstdDecompressor(dict_data=known, max_window_size=MAX_WINDOW)
        return decompressor.decompress(body, allow_extra_data=False)
    except KeyError as error:
        raise Refused("dictionary_unknown") from error
    except zstandard.ZstdError as error:
        raise Refused("body_not_zstd") from error


def sign(signer: Signer, purpose: Purpose, body: bytes) -> str:
    """The text of the Sidao-Signature header for the body as it travels."""
    return base64.b64encode(signer.sign(_signed(purpose, body))).decode("ascii")


def is_signed(public: bytes, purpose: Purpose, body: bytes, signature: str) -> bool:
    """Whether the header's `signature` over this body was made by the private half of `public`."""
    try:
        raw = base64.b64decode(signature, validate=True)
    except ValueError:
        return False
    return verifies(public, _signed(purpose, body), raw)


def sign_bytes(signer: Signer, purpose: Purpose, body: bytes) -> bytes:
    """The same signature as 64 bytes, for inside a message."""
    return signer.sign(_signed(purpose, body))


def is_signed_bytes(public: bytes, purpose: Purpose, body: bytes, signature: bytes) -> bool:
    """The check for `sign_bytes`."""
    return verifies(public, _signed(purpose, body), signature)


def sign_digest(signer: Signer, purpose: Purpose, digest: bytes) -> bytes:
    """The same for a body of which only the SHA-256 is here."""
    return signer.sign(_said(purpose, digest))


def is_signed_digest(public: bytes, purpose: Purpose, digest: bytes, signature: bytes) -> bool:
    """The check for `sign_digest`."""
    return verifies(public, _said(purpose, digest), signature)


def _signed(purpose: Purpose, body: bytes) -> bytes:
    return _said(purpose, sha256(body).digest())


def _said(purpose: Purpose, digest: bytes) -> bytes:
    return purpose.encode() + b"\0" + digest


def possession(
    *, nonce: bytes, point: str, device_number: int, device: DeviceId, stream: Stream, public: bytes
) -> bytes:
    """What a stream's key signs (Purpose.POSSESSION) to prove at enrolment that the device holds it."""
    return f"{nonce.hex()}|{point}|{device_number}|{device}|{stream}|{public.hex()}".encode()


def key_name(public: bytes) -> bytes:
    """The 8 bytes by which the Sidao-Key header (in hex) and the key sheets' readers name a key."""
    return key_id(public)


def batch_is_signed(public: bytes, last_hash: bytes, batch: Batch) -> bool:
    """Whether the batch's signature is by `public` over its last entry's hash, and so vouches for all of it."""
    return verifies(public, last_hash, batch.signature)

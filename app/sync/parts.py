"""A long answer in parts, each of which is read, believed and used before the next has come.

All parts are one zstd frame, flushed behind each, so that a part costs hardly more bytes than within one big page. A
part's signature is over all that came before it too: none can be left out, moved, or taken from another answer.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Generic, TypeVar

import msgspec
import zstandard

from app.errors import Trouble
from app.keys import Signer
from app.sync.messages import MAX_BODY, MAX_UNPACKED
from app.sync.packing import MAX_WINDOW, Purpose, decoded, is_signed_digest, sign_digest

_T = TypeVar("_T", bound=msgspec.Struct)
_SIZE, _SIGNATURE = 4, 64
_LEVEL, _SMALL = 12, {"window_log": 20, "hash_log": 18, "chain_log": 18}
"""The level's own tables take 40 MB for each answer under way, these 1.7, and find as much (DECISIONS.md)."""
_SLICE = 128
"""Bytes unpacked at a time: what they become is looked at before the next (one block of zstd is 128 KiB at most)."""


class PartWriter:
    """Writes the parts of one answer, each as it travels: its size in 4 bytes, its signature in 64, its bytes."""

    def __init__(self, signer: Signer, purpose: Purpose) -> None:
        self._signer = signer
        self._purpose = purpose
        parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, **_SMALL)
        self._compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        self._sofar = sha256()

    def write(self, message: msgspec.Struct) -> bytes:
        """The next part."""
        packed = self._compressor.compress(msgspec.msgpack.encode(message))
        packed += self._compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        self._sofar.update(packed)
        signature = sign_digest(self._signer, self._purpose, self._sofar.digest())
        return len(packed).to_bytes(_SIZE, "big") + signature + packed


class PartReader(Generic[_T]):
    """Reads them as they come. A part that is cut is not there; those before it stand."""

    def __init__(self, public: bytes, purpose: Purpose, kind: type[_T]) -> None:
        """`public`: the key that signs them."""
        self._public = public
        self._purpose = purpose
        self._kind = kind
        self._sofar = sha256()
        self._buffer = bytearray()
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).decompressobj()

    def read(self, received: bytes) -> Iterator[_T]:
        """The parts that are whole with these further bytes.

        Raises Trouble: sync_answer_signature, sync_answer_malformed, sync_answer_too_large.
        """
        self._buffer += received
        while len(self._buffer) >= _SIZE:
            size = int.from_bytes(self._buffer[:_SIZE], "big")
            if size > MAX_BODY:
                raise Trouble("sync_answer_too_large")
            end = _SIZE + _SIGNATURE + size
            if len(self._buffer) < end:
                return
            signature, packed = bytes(self._buffer[_SIZE : end - size]), bytes(self._buffer[end - size : end])
            del self._buffer[:end]
            yield self._opened(packed, signature)

    def _opened(self, packed: bytes, signature: bytes) -> _T:
        self._sofar.update(packed)
        if not is_signed_digest(self._public, self._purpose, self._sofar.digest(), signature):
            raise Trouble("sync_answer_signature")
        try:
            return decoded(self._unpacked(packed), self._kind)
        except (zstandard.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Trouble("sync_answer_malformed") from error

    def _unpacked(self, packed: bytes) -> bytes:
        unpacked = bytearray()
        for begin in range(0, len(packed), _SLICE):
            unpacked += self._decompressor.decompress(packed[begin : begin + _SLICE])
            if len(unpacked) > MAX_UNPACKED:
                raise Trouble("sync_answer_too_large")
        return bytes(unpacked)

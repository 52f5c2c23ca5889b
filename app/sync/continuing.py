"""A dictionary continued by what both sides hold: the stream's last entries before those that a request brings.

A desk's next case has its clerk, its point, its device and the beginning of its numbers in common with the last one,
and the hash that it follows is the last entry's. Written with a dictionary that ends in these, a case points at them
instead of saying them. Nothing about entries has to be known for that, and what is unpacked is what was packed, to the
byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

import msgspec
import zstandard

from app.ids import DeviceId
from app.journal import EntryName, microseconds
from app.sync.messages import Batch, Exchange

CONTINUED = 1 << 30
"""Dictionaries with this number and above are continued ones. Who names it among those that it reads, reads all of
them."""
LOOKS_BACK = 4
"""Entries that continue a dictionary, at most."""
_MOST = 16 << 10
"""Bytes of their payloads, at most: the last ones."""
_ID = slice(4, 8)
"""Where a zstd dictionary keeps its number, little-endian (RFC 8878, 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What both sides have of a stream: everything up to the entry `name`, whose hash is `hash`, in this life of
    central."""

    name: EntryName
    hash: bytes
    incarnation: str

    @classmethod
    def before(cls, batch: Batch, incarnation: str) -> Self | None:
        """What whoever acknowledged everything before this batch holds; None if it is the stream's first."""
        if batch.first == 1:
            return None
        name = EntryName(device=DeviceId(batch.device), stream=batch.stream, number=batch.first - 1)
        return cls(name=name, hash=batch.previous, incarnation=incarnation)

    @property
    def first(self) -> int:
        """The number of the first entry that continues a dictionary."""
        return max(self.name.number - LOOKS_BACK + 1, 1)


def number_of(dictionary: int, held: Held) -> int:
    """The number of that dictionary when it is continued by what is held: another for any other past."""
    said = sha256(f"{dictionary}|{held.incarnation}|".encode() + held.hash).digest()
    return CONTINUED | int.from_bytes(said[:4], "big") >> 2


def continued(
    dictionary: zstandard.ZstdCompressionDict, held: Held, payloads: Sequence[bytes], at: datetime
) -> zstandard.ZstdCompressionDict:
    """The dictionary, continued by the payloads of the entries from `held.first` on, the last of which is of `at`, and
    by the beginning of a request that follows them."""
    known = dictionary.as_bytes()
    number = number_of(dictionary.dict_id(), held).to_bytes(4, "little")
    past = b"".join(payloads)[-_MOST:] + msgspec.msgpack.encode(_following(held, at))
    return zstandard.ZstdCompressionDict(known[: _ID.start] + number + known[_ID.stop :] + past)


def _following(held: Held, at: datetime) -> Exchange:
    name = held.name
    batch = Batch(
        device=name.device,
        stream=name.stream,
        first=name.number + 1,
        previous=held.hash,
        signature=bytes(64),
        entries=(),
    )
    return Exchange(
        oldest=1,
        newest=1,
        device=name.device,
        nonce=bytes(16),
        at=microseconds(at),
        batches=(batch,),
        incarnation=held.incarnation,
    )

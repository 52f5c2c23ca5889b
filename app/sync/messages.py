"""What desk and central say to each other. README.md beside this file says the same in words.

Every message is a msgspec struct that `packing.py` writes and reads. Those that repeat are arrays whose
elements stand in the order of their fields; the others are maps. A receiver ignores what it doesn't know:
fields are only ever added, arrays only grow at their end. Every field is limited here, so that decoding refuses
what is too long or too many before anybody looks at it.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from app.ids import DeviceId
from app.journal import Entry, EntryName, Stream, digest_of, from_microseconds, hash_of, microseconds
from app.sync.model import VerdictKind

OLDEST, NEWEST = 1, 1
"""The window of protocol versions that this program speaks."""

EXCHANGE_PATH = "/sync/v1/exchange"
KEYS_PATH = "/sync/v1/keys"
ENROL_PATH = "/sync/v1/enrol"
FILES_PATH = "/sync/v1/files"
RECKONING_PATH = "/sync/v1/reckoning"
CASES_PATH = "/sync/v1/cases"
TUS = "1.0.0"
MEDIA_TYPE = "application/vnd.sidao.sync"
PARTS_TYPE = "application/vnd.sidao.parts"
DEVICE_HEADER = "Sidao-Device"
SIGNATURE_HEADER = "Sidao-Signature"
KEY_HEADER = "Sidao-Key"

MAX_BODY = 4 << 20
"""Bytes of a body as it travels."""
MAX_UNPACKED = 16 << 20
"""Bytes of the same body unpacked."""
MAX_PAYLOAD = 1 << 20
MAX_ENTRIES = 2000
MAX_BATCHES = 16
MAX_LINES = 2000
MAX_FILES = 256
"""Attachments that one request may ask about."""

Uuid = Annotated[str, Meta(min_length=36, max_length=36)]
Micros = Annotated[int, Meta(ge=0, le=253_402_300_799_999_999)]
"""Microseconds since 1970, UTC; at most the year 9999."""
Number = Annotated[int, Meta(ge=1, le=2**53)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Nonce = Annotated[bytes, Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Signature = Annotated[bytes, Meta(min_length=64, max_length=64)]
Word = Annotated[str, Meta(max_length=64)]
Text = Annotated[str, Meta(max_length=4000)]
Dictionaries = Annotated[tuple[Annotated[int, Meta(ge=1, le=2**32 - 1)], ...], Meta(max_length=16)]
Digests = Annotated[tuple[Bytes32, ...], Meta(max_length=MAX_FILES)]


class EntryLine(Struct, array_like=True, frozen=True):
    """An entry without what its neighbours already say. Subject and action are inside the payload."""

    at: Micros
    kind: Annotated[str, Meta(min_length=1, max_length=40)]
    salt: Annotated[bytes, Meta(max_length=64)]
    payload: Annotated[bytes, Meta(max_length=MAX_PAYLOAD)]


class Batch(Struct, array_like=True, frozen=True):
    """A run of one stream. `previous` is the hash before its first entry, `signature` is its last entry's."""

    device: Uuid
    stream: Stream
    first: Number
    previous: Bytes32
    signature: Signature
    entries: Annotated[tuple[EntryLine, ...], Meta(min_length=1, max_length=MAX_ENTRIES)]


class Proven(Struct, array_like=True, frozen=True):
    """The number of the newest proof that the sender keeps of one of its streams."""

    stream: Stream
    number: Count


class Exchange(Struct, frozen=True, omit_defaults=True):
    """One request: it pushes entries and asks for both feeds.

    `at` is the desk's clock, `waiting` counts its entries that stay behind, `room` limits the feeds' bodies in the
    answer (bytes before compression; one item always fits), `incarnation` is the life of central that the desk knows.
    `dictionaries` are the zstd dictionaries that the sender reads, `files` the digests of attachments that it wants
    proven, `files_waiting` counts those that have not arrived yet. `proven` are its newest proofs: none comes twice.
    """

    oldest: Number
    newest: Number
    device: Uuid
    nonce: Nonce
    at: Micros
    batches: Annotated[tuple[Batch, ...], Meta(max_length=MAX_BATCHES)] = ()
    point: Count = 0
    shared: Count = 0
    room: Annotated[int, Meta(ge=0, le=MAX_UNPACKED)] = 1 << 18
    incarnation: Uuid | None = None
    waiting: Count = 0
    program: Word = ""
    dictionaries: Dictionaries = ()
    files: Digests = ()
    files_waiting: Count = 0
    proven: Annotated[tuple[Proven, ...], Meta(max_length=8)] = ()


class Holds(Struct, array_like=True, frozen=True):
    """Up to `number` central has everything of the stream, each entry with its verdict. `hash` is that entry's."""

    device: Uuid
    stream: Stream
    number: Count
    hash: Bytes32


class Run(Struct, array_like=True, frozen=True):
    """`count` entries from `first` on, all accepted without a word."""

    device: Uuid
    stream: Stream
    first: Number
    count: Number


class VerdictLine(Struct, array_like=True, frozen=True):
    """The verdict on one entry that is more than plainly accepted."""

    device: Uuid
    stream: Stream
    number: Number
    kind: VerdictKind
    reason: Word | None = None  # a model.Reason, or one that a newer central has
    text: Text | None = None


class Fork(Struct, array_like=True, frozen=True):
    """Central holds another entry under this name: the sender is a copy. `hash` is the one that central holds."""

    device: Uuid
    stream: Stream
    number: Number
    hash: Bytes32


class FeedLine(Struct, array_like=True, frozen=True):
    """One item of a feed; `body` is JSON."""

    number: Number
    at: Micros
    kind: Annotated[str, Meta(min_length=1, max_length=40)]
    subject: Word
    body: Annotated[bytes, Meta(max_length=MAX_PAYLOAD)]


class Page(Struct, array_like=True, frozen=True):
    """Items numbered above `start` up to `end`, ascending; `end` is the cursor afterwards.

    `start` is the cursor asked for, or lower when central's incarnation is another and its history parts there.
    """

    start: Count
    end: Count
    more: bool
    items: Annotated[tuple[FeedLine, ...], Meta(max_length=MAX_LINES)] = ()


class Proof(Struct, array_like=True, frozen=True):
    """What central has stored: all entries of the stream up to `number`, whose hash is `hash`, and these attachments.

    Signed apart from the answer that brings it (Purpose.PROOF), so that it can be kept and shown.
    """

    device: Uuid
    stream: Stream
    number: Count
    hash: Bytes32
    at: Micros
    files: Digests = ()


class SignedProof(Struct, array_like=True, frozen=True):
    """A Proof as msgpack, with the name of central's key and its signature."""

    body: Annotated[bytes, Meta(max_length=1 << 15)]
    key: Annotated[bytes, Meta(min_length=8, max_length=8)]
    signature: Signature


class Answer(Struct, frozen=True, omit_defaults=True):
    """Central's answer to an Exchange, whose nonce it repeats; `at` is central's clock.

    `dictionaries` are those that central reads. `upload` is the bearer token for attachments (README.md, Attachments).
    """

    protocol: Number
    nonce: Nonce
    at: Micros
    incarnation: Uuid
    holds: Annotated[tuple[Holds, ...], Meta(max_length=MAX_BATCHES + 2)] = ()
    accepted: Annotated[tuple[Run, ...], Meta(max_length=MAX_LINES * MAX_BATCHES)] = ()
    verdicts: Annotated[tuple[VerdictLine, ...], Meta(max_length=MAX_LINES * MAX_BATCHES)] = ()
    forks: Annotated[tuple[Fork, ...], Meta(max_length=MAX_BATCHES)] = ()
    point: Page | None = None
    shared: Page | None = None
    retry_after: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    dictionaries: Dictionaries = ()
    proofs: Annotated[tuple[SignedProof, ...], Meta(max_length=8)] = ()
    upload: Annotated[str, Meta(max_length=400)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An entry as it came out of a batch: its hash is reckoned, its payload not yet read."""

    name: EntryName
    at: datetime
    kind: str
    salt: bytes
    payload: bytes
    digest: bytes
    previous: bytes
    hash: bytes


def fold(entries: Sequence[Entry]) -> Batch:
    """Neighbouring entries of one stream as a batch. Raises ValueError when one was pruned."""
    first, last = entries[0], entries[-1]
    return Batch(
        device=first.name.device,
        stream=first.name.stream,
        first=first.name.number,
        previous=first.previous,
        signature=last.signature,
        entries=tuple(_line(entry) for entry in entries),
    )


def unfold(batch: Batch) -> Iterator[Carried]:
    """The batch's entries. The last one's hash is what `batch.signature` must have signed; that vouches for all."""
    previous = batch.previous
    for number, line in enumerate(batch.entries, batch.first):
        name = EntryName(device=DeviceId(batch.device), stream=batch.stream, number=number)
        at, digest = from_microseconds(line.at), digest_of(line.salt, line.payload)
        hashed = hash_of(previous, name, at, line.kind, digest)
        yield Carried(
            name=name,
            at=at,
            kind=line.kind,
            salt=line.salt,
            payload=line.payload,
            digest=digest,
            previous=previous,
            hash=hashed,
        )
        previous = hashed


def _line(entry: Entry) -> EntryLine:
    if entry.payload is None or entry.salt is None:
        raise ValueError("pruned")
    return EntryLine(at=microseconds(entry.at), kind=entry.kind, salt=entry.salt, payload=entry.payload)


def upload_address(digest: str) -> str:
    """The last part of the address at which an attachment of this digest (hex) is brought: half of it in base64url."""
    return base64.urlsafe_b64encode(bytes.fromhex(digest)[:16]).rstrip(b"=").decode("ascii")

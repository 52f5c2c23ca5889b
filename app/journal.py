"""The journal: every act is one entry, written in the act's own transaction.

An entry's name is (device, stream, number). Numbers of a stream run 1, 2, 3…; each entry carries the
hash of the one before and its stream's signature, so one signature vouches for all before it.

    hash = SHA-256( previous hash | device | stream | number | time | kind | digest )
    digest = SHA-256( salt | payload )

The payload is hashed as the exact bytes stored. It can be pruned together with its salt (identity
numbers are guessable) without breaking the chain. See app/sync/README.md for the same on the wire.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol

from app.ids import ActionId, DeviceId

GENESIS = bytes(32)
"""The previous hash of a stream's first entry."""


class Stream(StrEnum):
    """The two journals of a device: the desk's in desk.db, the queue's in the queue's store."""

    DESK = "desk"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EntryName:
    """Which entry: unique for ever."""

    device: DeviceId
    stream: Stream
    number: int

    def __str__(self) -> str:
        return f"{self.device}/{self.stream}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a service asks to be written: `kind` ("case.recorded"), the id of what it is about, and its facts.

    `body` is JSON-able; who did it, at which window, and the last entry seen of the subject belong in it.
    """

    kind: str
    subject: str
    action: ActionId | None
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as stored. `payload` and `salt` are None once pruned."""

    name: EntryName
    at: datetime
    kind: str
    subject: str
    action: ActionId | None
    payload: bytes | None
    salt: bytes | None
    digest: bytes
    previous: bytes
    hash: bytes
    signature: bytes

    def body(self) -> dict[str, Any]:
        """The facts of the act. Raises ValueError when the payload was pruned."""
        if self.payload is None:
            raise ValueError("pruned")
        return read_payload(self.payload)["body"]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of a stream: number 0 and GENESIS before the first. `at` is the time that the entry says."""

    number: int = 0
    hash: bytes = GENESIS
    at: datetime | None = field(default=None, compare=False)


class Stamp(Protocol):
    """What is asked about the time of each act before it becomes an entry (app.timekeeping)."""

    @property
    def unanchored(self) -> bool:
        """Whether entries say that their clock is not to be trusted yet (时间未校准)."""
        ...

    def stamp(self, act: Act, stream: Stream, head: Head) -> Act:
        """The act as it is written behind `head`. Raises Refused("clock_unconfirmed")."""
        ...


class Unstamped:
    """For stores whose time nobody looks after: a fresh desk's, and those of tools."""

    unanchored = False

    def stamp(self, act: Act, stream: Stream, head: Head) -> Act:
        return act


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_payload(act: Act, encode: Callable[[Any], bytes] | None = None) -> bytes:
    """The exact bytes that are hashed, stored and sent: compact UTF-8 JSON with the subject and the action inside."""
    inside = {"subject": act.subject, "action": act.action, "body": act.body}
    return _encode(inside).encode() if encode is None else encode(inside)


def read_payload(payload: bytes) -> dict[str, Any]:
    """The inverse of `write_payload`: `subject`, `action` and `body`."""
    return json.loads(payload)  # type: ignore[no-any-return]


def write_entry(
    act: Act,
    *,
    device: DeviceId,
    stream: Stream,
    head: Head,
    salt: bytes,
    sign: Callable[[bytes], bytes],
    encode: Callable[[Any], bytes] | None = None,
) -> Entry:
    """The entry that follows `head`, hashed and signed. `encode` writes compact JSON, faster than the default."""
    payload = write_payload(act, encode)
    digest = digest_of(salt, payload)
    name = EntryName(device=device, stream=stream, number=head.number + 1)
    hashed = hash_of(head.hash, name, act.at, act.kind, digest)
    return Entry(
        name=name,
        at=act.at,
        kind=act.kind,
        subject=act.subject,
        action=act.action,
        payload=payload,
        salt=salt,
        digest=digest,
        previous=head.hash,
        hash=hashed,
        signature=sign(hashed),
    )


def digest_of(salt: bytes, payload: bytes) -> bytes:
    """The salted digest that stands for the payload in the chain."""
    return sha256(salt + payload).digest()


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """A time as whole microseconds since 1970, as hashed and as sent: exact, unlike a float."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The inverse of `microseconds`."""
    return _EPOCH + count * _MICROSECOND


def hash_of(previous: bytes, name: EntryName, at: datetime, kind: str, digest: bytes) -> bytes:
    """The entry's hash, which the signature covers."""
    middle = f"|{name.device}|{name.stream}|{name.number}|{microseconds(at)}|{kind}|".encode()
    return sha256(previous + middle + digest).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that does not hold: a code of ui/explain.py, where, and values for the sentence."""

    code: str
    where: str
    values: Mapping[str, object]


def _says(payload: bytes, entry: Entry) -> bool:
    """Whether subject and action stand in the payload as they do beside it: only the payload is hashed."""
    try:
        inside = read_payload(payload)
        return (inside["subject"], inside["action"]) == (entry.subject, entry.action)
    except (ValueError, KeyError, TypeError):
        return False


def walk(
    entries: Iterable[Entry], head: Head, verifies: Callable[[bytes, bytes], bool], found: Callable[[Finding], None]
) -> Iterator[Entry]:
    """Passes a stream's entries through, from the first on, and reports each break of the chain.

    `verifies(hash, signature)` checks by the stream's public key. The head shows a cut tail.
    """
    before = Head()
    for entry in entries:
        where = str(entry.name)
        if entry.name.number != before.number + 1:
            found(Finding(code="journal_gap", where=where, values={"expected": before.number + 1}))
        elif entry.previous != before.hash:
            found(Finding(code="journal_chain", where=where, values={}))
        if (
            entry.payload is not None
            and entry.salt is not None
            and digest_of(entry.salt, entry.payload) != entry.digest
        ):
            found(Finding(code="journal_payload", where=where, values={}))
        elif entry.payload is not None and not _says(entry.payload, entry):
            found(Finding(code="journal_columns", where=where, values={}))
        if hash_of(entry.previous, entry.name, entry.at, entry.kind, entry.digest) != entry.hash:
            found(Finding(code="journal_hash", where=where, values={}))
        elif not verifies(entry.hash, entry.signature):
            found(Finding(code="journal_signature", where=where, values={}))
        before = Head(number=entry.name.number, hash=entry.hash)
        yield entry
    if before != head:
        found(Finding(code="journal_cut", where=f"{before.number}", values={"head": head.number}))

"""Holding a batch against its signature: nothing of it is looked at before its chain stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from app.errors import Refused
from app.journal import GENESIS, Entry
from app.keys import verifies
from app.sync.messages import Batch, Carried, unfold


def verified(batch: Batch, public: bytes) -> list[Carried]:
    """The batch's entries, whose chain the stream's key vouches for. Raises Refused("batch_signature")."""
    if not all(line.kind.isprintable() for line in batch.entries):
        raise Refused("body_malformed")
    carried = list(unfold(batch))
    if batch.first == 1 and batch.previous != GENESIS:
        raise Refused("batch_signature")
    if not verifies(public, carried[-1].hash, batch.signature):
        raise Refused("batch_signature")
    return carried


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An entry and what its payload says; `body` is None when the payload is no JSON of ours."""

    entry: Entry
    body: Mapping[str, Any] | None


def read(carried: Carried) -> Reading:
    """The entry with its payload taken apart. Never raises: a bad payload gives an empty subject and no body."""
    subject, body = _take_apart(carried.payload)
    entry = Entry(
        name=carried.name,
        at=carried.at,
        kind=carried.kind,
        subject=subject,
        action=None,
        payload=carried.payload,
        salt=carried.salt,
        digest=carried.digest,
        previous=carried.previous,
        hash=carried.hash,
        signature=b"",
    )
    return Reading(entry=entry, body=body)


def read_again(entry: Entry) -> Reading:
    """A kept entry with its payload taken apart."""
    return Reading(entry=entry, body=None if entry.payload is None else _take_apart(entry.payload)[1])


def _take_apart(payload: bytes) -> tuple[str, Mapping[str, Any] | None]:
    try:
        value = msgspec.json.decode(payload)
        subject, body = value["subject"], value["body"]
    except (msgspec.DecodeError, ValueError, KeyError, TypeError, RecursionError):
        return "", None
    if not isinstance(subject, str) or not isinstance(body, dict) or len(subject) > 64 or not _storable(payload, value):
        return "", None
    return subject, body


def _storable(payload: bytes, value: object) -> bool:
    """Whether every text in it can be kept: JSON may hold NUL and half a surrogate pair, no database can."""
    if b"\\u" not in payload:
        return True
    text = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in text and _has_nul(value):
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _has_nul(value: object) -> bool:
    match value:
        case str():
            return "\x00" in value
        case dict():
            return any(_has_nul(key) or _has_nul(part) for key, part in value.items())
        case list():
            return any(map(_has_nul, value))
    return False

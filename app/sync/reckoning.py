"""The reckoning's messages: desk and central compare, day by day, which cases both have."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated

from msgspec import Meta, Struct

from app.sync.messages import Bytes32, Count, Micros, Nonce, Number, Uuid

MAX_DAYS = 62
"""Days that one reckoning compares."""
MAX_NAMED = 20_000
Day = Annotated[str, Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
"""A day in China, as ISO 8601 writes it."""


def digest_of_cases(cases: Iterable[str]) -> bytes:
    """What both sides compare: SHA-256 of the sorted ids, parted by line feeds."""
    return sha256("\n".join(sorted(cases)).encode("ascii")).digest()


class Reckon(Struct, frozen=True, omit_defaults=True):
    """Asks how many cases of this device central has for each of `days`, and with `named` which ones on that day."""

    oldest: Number
    newest: Number
    device: Uuid
    nonce: Nonce
    days: Annotated[tuple[Day, ...], Meta(max_length=MAX_DAYS)] = ()
    named: Day | None = None


class DayCount(Struct, array_like=True, frozen=True):
    """The cases that this device recorded on a day: how many, and SHA-256 of their sorted ids, one a line."""

    day: Day
    count: Count
    digest: Bytes32


class Reckoned(Struct, frozen=True, omit_defaults=True):
    """Central's answer to a Reckon, in the order of its days."""

    protocol: Number
    nonce: Nonce
    at: Micros
    days: Annotated[tuple[DayCount, ...], Meta(max_length=MAX_DAYS)] = ()
    named: Annotated[tuple[Uuid, ...], Meta(max_length=MAX_NAMED)] = ()

"""Identities: UUIDs of version 7, so that keys grow with time and indexes stay small."""

import os
from typing import NewType, Protocol

from app.clock import Clock

ActionId = NewType("ActionId", str)
"""One intention of a person. The same id again returns the first result and changes nothing."""
ApplicantId = NewType("ApplicantId", str)
CaseId = NewType("CaseId", str)
ClerkId = NewType("ClerkId", str)
DeviceId = NewType("DeviceId", str)
"""A device's UUID. Its point and two-digit number, which stand in case numbers, are other fields."""
DraftId = NewType("DraftId", str)
ReceiptId = NewType("ReceiptId", str)
TicketId = NewType("TicketId", str)


_BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _BASE_32 for second in _BASE_32]
"""Ten bits at a time: half the steps."""


class Randomness(Protocol):
    """Where unguessable bytes come from."""

    def bytes(self, count: int) -> bytes: ...


class SystemRandomness:
    """The operating system's source."""

    def bytes(self, count: int) -> bytes:
        return os.urandom(count)


class Ids:
    """Makes new identities from a clock and randomness."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock = clock
        self._randomness = randomness
        self._last = 0

    def new(self) -> str:
        """A UUIDv7 as 36 lower-case characters; later ones of this process sort after earlier ones."""
        # 48 bits of milliseconds and 12 of a fraction: RFC 9562, 6.2, method 3.
        stamp = int(self._clock.now().timestamp() * 1000 * 4096)
        if stamp <= self._last:
            stamp = self._last + 1
        self._last = stamp
        head = f"{stamp >> 12:012x}"
        tail = f"{int.from_bytes(self._randomness.bytes(8), 'big') & (1 << 62) - 1 | 0b10 << 62:016x}"
        return f"{head[:8]}-{head[8:]}-7{stamp & 0xFFF:03x}-{tail[:4]}-{tail[4:]}"

    def token(self) -> str:
        """80 random bits in 16 characters of Crockford's base 32, for the link on paper (design.md, Paper)."""
        number = int.from_bytes(self._randomness.bytes(10), "big")
        return "".join([_PAIRS[number >> place & 1023] for place in range(70, -1, -10)])

    def bytes(self, count: int) -> bytes:
        """`count` unguessable bytes."""
        return self._randomness.bytes(count)

"""Identities: UUIDs of version 7, so that keys grow with time and indexes stay small."""

import secrets
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


class Randomness(Protocol):
    """Where unguessable bytes come from."""

    def bytes(self, count: int) -> bytes: ...


class SystemRandomness:
    """The operating system's source."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)


class Ids:
    """Makes new identities from a clock and randomness."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock = clock
        self._randomness = randomness
        self._last = 0

    def new(self) -> str:
        """A UUIDv7 as 36 lower-case characters; later ones of this process sort after earlier ones."""
        # 48 bits of milliseconds and 12 of a fraction: RFC 9562, 6.2, method 3.
        stamp = max(int(self._clock.now().timestamp() * 1000 * 4096), self._last + 1)
        self._last = stamp
        tail = int.from_bytes(self._randomness.bytes(8), "big") & (1 << 62) - 1
        value = stamp >> 12 << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
        digits = f"{value:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def token(self) -> str:
        """80 random bits in 16 characters of Crockford's base 32, for the link on paper (design.md, Paper)."""
        number = int.from_bytes(self._randomness.bytes(10), "big")
        return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> 5 * place & 31] for place in range(15, -1, -1))

    def bytes(self, count: int) -> bytes:
        """`count` unguessable bytes."""
        return self._randomness.bytes(count)

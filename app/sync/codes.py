"""The one-time enrolment code: 24 signs in groups of four, to be read out over the telephone.

    6 groups of 4 signs of Crockford's base 32 = 55 random bits | 55 bits of the root key's fingerprint | check

The fingerprint lets the desk know central before it says anything to it. The check (two signs, the value
modulo the prime 1021) notices every single wrong sign and every swap of two neighbours.
"""

from dataclasses import dataclass
from hashlib import sha256

from app.errors import Refused

SECRET_BYTES = 7
_BITS = 55
_MASK = (1 << _BITS) - 1
_PRIME = 1021
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 24
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """A code taken apart. `text` is its 24 signs without dashes: what is sent, and what central keeps a digest of."""

    text: str
    fingerprint: int

    def fits(self, root: bytes) -> bool:
        """Whether this root key is the one that the code's maker meant."""
        return fingerprint(root) == self.fingerprint

    @property
    def digest(self) -> bytes:
        """What central keeps instead of the code."""
        return sha256(b"sidao code 1\0" + self.text.encode()).digest()


def fingerprint(root: bytes) -> int:
    """55 bits of the root public key's SHA-256."""
    return int.from_bytes(sha256(b"sidao root 1\0" + root).digest()[:8], "big") & _MASK


def make_code(secret: bytes, root: bytes) -> str:
    """A code as shown to people, "ABCD-EFGH-…", from 7 fresh random bytes and the root public key."""
    value = (int.from_bytes(secret, "big") & _MASK) << _BITS | fingerprint(root)
    signs = _write(value, _LENGTH - 2) + _write(value % _PRIME, 2)
    return "-".join(signs[place : place + 4] for place in range(0, _LENGTH, 4))


def read_code(typed: str) -> EnrolmentCode:
    """A code as typed: case, dashes and blanks don't matter, O is 0, I and L are 1.

    Raises Refused: enrol_code_shape, enrol_code_check.
    """
    text = "".join(sign for sign in typed.upper() if sign not in " -\u3000").translate(_MISREAD)
    if len(text) != _LENGTH or any(sign not in _SIGNS for sign in text):
        raise Refused("enrol_code_shape", "code")
    value = _read(text[:-2])
    if value % _PRIME != _read(text[-2:]):
        raise Refused("enrol_code_check", "code")
    return EnrolmentCode(text=text, fingerprint=value & _MASK)


def _write(value: int, signs: int) -> str:
    return "".join(_SIGNS[value >> 5 * place & 31] for place in range(signs - 1, -1, -1))


def _read(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value << 5 | _SIGNS.index(sign)
    return value

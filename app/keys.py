"""Keys: signing, sealing to a receiver, and the slots that hold the desk's own key.

Algorithms stand behind small ports, so that SM2/SM3/SM4 can take their place: Ed25519 signs,
X25519 with HKDF-SHA256 and AES-256-GCM seals, argon2id turns a passphrase into a key.
"""

from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Trouble

_RAW = serialization.Encoding.Raw
_RAW_PUBLIC = serialization.PublicFormat.Raw
_SEAL_INFO = b"sidao sealed 1"


class Signer(Protocol):
    """A private key that signs. `key_id` is 8 bytes and names the key in codes and key lists."""

    @property
    def key_id(self) -> bytes: ...

    @property
    def public(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes: ...


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which a public key is named: the beginning of its SHA-256."""
    return sha256(public).digest()[:8]


class Ed25519Signer:
    """Signs with an Ed25519 key given as its 32 private bytes; signatures are 64 bytes."""

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes(_RAW, _RAW_PUBLIC)
        self.key_id = key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` was made by the private half of `public`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class SealingKey:
    """The private half to which others seal; X25519, 32 private bytes."""

    def __init__(self, private: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes(_RAW, _RAW_PUBLIC)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed to this key. Raises Trouble("sealed_for_another") when it was not, or was changed."""
        try:
            shared = self._private.exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
            return AESGCM(_seal_key(shared, sealed[:32], self.public)).decrypt(bytes(12), sealed[32:], None)
        except (InvalidTag, ValueError) as error:
            raise Trouble("sealed_for_another") from error


def seal(public: bytes, data: bytes, ephemeral: bytes) -> bytes:
    """`data` readable only by the private half of `public`; `ephemeral` is 32 fresh random bytes.

    The key is used for this one message, so the nonce may be zero.
    """
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    ours = private.public_key().public_bytes(_RAW, _RAW_PUBLIC)
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    return ours + AESGCM(_seal_key(shared, ours, public)).encrypt(bytes(12), data, None)


def _seal_key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=sender + receiver, info=_SEAL_INFO).derive(shared)


def lock(key: bytes, data: bytes, nonce: bytes, label: bytes = b"") -> bytes:
    """`data` under a 32-byte key by AES-256-GCM; the 12-byte nonce stands in front. `label` is bound to it."""
    return nonce + AESGCM(key).encrypt(nonce, data, label)


def unlock(key: bytes, locked: bytes, label: bytes = b"") -> bytes:
    """The inverse of `lock`. Raises Trouble("locked_data_damaged") for another key, label or changed bytes."""
    try:
        return AESGCM(key).decrypt(locked[:12], locked[12:], label)
    except (InvalidTag, ValueError) as error:
        raise Trouble("locked_data_damaged") from error


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from the desk's own key."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(key)

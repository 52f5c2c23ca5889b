"""Central's own keys: the root key signs key sheets, the signing key answers, the sealing key opens what is sealed.

They lie in the database: locked under the operators' passphrase (argon2id, AES-256-GCM), or plain when none was
given, which suits a demonstration only and is said at every start. A passphrase given later locks them.
"""

from dataclasses import dataclass, replace

from argon2.low_level import Type, hash_secret_raw

from app.central.model import KeptKey, Purpose
from app.central.storage import Central
from app.clock import Clock
from app.errors import Trouble
from app.ids import Ids
from app.keys import Ed25519Signer, SealingKey, lock, unlock

PASSES, MEMORY = 3, 64 * 1024
"""What one guess of the passphrase costs (RFC 9106): passes over so many KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityKeys:
    """The keys, opened. `guarded`: they lie under a passphrase."""

    root: Ed25519Signer
    signing: Ed25519Signer
    sealing: SealingKey
    guarded: bool


def open_keys(central: Central, *, passphrase: str | None, clock: Clock, ids: Ids) -> CityKeys:
    """Central's keys, made on the first call. Within a writing transaction.

    Raises Trouble: central_passphrase_missing, central_passphrase_wrong.
    """
    kept = central.city.keys()
    if not kept:
        kept = {purpose: _made(purpose, clock, ids) for purpose in Purpose}
        central.city.keep_keys(list(kept.values()))
    plain = {purpose: _opened(key, passphrase) for purpose, key in kept.items()}
    guarded = all(key.salt is not None for key in kept.values())
    if passphrase and not guarded:
        central.city.keep_keys([_locked(key, plain[key.purpose], passphrase, ids) for key in kept.values()])
        guarded = True
    return CityKeys(
        root=Ed25519Signer(plain[Purpose.ROOT]),
        signing=Ed25519Signer(plain[Purpose.SIGNING]),
        sealing=SealingKey(plain[Purpose.SEALING]),
        guarded=guarded,
    )


def _made(purpose: Purpose, clock: Clock, ids: Ids) -> KeptKey:
    private = ids.bytes(32)
    public = SealingKey(private).public if purpose is Purpose.SEALING else Ed25519Signer(private).public
    return KeptKey(purpose=purpose, public=public, private=private, salt=None, made_at=clock.now())


def _opened(key: KeptKey, passphrase: str | None) -> bytes:
    if key.salt is None:
        return key.private
    if not passphrase:
        raise Trouble("central_passphrase_missing")
    try:
        return unlock(_stretch(passphrase, key.salt), key.private, key.purpose.encode())
    except Trouble as error:
        raise Trouble("central_passphrase_wrong") from error


def _locked(key: KeptKey, private: bytes, passphrase: str, ids: Ids) -> KeptKey:
    salt = ids.bytes(16)
    locked = lock(_stretch(passphrase, salt), private, ids.bytes(12), key.purpose.encode())
    return replace(key, private=locked, salt=salt)


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, PASSES, MEMORY, 1, 32, Type.ID)

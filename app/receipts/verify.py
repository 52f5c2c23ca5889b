"""Judging a receipt with no network: from its code's text, a picture of the paper, or its PDF file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.errors import Refused
from app.ids import DeviceId
from app.receipts.cose import is_signed_by
from app.receipts.model import Proof
from app.receipts.qr import PREFIX, Signed, read_proof
from app.receipts.read_codes import proof_texts


class Verdict(StrEnum):
    """What a window may tell the holder of a paper (cli.md, receipt verify)."""

    VALID = "valid"
    RETIRED = "retired"  # valid; its key has since been replaced
    UNPROVEN = "unproven"  # signed after the key's revocation, and central does not have the entry
    UNKNOWN = "unknown"  # no proof code, or by no key of ours
    ALTERED = "altered"  # the code was changed or forged


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A device's signing key as central's dated key lists give it.

    `revoked_after` is the last entry number that the key still vouches for: never a time, because a thief
    sets the clock (design.md, Paper). `replaced_at` is when a newer key took its place in good order.
    """

    public: bytes
    device: DeviceId
    point: str
    replaced_at: datetime | None = None
    revoked_after: int | None = None

    @property
    def retired(self) -> bool:
        return self.replaced_at is not None


class KeyRing(Protocol):
    """The keys that this desk knows, and what it knows of central's holdings."""

    def find(self, key_id: bytes) -> KnownKey | None:
        """The key of this id, or None when it is not ours."""
        ...

    def central_holds(self, device: DeviceId, stream: str, number: int) -> bool:
        """Whether central is known to hold this entry."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict, and what the paper says. `proof` is None when nothing trustworthy could be read.

    An UNKNOWN or ALTERED paper's proof is given for the clerk's eyes only; never act on it.
    """

    verdict: Verdict
    proof: Proof | None = None
    key: KnownKey | None = None


def verify(source: str | bytes, ring: KeyRing) -> Judgement:
    """Judge a paper by its code's text, or by the bytes of a picture, a PDF or a text file. Never raises."""
    return next((verify_text(text, ring) for text in _texts(source)), Judgement(verdict=Verdict.UNKNOWN))


def verify_text(text: str, ring: KeyRing) -> Judgement:
    """Judge the text of a proof code. Never raises."""
    try:
        signed = read_proof(text)
    except Refused as refusal:
        return Judgement(verdict=Verdict.ALTERED if refusal.code == "proof_damaged" else Verdict.UNKNOWN)
    key = ring.find(signed.key_id)
    if key is None:
        return Judgement(verdict=Verdict.UNKNOWN, proof=signed.proof)
    return Judgement(verdict=_verdict(signed, key, ring), proof=signed.proof, key=key)


def _verdict(signed: Signed, key: KnownKey, ring: KeyRing) -> Verdict:
    proof = signed.proof
    if not is_signed_by(signed.envelope, key.public):
        return Verdict.ALTERED
    if (proof.device, proof.point) != (key.device, key.point):
        return Verdict.ALTERED  # a true key that vouches for another desk's paper
    if key.revoked_after is not None and proof.number > key.revoked_after:
        held = ring.central_holds(proof.device, proof.stream, proof.number)
        if not held:
            return Verdict.UNPROVEN
    return Verdict.RETIRED if key.retired else Verdict.VALID


def _texts(source: str | bytes) -> tuple[str, ...]:
    if isinstance(source, str):
        return (source,)
    if source.lstrip()[: len(PREFIX)] == PREFIX.encode():
        return (source.decode("ascii", errors="replace"),)
    return proof_texts(source)

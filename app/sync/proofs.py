"""Proofs of delivery: central's signed word on what it has stored, checked before it is kept.

A proof counts for this device's own entries only, and only when its hash is that of the desk's own entry: the desk
reckons nothing as delivered that it can't show to others. See README.md, Proofs.
"""

import logging
from collections.abc import Iterable, Iterator

import msgspec

from app.ids import DeviceId
from app.journal import GENESIS, Stream, from_microseconds
from app.storage.desk import Desk, DeskStore
from app.storage.sync import KeyUse
from app.sync.messages import Proof, Proven, SignedProof
from app.sync.model import KeptProof
from app.sync.packing import Purpose, decoded, is_signed_bytes
from app.sync.sources import Sources

log = logging.getLogger(__name__)


def known_proofs(desk: Desk, device: DeviceId, streams: Iterable[Stream]) -> tuple[Proven, ...]:
    """What a request says of the proofs that are here already."""
    numbers = ((stream, desk.sync.proven(device, stream)) for stream in sorted(streams))
    return tuple(Proven(stream=stream, number=number) for stream, number in numbers if number)


def checked(store: DeskStore, sources: Sources, device: DeviceId, given: Iterable[SignedProof]) -> list[KeptProof]:
    """Those that hold. One that doesn't is passed over and noted in the log: what it would prove stays unproven."""
    return list(_checked(store, sources, device, given))


def _checked(store: DeskStore, sources: Sources, device: DeviceId, given: Iterable[SignedProof]) -> Iterator[KeptProof]:
    for one in given:
        proof = read_proof(one)
        fault = "not a proof" if proof is None else _fault(store, sources, device, proof)
        if proof is None or fault:
            log.warning("a proof of delivery was passed over: %s", fault)
        else:
            yield proof


def read_proof(given: SignedProof) -> KeptProof | None:
    """What the proof says; None when it is none."""
    try:
        said = decoded(given.body, Proof)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return KeptProof(
        device=DeviceId(said.device),
        stream=said.stream,
        number=said.number,
        hash=said.hash,
        at=from_microseconds(said.at),
        files=tuple(digest.hex() for digest in said.files),
        body=given.body,
        key=given.key,
        signature=given.signature,
    )


def _fault(store: DeskStore, sources: Sources, device: DeviceId, proof: KeptProof) -> str | None:
    """What is wrong with it."""
    if proof.device != device or proof.stream not in sources:
        return "of another device"
    with store.reading() as desk:
        key = desk.sync.key(proof.key)
    if key is None or key.use is not KeyUse.SIGN or key.retired is not None:
        return "by no signing key of central"
    if not is_signed_bytes(key.public, Purpose.PROOF, proof.body, proof.signature):
        return "not signed"
    entries = sources[proof.stream].after(proof.number - 1, 1) if proof.number else []
    own = entries[0].hash if entries else GENESIS if proof.number == 0 else None
    return None if proof.hash == own else "of other entries"


def keep_proofs(desk: Desk, proofs: Iterable[KeptProof]) -> bool:
    """Keeps what is new in them, within the transaction that moves the marks; whether anything was.

    Answers may come out of order (two programs, a courier): an older word than is here adds nothing.
    """
    kept = False
    for proof in proofs:
        newest = desk.sync.proven(proof.device, proof.stream)
        new_files = set(proof.files).difference(desk.sync.proven_files(proof.files))
        if proof.number > newest or (proof.number == newest and new_files):
            desk.sync.keep_proof(proof)
            kept = True
    return kept


def not_held(asked: Iterable[str], proofs: Iterable[KeptProof], device: DeviceId) -> set[str]:
    """The attachments that a request asked about and no proof in the answer names: central lacks them."""
    return set(asked).difference(*(proof.files for proof in proofs if proof.device == device))


def speaks_of_files(desk: Desk, device: DeviceId) -> bool:
    """Whether silence about an attachment means that central lacks it: not from one that signs nothing at all."""
    return desk.sync.proven(device, Stream.DESK) > 0

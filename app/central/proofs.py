"""Central signs what it stores, apart from the answer that brings it, so that a desk can keep it and show it."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from app.central.model import Held
from app.clock import Clock
from app.journal import Stream, microseconds
from app.keys import Ed25519Signer
from app.sync.messages import Proof, Proven, SignedProof
from app.sync.packing import Purpose, key_name, sign_bytes


def proofs(
    signer: Ed25519Signer, clock: Clock, own: Iterable[Held], known: Sequence[Proven], files: Collection[str] = ()
) -> tuple[SignedProof, ...]:
    """One for each of the device's streams whose proof the desk has not got, and one that names `files`.

    `own` is how far the streams are held by what is committed, `known` what the desk says it keeps. `files` are
    digests in hex.
    """
    has = {one.stream: one.number for one in known}
    made = []
    for held in own:
        named = tuple(bytes.fromhex(digest) for digest in sorted(files)) if held.stream is Stream.DESK else ()
        if named or held.number != has.get(held.stream, 0):
            made.append(_signed(signer, _proof(held, clock, named)))
    return tuple(made)


def _proof(held: Held, clock: Clock, files: tuple[bytes, ...]) -> Proof:
    return Proof(
        device=held.device,
        stream=held.stream,
        number=held.number,
        hash=held.hash,
        at=microseconds(clock.now()),
        files=files,
    )


def _signed(signer: Ed25519Signer, proof: Proof) -> SignedProof:
    body = msgspec.msgpack.encode(proof)
    return SignedProof(body=body, key=key_name(signer.public), signature=sign_bytes(signer, Purpose.PROOF, body))

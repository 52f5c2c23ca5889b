"""The kept proofs once more against central's keys and the desk's own chains: for `sidao verify`."""

from collections.abc import Iterator

from app.ids import DeviceId
from app.journal import GENESIS, Finding, Stream
from app.storage.desk import Desk, DeskStore
from app.storage.sync import KeyUse
from app.sync.messages import SignedProof
from app.sync.model import KeptProof
from app.sync.packing import Purpose, is_signed_bytes
from app.sync.proofs import read_proof
from app.sync.sources import Sources


def proof_findings(store: DeskStore, sources: Sources, device: DeviceId) -> Iterator[Finding]:
    """What does not hold: a signature, a proof that says something else than its row or than the chain, or one that
    goes back behind an earlier one which still counts. Those that have lapsed must be central's words as well."""
    newest: dict[Stream, int] = {}
    with store.reading() as desk:
        kept = list(desk.sync.proofs())
        claimed = desk.sync.claimed_files()
        for proof in kept:
            code = _fault(desk, sources, device, proof)
            if code is None and proof.lapsed is None and proof.number < newest.get(proof.stream, 0):
                code = "proof_went_back"
            if code is not None:
                yield Finding(code=code, where=f"{proof.stream}/{proof.number}", values={})
            if proof.lapsed is None:
                newest[proof.stream] = max(proof.number, newest.get(proof.stream, 0))
    named = {digest for proof in kept if proof.lapsed is None for digest in proof.files}
    for digest in sorted(claimed - named):
        yield Finding(code="proof_file_unsigned", where=digest, values={})


def _fault(desk: Desk, sources: Sources, device: DeviceId, proof: KeptProof) -> str | None:
    key = desk.sync.key(proof.key)
    if key is None or key.use is not KeyUse.SIGN:
        return "proof_not_signed"
    if not is_signed_bytes(key.public, Purpose.PROOF, proof.body, proof.signature):
        return "proof_not_signed"
    said = read_proof(SignedProof(body=proof.body, key=proof.key, signature=proof.signature))
    if said is None or proof.device != device or proof.stream not in sources:
        return "proof_row_differs"
    if (said.device, said.stream, said.number, said.at) != (proof.device, proof.stream, proof.number, proof.at):
        return "proof_row_differs"
    entries = sources[proof.stream].after(proof.number - 1, 1) if proof.number else []
    own = entries[0].hash if entries else GENESIS if proof.number == 0 else None
    return None if said.hash == own else "proof_chain_differs"

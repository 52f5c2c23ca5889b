"""Central's proofs: of what it holds, for the device that asks, and of attachments that it has whole."""

from hashlib import sha256

import msgspec
import pytest

from app.central.file_storage import KeptFile
from app.journal import Stream
from app.sync.messages import Answer, Proof, Proven
from app.sync.packing import Purpose, is_signed_bytes
from tests.central.arrange import MORNING, City, Desk

FILE = sha256(b"scan").digest()


@pytest.fixture
def city(either: City) -> City:
    """On both databases."""
    return either


@pytest.fixture
def desk(city: City) -> Desk:
    return city.desk()


def proofs(city: City, answer: Answer) -> list[Proof]:
    """What they say; each signed by central's signing key."""
    key = city.program.keys.signing
    for one in answer.proofs:
        assert one.key == key.key_id
        assert is_signed_bytes(key.public, Purpose.PROOF, one.body, one.signature)
    return [msgspec.msgpack.decode(one.body, type=Proof) for one in answer.proofs]


def test_a_proof_says_what_is_stored_and_comes_once(city: City, desk: Desk) -> None:
    assert proofs(city, desk.exchange()) == []
    desk.record()
    desk.record()
    (proof,) = proofs(city, desk.exchange([desk.batch()]))
    last = desk.entries[Stream.DESK][-1]
    assert (proof.device, proof.stream, proof.number, proof.hash) == (desk.id, Stream.DESK, 2, last.hash)
    known = (Proven(stream=Stream.DESK, number=2),)
    assert proofs(city, desk.exchange(proven=known)) == []
    assert [one.number for one in proofs(city, desk.exchange())] == [2]
    assert [one.number for one in proofs(city, desk.exchange(proven=(Proven(stream=Stream.DESK, number=1),)))] == [2]


def test_a_returned_entry_is_signed_for_too(city: City, desk: Desk) -> None:
    desk.record(point="220521100009")
    answer = desk.exchange([desk.batch()])
    assert [line.kind for line in answer.verdicts] == ["returned"]
    assert [one.number for one in proofs(city, answer)] == [1]


def test_attachments_are_signed_for_only_when_they_are_whole_and_the_points(city: City, desk: Desk) -> None:
    desk.record()
    desk.exchange([desk.batch()])
    known = (Proven(stream=Stream.DESK, number=1),)
    assert proofs(city, desk.exchange(proven=known, files=(FILE,))) == []
    kept = KeptFile(point=desk.point, digest=FILE.hex(), media="image/jpeg", size=4, at=MORNING)
    with city.program.store.writing() as central:
        central.files.keep(kept)
    (proof,) = proofs(city, desk.exchange(proven=known, files=(FILE, bytes(32))))
    assert (proof.number, proof.files) == (1, (FILE,))
    stranger = city.desk(point="220521100002", seed="other")
    stranger.record()
    (theirs,) = proofs(city, stranger.exchange([stranger.batch()], files=(FILE,)))
    assert theirs.files == ()

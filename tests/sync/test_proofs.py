"""What central signed for, and nothing else, counts as received."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from app.cases.given import StoredFile
from app.cases.model import Case, CaseAct, CaseState
from app.journal import EntryName, Stream
from app.keys import Ed25519Signer
from app.sync.messages import Proof
from app.sync.model import Arrival
from app.sync.proof_check import proof_findings
from db.desk.sync_models import ProofRow
from db.engine import transaction
from tests.sync.fake_central import NOW, FakeCentral
from tests.sync.make import IDS, TestDesk

LIFE = "0198f000-0000-7000-8000-000000000001"


def arrival(desk: TestDesk, case: Case) -> tuple[Arrival, int]:
    with desk.store.reading() as store:
        found = store.cases.get(case.id)
        assert found is not None
        delivery = store.cases.delivery(found)
        (listed,) = [row for row in store.cases.listed() if row.id == case.id]
    assert replace(delivery, at=None) == listed.delivery
    return delivery.arrival, delivery.files


def findings(desk: TestDesk) -> list[str]:
    return [finding.code for finding in proof_findings(desk.store, desk.sources, desk.device)]


def with_file(desk: TestDesk, case: Case, content: bytes) -> StoredFile:
    """The case with an attachment, as if it had been recorded so."""
    with desk.store.writing() as store:
        file = store.files.keep(content, "身份证.jpg", "image/jpeg")
        (material,) = case.materials
        store.cases.save(replace(desk.case(case.id), materials=(replace(material, file=file),)))
    return file


def bring(desk: TestDesk, central: FakeCentral, file: StoredFile) -> None:
    """The attachment went up, by whatever road."""
    central.files.add(bytes.fromhex(file.digest))
    with desk.store.writing() as store:
        store.files.mark_delivered(file.digest, NOW)


def test_a_case_is_received_when_central_has_signed_for_it(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    assert arrival(desk, case) == (Arrival.HERE, 0)
    desk.engine(transport=central.transport()).cycle()
    assert arrival(desk, case) == (Arrival.RECEIVED, 0)
    with desk.store.reading() as store:
        assert store.cases.delivery(desk.case(case.id)).at == NOW
        proof = store.sync.proof_of(desk.case(case.id).last)
        assert proof is not None
        assert (proof.number, proof.key) == (1, central.signer.key_id)
    assert desk.announced[-1].cases
    assert findings(desk) == []


def test_a_proof_comes_once_and_again_after_the_next_act(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    engine = desk.engine(transport=central.transport())
    for _ in range(3):
        engine.cycle()
    with desk.store.reading() as store:
        assert [proof.number for proof in store.sync.proofs()] == [1]
    desk.act(desk.case(case.id), CaseAct.CONCLUDE, CaseState.CONCLUDED)
    assert arrival(desk, case) == (Arrival.HERE, 0)
    engine.cycle()
    assert arrival(desk, case) == (Arrival.RECEIVED, 0)
    with desk.store.reading() as store:
        assert [proof.number for proof in store.sync.proofs()] == [1, 2]


def test_a_proof_that_was_lost_on_the_road_comes_with_the_next_answer(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    engine = desk.engine(transport=central.transport())
    signed, central._proofs = central._proofs, lambda _asked: ()  # type: ignore[method-assign]
    engine.cycle()
    assert arrival(desk, case) == (Arrival.SENT, 0)
    central._proofs = signed  # type: ignore[method-assign]
    engine.cycle()
    assert arrival(desk, case) == (Arrival.RECEIVED, 0)


def _other_device(proof: Proof) -> Proof:
    return msgspec.structs.replace(proof, device=IDS.new())


def _other_hash(proof: Proof) -> Proof:
    return msgspec.structs.replace(proof, hash=bytes(range(32)))


def _beyond(proof: Proof) -> Proof:
    return msgspec.structs.replace(proof, number=proof.number + 1)


@pytest.mark.parametrize("tampers", [_other_device, _other_hash, _beyond])
def test_a_proof_of_something_else_proves_nothing(
    desk: TestDesk, central: FakeCentral, tampers: Callable[[Proof], Proof]
) -> None:
    (case,) = desk.record(1)
    central.tampers = tampers
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert arrival(desk, case) == (Arrival.SENT, 0)
    assert findings(desk) == []


def test_a_proof_by_another_key_proves_nothing(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    thief, honest = Ed25519Signer(IDS.bytes(32)), central.prove
    central.prove = lambda proof, by=None: honest(proof, thief)  # type: ignore[method-assign]
    desk.engine(transport=central.transport()).cycle()
    assert arrival(desk, case) == (Arrival.SENT, 0)


def test_a_case_is_received_when_its_attachments_are_signed_for_too(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    file = with_file(desk, case, b"\xff\xd8\xff picture")
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    assert arrival(desk, case) == (Arrival.RECORDS, 1)
    bring(desk, central, file)
    engine.cycle()
    assert arrival(desk, case) == (Arrival.RECEIVED, 0)
    with desk.store.reading() as store:
        assert [len(proof.files) for proof in store.sync.proofs()] == [0, 1]
    assert findings(desk) == []


def test_an_attachment_that_central_lacks_after_all_goes_again(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    file = with_file(desk, case, b"\xff\xd8\xff picture")
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    bring(desk, central, file)
    central.files.clear()
    engine.cycle()
    assert arrival(desk, case) == (Arrival.RECORDS, 1)
    with desk.store.reading() as store:
        assert [waiting.digest for waiting in store.files.undelivered()] == [file.digest]
        assert store.files.unproven(10) == []


def test_a_central_from_a_backup_has_to_sign_again(desk: TestDesk, central: FakeCentral) -> None:
    kept, lost = desk.record(2)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.stored = {name: one for name, one in central.stored.items() if name.number == 1}
    central.incarnation = LIFE
    central._take = lambda _batch: []  # type: ignore[method-assign]
    engine.cycle()
    assert (arrival(desk, kept)[0], arrival(desk, lost)[0]) == (Arrival.RECEIVED, Arrival.HERE)
    with desk.store.reading() as store:
        assert [(proof.number, proof.lapsed is None) for proof in store.sync.proofs()] == [(2, False), (1, True)]
    del central._take  # type: ignore[method-assign]
    engine.cycle()
    assert arrival(desk, lost)[0] is Arrival.RECEIVED
    assert findings(desk) == []


def test_an_old_answer_of_a_courier_takes_no_proof_back(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(3)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.tampers = lambda proof: msgspec.structs.replace(
        proof, number=1, hash=central.stored[EntryName(device=desk.device, stream=Stream.DESK, number=1)].hash
    )
    desk.record(1)
    engine.cycle()
    with desk.store.reading() as store:
        assert [proof.number for proof in store.sync.proofs()] == [3]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signature": bytes(64)}, "proof_not_signed"),
        ({"key": bytes(8)}, "proof_not_signed"),
        ({"number": 1}, "proof_row_differs"),
        ({"body": b""}, "proof_not_signed"),
    ],
)
def test_verify_finds_a_proof_that_was_changed(
    desk: TestDesk, central: FakeCentral, change: dict[str, object], code: str
) -> None:
    desk.record(2)
    desk.engine(transport=central.transport()).cycle()
    with transaction(desk.store._engine, writes=True) as connection:
        connection.execute(ProofRow.__table__.update().values(**change))  # type: ignore[attr-defined]
    assert findings(desk) == [code]


def test_verify_finds_an_attachment_that_nobody_signed_for(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    file = with_file(desk, case, b"\xff\xd8\xff picture")
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    bring(desk, central, file)
    engine.cycle()
    with transaction(desk.store._engine, writes=True) as connection:
        connection.exec_driver_sql("UPDATE proven_file SET digest = ?", ("0" * 64,))
    assert findings(desk) == ["proof_file_unsigned"]
    assert arrival(desk, case) == (Arrival.RECORDS, 1)

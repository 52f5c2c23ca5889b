"""Enrolment: by a code, by a demo's word, and what is refused before anything is said."""

import pytest

from app.journal import Stream
from app.receipts.verify import KnownKey
from app.sync.codes import make_code
from app.sync.key_ring import DeskKeyRing
from app.sync.model import CentralAddress
from app.sync.status import mends_itself
from tests.sync.fake_central import FakeCentral
from tests.sync.make import IDS, POINT, TestDesk


def test_a_code_enrols_and_is_forgotten(desk: TestDesk) -> None:
    central = FakeCentral(demo=False)
    desk.say_code(central.code)
    report = desk.engine(transport=central.transport()).cycle()
    assert report.trouble is None
    with desk.store.reading() as store:
        enrolment, address = store.sync.enrolment(), store.sync.address()
    assert enrolment is not None
    assert (enrolment.root, enrolment.demo) == (central.root.public, False)
    assert enrolment.point.name == "湾湾川镇便民服务中心"
    assert address == CentralAddress(url="http://central.test", code=None)
    assert set(central.keys) == {(desk.device, Stream.DESK), (desk.device, Stream.QUEUE)}


def test_a_demo_central_needs_no_code_and_is_marked(desk: TestDesk, central: FakeCentral) -> None:
    desk.engine(transport=central.transport()).cycle()
    with desk.store.reading() as store:
        enrolment = store.sync.enrolment()
    assert enrolment is not None
    assert enrolment.demo


@pytest.mark.parametrize(
    "code", [None, make_code(bytes(7), bytes(32)), "ABCD", make_code(bytes(7), bytes(32))[:-1] + "0"]
)
def test_without_the_right_code_nothing_is_said_to_central(desk: TestDesk, code: str | None) -> None:
    central = FakeCentral(demo=False)
    if code is not None:
        desk.say_code(code)
    report = desk.engine(transport=central.transport()).cycle()
    assert report.trouble in ("enrol_code_needed", "enrol_other_central", "enrol_code_shape", "enrol_code_check")
    assert not mends_itself(report.trouble)
    assert central.keys == {}
    assert desk.sealed_to == []


def test_a_code_that_central_does_not_know_is_told_and_may_be_replaced(desk: TestDesk) -> None:
    central = FakeCentral(demo=False)
    desk.say_code(make_code(IDS.bytes(7), central.root.public))
    assert desk.engine(transport=central.transport()).cycle().trouble == "enrol_code_unknown"
    desk.say_code(central.code)
    assert desk.engine(transport=central.transport()).cycle().trouble is None


def test_a_desk_works_and_counts_as_pending_until_it_is_enrolled(desk: TestDesk) -> None:
    central = FakeCentral(demo=False)
    desk.record(2)
    engine = desk.engine(transport=central.transport())
    assert (engine.cycle().pending, engine.status().enrolled) == (2, False)
    desk.say_code(central.code)
    engine = desk.engine(transport=central.transport())
    assert (engine.cycle().pending, engine.status().enrolled) == (0, True)


def test_the_ring_knows_the_own_key_before_enrolment_and_the_listed_word_after(
    desk: TestDesk, central: FakeCentral
) -> None:
    ring = DeskKeyRing(desk.store, device=desk.device, point=POINT, own=[desk.store.signer], known=KnownKey)
    own = ring.find(desk.store.signer.key_id)
    assert own == KnownKey(public=desk.store.signer.public, device=desk.device, point=POINT)
    assert ring.find(bytes(8)) is None
    desk.record(2)
    assert not ring.central_holds(desk.device, "desk", 1)
    desk.engine(transport=central.transport()).cycle()
    assert ring.central_holds(desk.device, "desk", 2)
    assert not ring.central_holds(desk.device, "desk", 3)
    assert not ring.central_holds(desk.device, "nonsense", 1)
    assert ring.find(central.signer.key_id) is None

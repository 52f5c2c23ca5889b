"""Enrolment: by a code, by a demo's word, and what is refused before anything is said."""

import json
import re
from pathlib import Path

import pytest

from app.errors import Refused
from app.journal import Stream
from app.receipts.verify import KnownKey
from app.sync.codes import make_code
from app.sync.http_troubles import refusal
from app.sync.key_ring import DeskKeyRing
from app.sync.model import CentralAddress
from app.sync.status import mends_itself
from tests.sync.fake_central import FakeCentral
from tests.sync.make import IDS, POINT, TestDesk
from ui.explain import explain

PROTOCOL = Path(__file__).parents[2] / "app" / "sync" / "README.md"


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


def refused_by_central() -> list[str]:
    """The codes that the protocol names for enrolment."""
    (line,) = [line for line in PROTOCOL.read_text("utf-8").splitlines() if "at enrolment `enrol_" in line]
    return re.findall(r"`(enrol_\w+)`", line)


def test_every_refusal_of_enrolment_in_the_protocol_is_told_as_what_it_is() -> None:
    codes = refused_by_central()
    assert len(codes) > 8
    for code in codes:
        told = refusal(403, {}, json.dumps({"error": code}).encode())
        assert (type(told), told.code) == (Refused, code)
        assert not mends_itself(told.code)


def test_whose_code_it_is_stands_in_the_sentence() -> None:
    told = refusal(403, {}, b'{"error": "enrol_device_other", "number": 3}')
    assert "3 号设备" in explain(told)
    for strange in (b'{"error": "enrol_device_other"}', b'{"error": "enrol_device_other", "number": "<b>"}'):
        assert "…" in explain(refusal(403, {}, strange))


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

"""A packet is taken as the city signed it, or not at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Refused
from app.keys import Ed25519Signer
from app.sync.codes import make_code
from app.sync.key_sheets import CentralKey, KeySheet, Use, write_sheet
from app.sync.model import ServicePoint
from app.sync.packets import Packet, PacketDevice, read_packet, write_packet

ROOT, SIGNING = Ed25519Signer(bytes(32)), Ed25519Signer(bytes([1]) * 32)
SHEET, SIGNED = write_sheet(
    KeySheet(number=1, at=0, central=(CentralKey(public=SIGNING.public, use=Use.SIGN, since=0),)), ROOT
)
WHEN = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
PACKET = Packet(
    central="https://sp.example.gov.cn",
    root=ROOT.public,
    sheet=SHEET,
    sheet_signature=SIGNED,
    point=ServicePoint(code="220521100001", name="快大茂𬘘便民", short_name="快大茂", address="", phone="12345"),
    rules=None,
    devices=tuple(
        PacketDevice(number=number, code=make_code(bytes([number]) * 7, ROOT.public), expires_at=WHEN)
        for number in (1, 2)
    ),
    made_at=WHEN,
)
WRITTEN = write_packet(PACKET, SIGNING)


def test_a_packet_is_read_as_it_was_written() -> None:
    assert read_packet(WRITTEN) == PACKET
    bare = replace(PACKET, central=None, rules={"point": "220521100001", "name": "x", "default": "accept"})
    assert read_packet(write_packet(bare, SIGNING)) == bare


def outcome(written: bytes) -> Packet | str:
    try:
        return read_packet(written)
    except Refused as refused:
        return refused.code


@settings(max_examples=300)
@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
def test_no_changed_byte_makes_another_packet(place: int, change: int) -> None:
    changed = bytearray(WRITTEN)
    changed[place] ^= change
    assert outcome(bytes(changed)) in (PACKET, "packet_unreadable", "packet_altered")  # blanks say nothing


@pytest.mark.parametrize("change", [{"central": "https://evil.example"}, {"made_at": "2026-11-27T00:00:00+00:00"}])
def test_another_address_is_noticed(change: dict[str, str]) -> None:
    outside = json.loads(WRITTEN)
    outside["packet"] |= change
    with pytest.raises(Refused, match="packet_altered"):
        read_packet(json.dumps(outside).encode())


def test_codes_of_another_city_are_noticed() -> None:
    foreign = PacketDevice(number=1, code=make_code(bytes(7), SIGNING.public), expires_at=WHEN)
    with pytest.raises(Refused, match="packet_altered"):
        read_packet(write_packet(replace(PACKET, devices=(foreign,)), SIGNING))


def test_a_key_that_the_sheet_does_not_name_signs_nothing() -> None:
    with pytest.raises(Refused, match="packet_altered"):
        read_packet(write_packet(PACKET, ROOT))


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b" " * (2 << 20), b'{"sidao": "sidao packet 2"}']
)
def test_what_is_no_packet_is_told_as_such(data: bytes) -> None:
    with pytest.raises(Refused, match="packet_unreadable"):
        read_packet(data)


def test_a_packet_without_a_device_is_none() -> None:
    with pytest.raises(Refused, match="packet_unreadable"):
        read_packet(write_packet(replace(PACKET, devices=()), SIGNING))


def test_which_device_is_asked_only_when_there_are_several() -> None:
    with pytest.raises(Refused, match="packet_device_needed"):
        PACKET.device(None)
    with pytest.raises(Refused, match="packet_device"):
        PACKET.device(3)
    assert PACKET.device(2).number == 2
    assert replace(PACKET, devices=PACKET.devices[:1]).device(None).number == 1

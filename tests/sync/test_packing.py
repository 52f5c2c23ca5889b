"""Bodies: packed, bounded, signed; batches that carry any part of a chain."""

import base64

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.journal import Stream
from app.keys import Ed25519Signer
from app.sync import messages as wire
from app.sync.key_sheets import CentralKey, KeySheet, Use, read_sheet, write_sheet
from app.sync.messages import Exchange, fold, unfold
from app.sync.packing import Purpose, batch_is_signed, is_signed, pack, sign, unpack
from tests.sync.make import IDS, TestDesk

ASKED = Exchange(oldest=1, newest=1, device=IDS.new(), nonce=bytes(16), at=1)


def test_a_message_comes_back_as_it_went() -> None:
    assert unpack(pack(ASKED), Exchange) == ASKED


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read_and_never_crash(body: bytes) -> None:
    with pytest.raises(Refused):
        unpack(body, Exchange)


@given(st.recursive(st.none() | st.integers() | st.text() | st.binary(), lambda inner: st.lists(inner)))
def test_any_value_in_a_good_frame_is_refused(value: object) -> None:
    try:
        body = zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(value))
    except OverflowError:
        return
    with pytest.raises(Refused, match="body_malformed"):
        unpack(body, Exchange)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (zstandard.ZstdCompressor().compress(bytes(wire.MAX_UNPACKED + 1)), "body_too_large"),
        (zstandard.ZstdCompressor(write_content_size=False).compress(bytes(10)), "body_not_zstd"),
        (bytes(wire.MAX_BODY + 1), "body_too_large"),
        (pack(ASKED) + b"\0", "body_not_zstd"),
        (pack(ASKED)[:-1], "body_not_zstd"),
        (b"", "body_not_zstd"),
    ],
    ids=["unpacks too large", "no size", "too large", "a byte more", "a byte less", "nothing"],
)
def test_what_is_too_large_or_not_one_whole_frame_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        unpack(body, Exchange)


@pytest.mark.parametrize(
    "field", [{"nonce": bytes(15)}, {"device": "x"}, {"at": -1}, {"point": -1}, {"program": "x" * 65}, {"oldest": 0}]
)
def test_fields_out_of_their_limits_are_refused(field: dict[str, object]) -> None:
    value = {**msgspec.to_builtins(ASKED, builtin_types=(bytes,)), **field}
    with pytest.raises(Refused, match="body_malformed"):
        unpack(zstandard.ZstdCompressor().compress(msgspec.msgpack.encode(value)), Exchange)


def test_a_signature_is_good_for_its_purpose_and_body_only() -> None:
    signer, body = Ed25519Signer(bytes(32)), pack(ASKED)
    signature = sign(signer, Purpose.EXCHANGE, body)
    assert is_signed(signer.public, Purpose.EXCHANGE, body, signature)
    assert not is_signed(signer.public, Purpose.ANSWER, body, signature)
    assert not is_signed(signer.public, Purpose.EXCHANGE, body + b"\0", signature)
    assert not is_signed(signer.public, Purpose.EXCHANGE, body, "签名")
    assert not is_signed(signer.public, Purpose.EXCHANGE, body, base64.b64encode(bytes(64)).decode())


def test_any_part_of_a_chain_unfolds_to_the_hashes_that_were_signed(desk: TestDesk) -> None:
    desk.record(6)
    entries = desk.sources[Stream.DESK].after(0, 100)
    for first in range(6):
        for last in range(first + 1, 7):
            batch = fold(entries[first:last])
            carried = list(unfold(batch))
            assert [(one.name, one.hash) for one in carried] == [(one.name, one.hash) for one in entries[first:last]]
            assert batch_is_signed(desk.store.signer.public, carried[-1].hash, batch)


def test_a_changed_entry_breaks_the_batchs_signature(desk: TestDesk) -> None:
    desk.record(3)
    batch = fold(desk.sources[Stream.DESK].after(0, 100))
    lines = list(batch.entries)
    lines[0] = msgspec.structs.replace(lines[0], payload=lines[0].payload.replace("王".encode(), "汪".encode()))
    changed = msgspec.structs.replace(batch, entries=tuple(lines))
    assert not batch_is_signed(desk.store.signer.public, list(unfold(changed))[-1].hash, changed)


def test_a_key_sheet_is_believed_by_its_roots_signature_only() -> None:
    root = Ed25519Signer(bytes(32))
    sheet = KeySheet(number=1, at=1, central=(CentralKey(public=bytes(32), use=Use.SIGN, since=1),))
    written, signature = write_sheet(sheet, root)
    assert read_sheet(written, signature, root.public) == sheet
    with pytest.raises(Refused, match="sheet_not_signed"):
        read_sheet(written + b"\0", signature, root.public)
    with pytest.raises(Refused, match="sheet_not_signed"):
        read_sheet(written, signature, Ed25519Signer(b"\1" * 32).public)

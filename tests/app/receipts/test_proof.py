"""The proof code: a round trip for any proof, and no changed byte that passes."""

from datetime import UTC, date, datetime

import base45
import cbor2
import pytest
import qrcode
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q

from app.errors import Refused
from app.ids import DeviceId, Ids, SystemRandomness
from app.receipts.model import DocumentKind, Proof
from app.receipts.qr import PREFIX, link_url, matches_holder, materials_digest, read_proof, sign_proof
from app.receipts.symbols import Symbol, link_symbol, proof_symbol
from app.receipts.verify import Verdict, verify
from tests.app.receipts.samples import DEVICE, ID_NO, MATERIALS, SIGNER, TOKEN, proof, ring

TEXT = sign_proof(proof(), SIGNER)
SIGNED = base45.b45decode(TEXT.removeprefix(PREFIX))

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2199, 1, 1))
WORDS = st.text(max_size=40)
PROOFS = st.builds(
    Proof,
    case_no=WORDS,
    receipt_no=WORDS,
    kind=st.sampled_from(DocumentKind),
    copy_number=st.integers(1, 99),
    device=st.one_of(st.uuids().map(lambda value: DeviceId(str(value))), WORDS.map(DeviceId)),
    stream=st.sampled_from(["desk", "queue"]),
    number=st.integers(1, 2**40),
    point=WORDS,
    item_code=WORDS,
    item_version=WORDS,
    received_at=st.none() | MOMENTS,
    accepted_at=st.none() | MOMENTS,
    due_on=st.none() | DAYS,
    materials_digest=st.binary(max_size=32),
    token=st.one_of(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=16, max_size=16), WORDS),
    holder_salt=st.binary(max_size=16),
    holder_digest=st.binary(max_size=32),
    trial=st.booleans(),
    sealed=st.binary(max_size=550),
)


@given(PROOFS)
def test_any_proof_comes_back_as_it_was(value: Proof) -> None:
    signed = read_proof(sign_proof(value, SIGNER))
    assert signed.proof == value
    assert signed.key_id == SIGNER.key_id


def test_every_changed_byte_is_altered_or_unknown() -> None:
    for place in range(len(SIGNED)):
        changed = bytearray(SIGNED)
        changed[place] ^= 0x01
        text = PREFIX + base45.b45encode(bytes(changed)).decode()
        assert verify(text, ring()).verdict in (Verdict.ALTERED, Verdict.UNKNOWN), place


@given(place=st.integers(0, len(TEXT) - 1), character=st.characters(min_codepoint=32, max_codepoint=126))
def test_every_changed_character_is_altered_or_unknown(place: int, character: str) -> None:
    if character == TEXT[place]:
        return
    changed = TEXT[:place] + character + TEXT[place + 1 :]
    assert verify(changed, ring()).verdict in (Verdict.ALTERED, Verdict.UNKNOWN)


@given(place=st.integers(0, len(SIGNED) - 1), value=st.integers(0, 255))
def test_every_byte_of_any_value_is_altered_or_unknown(place: int, value: int) -> None:
    if SIGNED[place] == value:
        return
    changed = SIGNED[:place] + bytes([value]) + SIGNED[place + 1 :]
    text = PREFIX + base45.b45encode(changed).decode()
    assert verify(text, ring()).verdict in (Verdict.ALTERED, Verdict.UNKNOWN)


@given(st.binary(max_size=200))
def test_strange_bytes_behind_the_prefix_are_altered(data: bytes) -> None:
    assert verify(PREFIX + base45.b45encode(data).decode(), ring()).verdict is Verdict.ALTERED


def test_what_the_signature_does_not_cover_must_be_as_we_write_it() -> None:
    message = cbor2.loads(SIGNED)
    protected, _, payload, signature = message.value
    others = [
        cbor2.dumps([protected, {}, payload, signature]),
        cbor2.dumps(cbor2.CBORTag(18, [protected, {99: b"more"}, payload, signature])),
        SIGNED + b"\x00",
    ]
    for other in others:
        with pytest.raises(Refused, match="proof_damaged"):
            read_proof(PREFIX + base45.b45encode(other).decode())


def test_another_program_verifies_our_signature_by_the_standard_alone() -> None:
    key = COSEKey.new({1: 1, 2: SIGNER.key_id, 3: -8, -1: 6, -2: SIGNER.public})
    payload = cbor2.loads(COSE.new().decode(SIGNED, key))
    assert payload[1] == proof().case_no


def test_the_same_proof_gives_the_same_text() -> None:
    assert sign_proof(proof(), SIGNER) == TEXT


def test_no_name_and_no_identity_number_can_be_read_in_the_code() -> None:
    assert ID_NO.encode() not in SIGNED
    assert ID_NO[6:14].encode() not in SIGNED


def test_the_card_is_held_beside_the_paper() -> None:
    assert matches_holder(proof(), ID_NO)
    assert matches_holder(proof(holder_digest=proof().holder_digest), f" {ID_NO.lower()} ")
    assert not matches_holder(proof(), "220502194403081226")


def test_another_list_of_materials_has_another_digest() -> None:
    assert materials_digest(MATERIALS) != materials_digest(MATERIALS[:-1])
    assert len(materials_digest(())) == 16


@pytest.mark.parametrize("text", ["", "hello", "sd1:abc", "https://sp.tonghua.gov.cn/p/9T4KQ2M7ZX0B8CDV"])
def test_a_text_that_is_no_proof_is_missing(text: str) -> None:
    with pytest.raises(Refused, match="proof_missing"):
        read_proof(text)


def test_blanks_and_line_ends_around_the_text_do_no_harm() -> None:
    assert read_proof(f"  {TEXT}\r\n").proof == proof()


def test_the_link_is_short_and_carries_only_the_token() -> None:
    link = link_url("https://sp.tonghua.gov.cn/", TOKEN)
    assert link == f"https://sp.tonghua.gov.cn/p/{TOKEN}"
    assert len(link) <= 60


def test_a_link_too_long_for_a_small_code_is_refused() -> None:
    with pytest.raises(Refused, match="link_too_long"):
        link_url("https://a-very-long-name.of-a-department.tonghua.gov.cn", TOKEN)


def test_tokens_of_this_program_take_ten_bytes() -> None:
    class Stopped:
        def now(self) -> datetime:
            return datetime(2026, 9, 24, tzinfo=UTC)

        def seconds(self) -> float:
            return 0.0

    token = Ids(Stopped(), SystemRandomness()).token()
    assert (
        cbor2.loads(cbor2.loads(base45.b45decode(sign_proof(proof(token=token), SIGNER)[4:])).value[2])[15].__len__()
        == 10
    )
    assert read_proof(sign_proof(proof(token=token), SIGNER)).proof.token == token


def test_a_device_is_packed_only_where_it_comes_back_the_same() -> None:
    for device in (DEVICE, DEVICE.upper(), DEVICE.replace("-", ""), "kiosk"):
        assert read_proof(sign_proof(proof(device=DeviceId(device)), SIGNER)).proof.device == device


def _modules(code: Symbol) -> list[list[bool]]:
    return [[byte == 0 for byte in row] for row in code.rows]


LINK = link_url("https://sp.tonghua.gov.cn", TOKEN)


@pytest.mark.parametrize(
    ("text", "level", "ours"),
    [(TEXT, ERROR_CORRECT_Q, proof_symbol(TEXT)), (LINK, ERROR_CORRECT_M, link_symbol(LINK))],
    ids=["proof", "link"],
)
def test_qrcode_draws_no_smaller_code_from_the_same_text(text: str, level: int, ours: Symbol) -> None:
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(text)
    code.make(fit=True)
    assert len(code.get_matrix()) >= ours.modules
    finder = [row[:7] for row in _modules(ours)[:7]]
    assert finder == [list(row[:7]) for row in code.get_matrix()[:7]]


def test_bars_cover_exactly_the_dark_modules() -> None:
    code = link_symbol(LINK)
    painted = [[False] * code.modules for _ in range(code.modules)]
    for bar in code.bars():
        for column in range(bar.column, bar.column + bar.length):
            painted[bar.row][column] = True
    assert painted == _modules(code)


def test_a_proof_with_its_sealed_part_still_fits_a_code_of_137_modules() -> None:
    assert proof_symbol(sign_proof(proof(sealed=bytes(550)), SIGNER)).modules <= 137

"""An answer in parts: each is believed by itself, none can be left out or moved, and what is cut is not there."""

import pytest
import zstandard
from msgspec import Struct

from app.errors import Trouble
from app.keys import Ed25519Signer
from app.sync import parts
from app.sync.packing import Purpose
from app.sync.parts import PartReader, PartWriter

SIGNER = Ed25519Signer(bytes(range(32)))


class Page(Struct, frozen=True):
    """Something in parts."""

    number: int
    text: str


PAGES = [Page(number=number, text=f"第{number}页，共五页" * 20) for number in range(5)]


def written(pages: list[Page] = PAGES) -> list[bytes]:
    writer = PartWriter(SIGNER, Purpose.CASES_TOLD)
    return [writer.write(page) for page in pages]


def read(*received: bytes, public: bytes = SIGNER.public, purpose: Purpose = Purpose.CASES_TOLD) -> list[Page]:
    reader = PartReader(public, purpose, Page)
    return [page for chunk in received for page in reader.read(chunk)]


def trouble(*received: bytes, public: bytes = SIGNER.public, purpose: Purpose = Purpose.CASES_TOLD) -> str:
    with pytest.raises(Trouble) as caught:
        read(*received, public=public, purpose=purpose)
    return caught.value.code


def test_parts_come_out_as_they_went_in_however_they_are_divided_on_the_road() -> None:
    whole = b"".join(written())
    assert read(whole) == PAGES
    assert read(*(whole[begin : begin + 1] for begin in range(len(whole)))) == PAGES


def test_what_is_cut_after_any_byte_holds_the_parts_that_were_whole() -> None:
    ends, whole = [], b""
    for part in written():
        whole += part
        ends.append(len(whole))
    for cut in range(len(whole) + 1):
        assert read(whole[:cut]) == PAGES[: sum(end <= cut for end in ends)]


def test_later_parts_are_small_because_the_earlier_ones_are_known() -> None:
    first, second, *_ = written()
    assert len(second) < len(first)


@pytest.mark.parametrize(
    "told",
    [
        lambda parts: parts[1:],
        lambda parts: [parts[0], *parts[2:]],
        lambda parts: [parts[1], parts[0]],
        lambda parts: [parts[0], parts[0]],
        lambda parts: [parts[0], written(PAGES[1:])[0]],
        lambda parts: [parts[0][:-1] + bytes([parts[0][-1] ^ 1])],
        lambda parts: [parts[0][:10] + bytes([parts[0][10] ^ 1]) + parts[0][11:]],
    ],
    ids=["begins late", "one left out", "two swapped", "one twice", "of another answer", "a changed byte", "signature"],
)
def test_anything_but_the_answer_from_its_beginning_is_not_believed(told: object) -> None:
    assert trouble(*told(written())) == "sync_answer_signature"  # type: ignore[operator]


def test_another_key_or_another_purpose_is_not_believed() -> None:
    assert trouble(*written(), public=Ed25519Signer(bytes(32)).public) == "sync_answer_signature"
    assert trouble(*written(), purpose=Purpose.ANSWER) == "sync_answer_signature"


def test_a_part_that_says_to_be_too_large_is_refused_before_it_came() -> None:
    assert trouble(b"\xff\xff\xff\xff") == "sync_answer_too_large"


def test_a_part_that_unpacks_to_too_much_is_refused_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_UNPACKED", 1 << 20)
    assert trouble(*written([Page(number=1, text="宽" * (64 << 20))])) == "sync_answer_too_large"


def test_what_is_signed_but_not_of_the_shape_is_malformed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert trouble(*written([{"number": "eins"}])) == "sync_answer_malformed"  # type: ignore[list-item]
    monkeypatch.setattr(zstandard, "ZstdCompressor", _Plain)
    assert trouble(*written()) == "sync_answer_malformed"


class _Plain:
    """Compresses nothing."""

    def __init__(self, **_parameters: object) -> None: ...

    def compressobj(self) -> "_Plain":
        return self

    def compress(self, given: bytes) -> bytes:
        return given

    def flush(self, mode: int) -> bytes:
        return b""

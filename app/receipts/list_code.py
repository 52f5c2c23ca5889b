"""The code on a 材料清单: what was asked and answered, so that any window goes on from there. Nobody is named in it.

The text is "SDL:" and base32 of CBOR with a checksum: letters and digits only, which a scanner types through any layout
and input method, and which a QR code packs nearly as densely as base45. Conditions, materials, fields and their values
stand in it by a 16-bit digest of their own text or code, so that another version of the item is still understood as far
as it is the same, and the code stays small enough for a receipt printer.
"""

from base64 import b32decode, b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import cbor2

from app.cases.completeness import Checklist
from app.catalogue.model import Field, FieldType, GivenForm, ItemCode, Material, ServiceItem
from app.errors import Refused
from app.ids import DraftId

PREFIX = "SDL:"
_FORMS = (None, *GivenForm)
"""A material's state by its number: not to be had, then the forms in their order (only ever added to)."""
_CHECK_LENGTH = 4
_ID_LENGTH = 16
_LONGEST = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCode:
    """A code as read: digests stand for themselves until an item explains them."""

    item: ItemCode
    version: int
    draft: DraftId | None
    conditions: Mapping[int, bool]
    answers: Mapping[int, int]
    materials: Mapping[int, GivenForm | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A code in an item's words. `new` are conditions and materials that the list did not have (where its version is
    not at hand: that nobody had answered), `gone` counts what was answered and is asked no more."""

    checklist: Checklist
    new: tuple[str, ...]
    gone: int


def write_code(item: ServiceItem, checklist: Checklist, draft: DraftId | None = None) -> str:
    """The code's text."""
    conditions = {_digest(item.conditions[place]): met for place, met in checklist.conditions.items()}
    answers = {_digest(code): _digest(_spoken(value)) for code, value in checklist.answers.items()}
    materials = {_digest(code): _FORMS.index(form) for code, form in checklist.materials.items()}
    packed = cbor2.dumps(
        [
            item.code,
            item.version,
            _draft_bytes(draft),
            _pairs(conditions, 1),
            _pairs(answers, 2),
            _pairs(materials, 1),
        ],
        canonical=True,
    )
    return PREFIX + b32encode(packed + crc32(packed).to_bytes(_CHECK_LENGTH)).decode("ascii").rstrip("=")


def read_code(text: str) -> ListCode:
    """What the text of a code says. Raises Refused: list_code_foreign for what is none of ours,
    list_code_receipt for a receipt's own code, list_code_damaged for one not read whole, list_code_newer."""
    text = text.strip().upper()
    if text.startswith("SD1:"):
        raise Refused("list_code_receipt", "code")
    if not text.startswith("SDL"):
        raise Refused("list_code_foreign", "code")
    if not text.startswith(PREFIX):
        raise Refused("list_code_newer", "code")
    if len(text) > _LONGEST:
        raise Refused("list_code_damaged", "code")
    try:
        whole = _unpacked(text.removeprefix(PREFIX))
        packed, check = whole[:-_CHECK_LENGTH], whole[-_CHECK_LENGTH:]
        if crc32(packed).to_bytes(_CHECK_LENGTH) != check:
            raise ValueError
        return _read(cbor2.loads(packed))
    except (ValueError, TypeError, IndexError, cbor2.CBORError) as error:
        raise Refused("list_code_damaged", "code") from error


def understood(code: ListCode, item: ServiceItem, listed: ServiceItem | None = None) -> Understood:
    """The code's answers for this version of its item, which may be another than the code's: `listed`, if at hand."""
    conditions = {_digest(text): (place, text) for place, text in enumerate(item.conditions)}
    materials: dict[int, Material] = {_digest(material.code): material for material in item.materials}
    fields: dict[int, Field] = {_digest(field.code): field for field in item.fields}
    answers = {}
    for digest, value in code.answers.items():
        if digest in fields and (said := _value_of(fields[digest], value)) is not None:
            answers[fields[digest].code] = said
    checklist = Checklist(
        conditions={conditions[digest][0]: met for digest, met in code.conditions.items() if digest in conditions},
        answers=answers,
        materials={materials[digest].code: form for digest, form in code.materials.items() if digest in materials},
    )
    if code.version == item.version:
        return Understood(checklist=checklist, new=(), gone=0)
    had = set(code.conditions) | set(code.materials)
    if listed is not None:
        had = {_digest(text) for text in (*listed.conditions, *(material.code for material in listed.materials))}
    today = {digest: text for digest, (_place, text) in conditions.items()}
    today |= {digest: material.name for digest, material in materials.items()}
    answered = [*code.conditions, *code.materials]
    return Understood(
        checklist=checklist,
        new=tuple(text for digest, text in today.items() if digest not in had),
        gone=sum(digest not in today for digest in answered),
    )


def _unpacked(text: str) -> bytes:
    """The bytes of exactly this text: another spelling of the same bytes is refused."""
    whole = b32decode(text + "=" * (-len(text) % 8))
    if b32encode(whole).decode("ascii").rstrip("=") != text:
        raise ValueError
    return whole


def _read(value: Any) -> ListCode:
    item, version, draft, conditions, answers, materials = value
    if type(item) is not str or type(version) is not int:
        raise ValueError
    return ListCode(
        item=ItemCode(item),
        version=version,
        draft=None if draft is None else _draft_of(draft),
        conditions={digest: bool(met) for digest, met in _unpaired(conditions, 1)},
        answers=dict(_unpaired(answers, 2)),
        materials={digest: _FORMS[form] for digest, form in _unpaired(materials, 1)},
    )


def _draft_bytes(draft: DraftId | None) -> bytes | None:
    """An id of ours; one that a line brought along may be any text, and stays out."""
    try:
        packed = bytes.fromhex((draft or "").replace("-", ""))
    except ValueError:
        return None
    return packed if len(packed) == _ID_LENGTH and _draft_of(packed) == draft else None


def _draft_of(packed: bytes) -> DraftId:
    if len(packed) != _ID_LENGTH:
        raise ValueError
    text = packed.hex()
    return DraftId("-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:])))


def _pairs(values: Mapping[int, int], width: int) -> bytes:
    return b"".join(key.to_bytes(2) + int(value).to_bytes(width) for key, value in values.items())


def _unpaired(packed: bytes, width: int) -> Iterable[tuple[int, int]]:
    step = 2 + width
    if len(packed) % step:
        raise ValueError
    for start in range(0, len(packed), step):
        yield int.from_bytes(packed[start : start + 2]), int.from_bytes(packed[start + 2 : start + step])


def _digest(text: str) -> int:
    return crc32(text.encode()) & 0xFFFF


def _spoken(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_of(field: Field, digest: int) -> object:
    """The value that this digest stands for, None where the field has it no more."""
    known: dict[int, object] = {_digest(choice.code): choice.code for choice in field.choices}
    if field.type is FieldType.BOOLEAN:
        known = {_digest(_spoken(value)): value for value in (True, False)}
    return known.get(digest)

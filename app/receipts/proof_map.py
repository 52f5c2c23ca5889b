"""The proof's payload: a CBOR map under small numbers, so that the code on paper stays small.

A number, once given, keeps its meaning for ever; readers pass over numbers that they do not know.
"""

from datetime import UTC, date, datetime
from typing import Any

import cbor2

from app.ids import DeviceId
from app.receipts.model import DocumentKind, Proof

_KINDS = {
    DocumentKind.RECEIVED: 1,
    DocumentKind.ACCEPTANCE: 2,
    DocumentKind.SUPPLEMENT: 3,
    DocumentKind.DECLINED: 4,
    DocumentKind.NOTICE: 5,
    DocumentKind.LATE_PROMISE: 6,
    DocumentKind.INFORMED_PROMISE: 7,
    DocumentKind.ADDED: 8,
    DocumentKind.SUSPENDED: 9,
    DocumentKind.RESUMED: 10,
    DocumentKind.TRANSFERRED: 11,
    DocumentKind.WITHDRAWN: 12,
    DocumentKind.LAPSED: 13,
    DocumentKind.CORRECTED: 14,
    DocumentKind.VOIDED: 15,
    DocumentKind.DELIVERED: 16,
    DocumentKind.ORIGINALS: 17,
    DocumentKind.JOINT: 18,
    DocumentKind.ASKED: 19,
    DocumentKind.RESULT: 20,
}
_KIND_OF = {number: kind for kind, number in _KINDS.items()}
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_DAY = date(1970, 1, 1).toordinal()


def write_map(proof: Proof) -> bytes:
    """The payload that is signed: the same bytes for the same proof."""
    entries: dict[int, Any] = {
        1: proof.case_no,
        2: proof.receipt_no,
        3: _KINDS[proof.kind],
        4: proof.copy_number,
        5: _packed_device(proof.device),
        6: proof.stream,
        7: proof.number,
        8: proof.point,
        9: proof.item_code,
        10: proof.item_version,
        11: _seconds(proof.received_at),
        12: _seconds(proof.accepted_at),
        13: None if proof.due_on is None else proof.due_on.toordinal() - _FIRST_DAY,
        14: proof.materials_digest,
        15: _packed_token(proof.token),
        16: proof.holder_salt,
        17: proof.holder_digest,
        18: proof.trial or None,
        19: proof.sealed or None,
    }
    return cbor2.dumps({number: value for number, value in entries.items() if value is not None})


def read_map(payload: bytes) -> Proof:
    """The inverse of `write_map`. Raises ValueError when `payload` is no such map."""
    try:
        found = cbor2.loads(payload)
        due = found.get(13)
        return Proof(
            case_no=found[1],
            receipt_no=found[2],
            kind=_KIND_OF[found[3]],
            copy_number=int(found[4]),
            device=_read_device(found[5]),
            stream=found[6],
            number=int(found[7]),
            point=found[8],
            item_code=found[9],
            item_version=found[10],
            received_at=_moment(found.get(11)),
            accepted_at=_moment(found.get(12)),
            due_on=None if due is None else date.fromordinal(due + _FIRST_DAY),
            materials_digest=found[14],
            token=_read_token(found[15]),
            holder_salt=found[16],
            holder_digest=found[17],
            trial=bool(found.get(18, False)),
            sealed=found.get(19, b""),
        )
    except Exception as error:  # hostile bytes fail in many ways; none may pass
        raise ValueError("not a proof") from error


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _packed_device(device: str) -> bytes | str:
    """A UUID as its 16 bytes; any other name as it is."""
    digits = device.replace("-", "")
    try:
        packed = bytes.fromhex(digits)
    except ValueError:
        return device
    return packed if len(packed) == 16 and _read_device(packed) == device else device


def _read_device(packed: bytes | str) -> DeviceId:
    if isinstance(packed, str):
        return DeviceId(packed)
    digits = packed.hex()
    return DeviceId(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")


def _packed_token(token: str) -> bytes | str:
    """A token of app.ids (16 characters of Crockford's base 32) as its 10 bytes; any other as it is."""
    if len(token) != 16 or any(character not in _CROCKFORD for character in token):
        return token
    number = 0
    for character in token:
        number = number << 5 | _CROCKFORD.index(character)
    return number.to_bytes(10, "big")


def _read_token(packed: bytes | str) -> str:
    if isinstance(packed, str):
        return packed
    number = int.from_bytes(packed, "big")
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(15, -1, -1))

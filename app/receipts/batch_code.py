"""The code on a 交接清单: the list itself, signed, so that a window that never heard of the batch can receive it.

CBOR, deflated, in a COSE_Sign1 in base45 behind "SDJ1:", as the proof code is made (qr.py), with no applicant's name.
"""

import zlib
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

import base45
import cbor2

from app.errors import Refused
from app.helping.model import CODE_PREFIX, Batch, BatchId, BatchLine, BatchState, Level, Signature
from app.keys import Signer
from app.receipts.cose import Envelope, is_signed_by, open_sign1, seal_sign1
from app.receipts.verify import KeyRing

_LARGEST: Final = 64 << 10


class SignedBatch(NamedTuple):
    """A list as read from its code: nothing is verified yet."""

    batch: Batch
    envelope: Envelope


def sign_batch(batch: Batch, signer: Signer) -> str:
    """The text of the code of a batch that was handed over."""
    packed = zlib.compress(cbor2.dumps(_packed(batch)), 9)
    return CODE_PREFIX + str(base45.b45encode(seal_sign1(packed, signer)).decode("ascii"))


def read_batch(text: str) -> SignedBatch:
    """What the code says. Raises Refused: batch_code_missing, batch_code_damaged."""
    text = text.strip()
    if not text.startswith(CODE_PREFIX):
        raise Refused("batch_code_missing", "code")
    try:
        envelope = open_sign1(bytes(base45.b45decode(text.removeprefix(CODE_PREFIX))))
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(envelope.payload, _LARGEST)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise ValueError("too large")
        return SignedBatch(_batch(cbor2.loads(content)), envelope)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, zlib.error, cbor2.CBORError) as error:
        raise Refused("batch_code_damaged", "code") from error


def verified_batch(text: str, ring: KeyRing) -> Batch:
    """The list in a code that any device of the giving point signed: each of its windows may print it again.

    Raises Refused: batch_code_missing, batch_code_damaged, batch_code_unknown.
    """
    batch, envelope = read_batch(text)
    key = ring.find(envelope.key_id)
    if key is None:
        raise Refused("batch_code_unknown", "code")
    if not is_signed_by(envelope, key.public) or batch.point != key.point:
        raise Refused("batch_code_damaged", "code")
    return batch


def _packed(batch: Batch) -> dict[int, Any]:
    assert batch.given is not None
    assert batch.due_on is not None
    return {
        1: batch.id,
        2: batch.number,
        3: batch.point,
        4: batch.device,
        5: batch.source.value,
        6: batch.target.value,
        7: batch.from_place,
        8: batch.to_place,
        9: int(batch.made_at.timestamp()),
        10: batch.helper_name,
        11: batch.given.name,
        12: int(batch.given.at.timestamp()),
        13: batch.due_on.isoformat(),
        14: batch.due_provisional,
        15: batch.revision,
        16: [[line.case_no, line.item_name, line.papers, line.materials] for line in batch.lines],
    }


def _batch(told: dict[int, Any]) -> Batch:
    texts = [told[key] for key in (1, 2, 3, 4, 7, 8, 11)] + [line[place] for line in told[16] for place in (0, 1)]
    numbers = [told[key] for key in (9, 12, 15)] + [line[place] for line in told[16] for place in (2, 3)]
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in numbers):
        raise TypeError
    return Batch(
        id=BatchId(told[1]),
        number=told[2],
        point=told[3],
        device=told[4],
        source=Level(told[5]),
        target=Level(told[6]),
        from_place=told[7],
        to_place=told[8],
        made_at=_time(told[9]),
        helper_name=None if told[10] is None else str(told[10]),
        given=Signature(name=told[11], at=_time(told[12])),
        due_on=date.fromisoformat(told[13]),
        due_provisional=bool(told[14]),
        revision=told[15],
        state=BatchState.HANDED_OVER,
        lines=tuple(
            BatchLine(case_no=number, name="", item_name=item, papers=papers, materials=materials)
            for number, item, papers, materials in told[16]
        ),
    )


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

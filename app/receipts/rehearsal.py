"""A page that nobody gets: drawn while the desk is idle, so that the first visitor's paper is as fast as the others."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

from app.ids import DeviceId
from app.keys import Ed25519Signer
from app.receipts.model import DocumentKind, Facts, ItemFacts, MaterialLine, PersonFacts, PointFacts, Proof
from app.receipts.qr import holder_digest, materials_digest, sign_proof
from app.receipts.wording import Wording

_SIGNER = Ed25519Signer(bytes(32))
"""Nobody's key: the desk's own signs nothing but papers that are issued."""
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_TOKEN = "0" * 16
_POINT = "0" * 12


def rehearsed(wording: Wording) -> Facts:
    """The facts of an acceptance with a signed proof, its texts made of the words that papers have anyway."""
    words = cycle(wording.common.values())
    title = wording.documents[DocumentKind.ACCEPTANCE].title
    facts = Facts(
        kind=DocumentKind.ACCEPTANCE,
        receipt_no=title,
        case_no=_POINT,
        issued_at=_WHEN,
        point=PointFacts(name=title, address=title, phone=_POINT, window="1"),
        clerk=title,
        applicant=PersonFacts(name=title, id_type=wording.common["id_111"], id_masked=_POINT),
        item=ItemFacts(name=title, code=_POINT, version="1", department=title, limit=wording.common["limit_now"]),
        link=f"https://example.cn/p/{_TOKEN}",
        proof="",
        materials=tuple(MaterialLine(name=next(words), count=1, form=title) for _ in range(6)),
        received_at=_WHEN,
        accepted_at=_WHEN,
    )
    return replace(facts, proof=_proof(facts))


def _proof(facts: Facts) -> str:
    proof = Proof(
        case_no=facts.case_no,
        receipt_no=facts.receipt_no,
        kind=facts.kind,
        copy_number=1,
        device=DeviceId(_TOKEN),
        stream="desk",
        number=1,
        point=_POINT,
        item_code=facts.item.code,
        item_version=facts.item.version,
        received_at=_WHEN,
        accepted_at=_WHEN,
        due_on=None,
        materials_digest=materials_digest(facts.materials),
        token=_TOKEN,
        holder_salt=bytes(8),
        holder_digest=holder_digest(_POINT, bytes(8)),
    )
    return sign_proof(proof, _SIGNER)

"""The two codes on paper (design.md, Paper): the link for the applicant's phone, the proof for any window.

The proof is CBOR in a COSE_Sign1 in base45 (RFC 9285), behind "SD1:", the way of the EU health certificate:
all its characters are of a QR code's dense alphanumeric mode.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import base45
import cbor2

from app.errors import Refused
from app.keys import Signer
from app.receipts.cose import Envelope, open_sign1, seal_sign1
from app.receipts.model import MaterialLine, Proof
from app.receipts.proof_map import read_map, write_map

PREFIX = "SD1:"
LONGEST_LINK = 60
_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A proof as read from paper: what it says and which key is said to have signed it. Nothing is verified yet."""

    proof: Proof
    key_id: bytes
    envelope: Envelope


def link_url(base: str, token: str) -> str:
    """The address of the public progress page, e.g. "https://sp.example.gov.cn/p/9T4…".

    Raises Refused("link_too_long") over 60 characters: the code would no longer be read at 20 mm.
    """
    link = f"{base.rstrip('/')}/p/{token}"
    if len(link) > LONGEST_LINK:
        raise Refused("link_too_long", link=link, limit=LONGEST_LINK)
    return link


def sign_proof(proof: Proof, signer: Signer) -> str:
    """The text of the proof code: the same text for the same proof and key."""
    return PREFIX + str(base45.b45encode(seal_sign1(write_map(proof), signer)).decode("ascii"))


def read_proof(text: str) -> Signed:
    """What the text of a proof code says, unverified: `app.receipts.verify` judges it.

    Raises Refused("proof_missing") when `text` is no proof code and Refused("proof_damaged") when it is one
    that was changed or not read whole.
    """
    text = text.strip()
    if not text.startswith(PREFIX):
        raise Refused("proof_missing")
    try:
        signed = bytes(base45.b45decode(text.removeprefix(PREFIX)))
        envelope = open_sign1(signed)
        return Signed(proof=read_map(envelope.payload), key_id=envelope.key_id, envelope=envelope)
    except ValueError as error:
        raise Refused("proof_damaged") from error


def holder_digest(id_no: str, salt: bytes) -> bytes:
    """The salted digest of the holder's identity number, by which a window holds the card beside the paper."""
    number = "".join(id_no.split()).upper()
    return hmac.digest(salt, number.encode(), sha256)[:_DIGEST_LENGTH]


def matches_holder(proof: Proof, id_no: str) -> bool:
    """Whether the paper was made for the holder of this identity number."""
    return hmac.compare_digest(proof.holder_digest, holder_digest(id_no, proof.holder_salt))


def materials_digest(materials: Iterable[MaterialLine]) -> bytes:
    """What the proof says of the materials: any other list, count or form gives other bytes."""
    lines = [[line.name, line.count, line.form] for line in materials]
    return sha256(cbor2.dumps(lines)).digest()[:_DIGEST_LENGTH]

"""COSE_Sign1 (RFC 9052) through the Signer port, by the cwt library.

cwt is loaded at the first code, not at the program's start: it costs 0.2 s and 10 MB (DECISIONS.md).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import cbor2

from app.keys import Signer

if TYPE_CHECKING:
    from cwt.cose import COSE

_ALGORITHM, _KEY_ID = 1, 4  # header labels, RFC 9052, 3.1
_KEY_TYPE_OKP, _EDDSA, _ED25519 = 1, -8, 6  # RFC 9053
_SIGN1_TAG = 18


class Envelope(NamedTuple):
    """A COSE_Sign1 taken apart but not yet verified."""

    key_id: bytes
    payload: bytes
    signed: bytes


def seal_sign1(payload: bytes, signer: Signer) -> bytes:
    """`payload` in a COSE_Sign1 signed by `signer`, whose key id stands in the protected header."""
    headers = {_ALGORITHM: _EDDSA, _KEY_ID: signer.key_id}
    signed = _cose().encode_and_sign(payload, _port_key(signer.key_id, signer.sign), protected=headers)
    return cast(bytes, signed)  # a CBORTag only when asked for


def open_sign1(signed: bytes) -> Envelope:
    """The parts of a COSE_Sign1. Raises ValueError when `signed` is none, or is not written the one way we write it.

    The strictness closes what a signature does not cover: unprotected headers and other spellings of the
    same CBOR. So every changed byte shows.
    """
    try:
        message = cbor2.loads(signed)
        protected, _, payload, _ = message.value
        key_id = cbor2.loads(protected)[_KEY_ID]
        spelled = cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: bytes(key_id)})
        plain = cbor2.dumps(cbor2.CBORTag(_SIGN1_TAG, [spelled, {}, bytes(payload), bytes(message.value[3])]))
    except Exception as error:  # cbor2 lets many kinds through for hostile bytes
        raise ValueError("not a COSE_Sign1") from error
    if plain != signed:
        raise ValueError("not a plain COSE_Sign1")
    return Envelope(key_id=bytes(key_id), payload=bytes(payload), signed=signed)


def is_signed_by(envelope: Envelope, public: bytes) -> bool:
    """Whether the Ed25519 key with these 32 public bytes signed the envelope."""
    from cwt import COSEKey
    from cwt.exceptions import CWTError

    key = COSEKey.new({1: _KEY_TYPE_OKP, 2: envelope.key_id, 3: _EDDSA, -1: _ED25519, -2: public})
    try:
        return bool(_cose().decode(envelope.signed, key) == envelope.payload)
    except (CWTError, ValueError):
        return False


def _cose() -> "COSE":
    from cwt.cose import COSE

    return COSE(deterministic_header=True)


def _port_key(key_id: bytes, sign: Callable[[bytes], bytes]) -> Any:
    """The signer as a key of cwt, which only asks it to sign."""
    from cwt.cose_key_interface import COSEKeyInterface

    class PortKey(COSEKeyInterface):
        def sign(self, msg: bytes) -> bytes:
            return sign(msg)

    return PortKey({1: _KEY_TYPE_OKP, 2: key_id, 3: _EDDSA})

"""What an input line may hold at all, before anybody asks what it means."""

import re
from math import isfinite
from typing import Final

import msgspec

from app.errors import Refused

DEEPEST = 12
"""Levels of objects in objects; a table's cell, the deepest thing that an item asks for, lies on the fourth."""
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def check_storable(value: object) -> None:
    """Refuses what JSON can say and no database, journal or paper can keep, with its place.

    Raises Refused: text_unstorable (NUL, half a surrogate pair), number_not_finite, line_too_deep.
    """
    if not _surely_storable(value):
        _check(value, "", 0)


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def _surely_storable(value: object) -> bool:
    """One look at the whole as text: nearly every line passes it, and the others are then searched for the place.

    What JSON can't keep doesn't come back from it as it was: a number that is not finite comes back as null.
    """
    try:
        text = _encode(value)  # half a surrogate pair has no bytes
        kept = _decode(text) == value
    except (ValueError, TypeError, RecursionError):
        return False
    return kept and text.count(b"[") + text.count(b"{") <= DEEPEST and b"\\u0000" not in text


def _check(value: object, path: str, depth: int) -> None:
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            raise Refused("text_unstorable", path or None)
    elif isinstance(value, dict | list):
        if depth == DEEPEST:
            raise Refused("line_too_deep", path or None, most=DEEPEST)
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and _UNSTORABLE.search(key):
                raise Refused("text_unstorable", path or None)
            _check(part, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, float) and not isfinite(value):
        raise Refused("number_not_finite", path or None)

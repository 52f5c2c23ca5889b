"""What an input line may hold at all, before anybody asks what it means."""

import re
from math import isfinite
from typing import Final

from app.errors import Refused

DEEPEST = 12
"""Levels of objects in objects; a table's cell, the deepest thing that an item asks for, lies on the fourth."""
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def check_storable(value: object, path: str = "", depth: int = 0) -> None:
    """Refuses what JSON can say and no database, journal or paper can keep, with its place.

    Raises Refused: text_unstorable (NUL, half a surrogate pair), number_not_finite, line_too_deep.
    """
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            raise Refused("text_unstorable", path or None)
    elif isinstance(value, dict | list):
        if depth == DEEPEST:
            raise Refused("line_too_deep", path or None, most=DEEPEST)
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and _UNSTORABLE.search(key):
                raise Refused("text_unstorable", path or None)
            check_storable(part, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, float) and not isfinite(value):
        raise Refused("number_not_finite", path or None)

"""Fields of an input line's objects, read strictly: each helper raises Refused with the path of what is wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.errors import Refused


def known_keys(value: Mapping[str, Any], keys: frozenset[str], place: str = "") -> None:
    """Raises Refused("line_key_unknown") about a key that nobody knows; `place` ends with a dot."""
    if not value.keys() <= keys:
        unknown = next(key for key in value if key not in keys)
        raise Refused("line_key_unknown", f"{place}{unknown}", key=unknown)


def an_object(value: Mapping[str, object], key: str, place: str = "") -> Mapping[str, Any]:
    """The object under `key`, empty when there is none. Raises Refused("line_not_object")."""
    found = value.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Refused("line_not_object", f"{place}.{key}" if place else key)
    return found


def text(
    value: Mapping[str, object], key: str, path: str = "", *, needed: bool = False, longest: int = 200
) -> str | None:
    """The text under `key` without blanks round it, None when it is empty. Raises Refused: line_not_text,
    line_field_missing, text_long."""
    found = value.get(key)
    if found is None and not needed:
        return None
    place = f"{path}.{key}" if path else key
    if found is not None and not isinstance(found, str):
        raise Refused("line_not_text", place)
    plain = (found or "").strip()
    if needed and not plain:
        raise Refused("line_field_missing", place)
    if len(plain) > longest:
        raise Refused("text_long", place, longest=longest)
    return plain or None


def flag(value: Mapping[str, object], key: str, path: str) -> bool:
    """Whether `key` is set. Raises Refused("detail_flag")."""
    found = value.get(key)
    if found is None:
        return False
    if not isinstance(found, bool):
        raise Refused("detail_flag", f"{path}.{key}")
    return found


def day(value: Mapping[str, object], key: str, path: str) -> date | None:
    """The day under `key`. Raises Refused("detail_day")."""
    written = text(value, key, path)
    return None if written is None else day_of(written, f"{path}.{key}")


def day_of(written: str, place: str) -> date:
    """A day as 2026-11-27. Raises Refused("detail_day")."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.isoformat() != written:  # Python also reads 20261127 and 2026-W48-5
        raise Refused("detail_day", place, given=written)
    return found

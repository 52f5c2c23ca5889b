"""Which 代办员 brought a case, as the case holds it."""

from dataclasses import dataclass
from typing import Any, Final

from app.helping.model import HelperId

_KEYS: Final = frozenset({"id", "number", "name"})
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBy:
    """The 代办员 who brought a case, as they were called then."""

    id: HelperId
    number: str
    name: str


def brought_to_json(helper: BroughtBy) -> dict[str, Any]:
    """The object that `brought_from_json` reads back."""
    return {"id": helper.id, "number": helper.number, "name": helper.name}


def brought_from_json(value: object) -> BroughtBy | None:
    """Who brought a case, from its object; None for null. Raises ValueError when it is none of ours."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != _KEYS:
        raise ValueError("helper")
    if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in value.values()):
        raise ValueError("helper")
    return BroughtBy(**value)

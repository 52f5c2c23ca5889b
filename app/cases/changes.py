"""What a correction changed, field by field: both versions of a case stay readable."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cases.model import FieldChange

_SHOWN = ("applicant", "agent", "answers", "materials")
"""The parts of a case that a clerk fills in."""


def differences(before: Mapping[str, Any], change: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields of a case, as case_to_json writes it, that `change` makes different, in a fixed order."""
    found: list[FieldChange] = []
    for part in _SHOWN:
        if part in change:
            old, new = dict(_leaves(part, before.get(part))), dict(_leaves(part, change[part]))
            paths = [*old, *(path for path in new if path not in old)]
            found += [
                FieldChange(field=path, before=old.get(path), after=new.get(path))
                for path in paths
                if old.get(path) != new.get(path)
            ]
    return tuple(found)


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every field with its path. A material is one field, named by its code; so is a table of answers."""
    if path == "materials":
        yield from ((f"{path}.{material['code']}", material) for material in value or ())
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}", inner)
    elif value is not None:
        yield path, value

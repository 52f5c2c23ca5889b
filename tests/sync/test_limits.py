"""Every field of every message has a limit, and what is beyond it is refused before anybody looks at it."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from app.sync import bundle, enrol_messages, key_sheets, messages, point_cases, reckoning

MESSAGES = {
    kind
    for module in (messages, enrol_messages, point_cases, reckoning, key_sheets, bundle)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct
}


def unlimited(kind: inspect.Type, path: str) -> Iterator[str]:
    """The places in a type that take values of any size."""
    match kind:
        case inspect.StrType():
            if kind.max_length is None and kind.pattern is None:
                yield path
        case inspect.BytesType():
            if kind.max_length is None:
                yield path
        case inspect.IntType():
            if kind.ge is None or kind.le is None:
                yield path
        case inspect.VarTupleType() | inspect.ListType():
            if kind.max_length is None:
                yield path
            yield from unlimited(kind.item_type, f"{path}[]")
        case inspect.TupleType():
            for place, inside in enumerate(kind.item_types):
                yield from unlimited(inside, f"{path}[{place}]")
        case inspect.UnionType():
            for inside in kind.types:
                yield from unlimited(inside, path)
        case inspect.Metadata():
            yield from unlimited(kind.type, path)
        case inspect.StructType():
            for field in kind.fields:
                yield from unlimited(field.type, f"{path}.{field.name}")
        case inspect.EnumType() | inspect.BoolType() | inspect.NoneType():
            pass
        case _:
            yield f"{path}: {kind}"


@pytest.mark.parametrize("kind", sorted(MESSAGES, key=str), ids=lambda kind: kind.__name__)
def test_no_field_takes_values_of_any_size(kind: Any) -> None:
    assert list(unlimited(inspect.type_info(kind), kind.__name__)) == []


def test_the_walk_finds_what_has_no_limit() -> None:
    class Loose(msgspec.Struct):
        text: str
        number: int
        parts: tuple[bytes, ...] | None

    found = list(unlimited(inspect.type_info(Loose), "Loose"))
    assert found == ["Loose.text", "Loose.number", "Loose.parts", "Loose.parts[]"]

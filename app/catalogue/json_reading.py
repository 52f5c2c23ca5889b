"""Reading JSON key by key, so that what is wrong is refused at its place."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.errors import Refused

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class JsonObject:
    """An object of JSON and its place ("item.materials.2"). Every reader refuses with item_malformed at the key."""

    def __init__(self, data: object, place: str) -> None:
        self.place = place
        if not isinstance(data, Mapping):
            raise Refused("item_malformed", place)
        self._data = data

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        return self._data.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and not be blank."""
        value = self._data.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._malformed(key)
        return value

    def optional_text(self, key: str) -> str | None:
        """A text that is not blank, or None."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self._data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._malformed(key)
        return value

    def optional_number(self, key: str) -> int | None:
        """A whole number from 0 on, or None."""
        return self.number(key) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._data.get(key, default)
        if not isinstance(value, bool):
            raise self._malformed(key)
        return value

    def day(self, key: str) -> date:
        """A day as YYYY-MM-DD."""
        text = self.text(key)
        try:
            day = date.fromisoformat(text)
        except ValueError as wrong:
            raise self._malformed(key) from wrong
        if day.isoformat() != text:  # Python also reads 20261231 and 2026-W53-4
            raise self._malformed(key)
        return day

    def optional_day(self, key: str) -> date | None:
        """A day, or None."""
        return self.day(key) if self.has(key) else None

    def one_of(self, kind: type[E], key: str, default: E | None = None) -> E:
        """A value of the enumeration `kind`."""
        value = self._data.get(key, default)
        try:
            return kind(value)
        except ValueError as wrong:
            raise self._malformed(key) from wrong

    def part(self, key: str, read: Callable[["JsonObject"], T]) -> T:
        """An object inside this one."""
        return read(JsonObject(self._data.get(key), f"{self.place}.{key}"))

    def optional_part(self, key: str, read: Callable[["JsonObject"], T]) -> T | None:
        """An object inside this one, or None."""
        return self.part(key, read) if self.has(key) else None

    def parts(self, key: str, read: Callable[["JsonObject"], T]) -> tuple[T, ...]:
        """A list of objects; a missing one is empty."""
        places = enumerate(self._list(key))
        return tuple(read(JsonObject(value, f"{self.place}.{key}.{place}")) for place, value in places)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that are not blank; a missing one is empty."""
        texts = []
        for place, value in enumerate(self._list(key)):
            if not isinstance(value, str) or not value.strip():
                raise self._malformed(f"{key}.{place}")
            texts.append(value)
        return tuple(texts)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A list of pairs of texts; a missing one is empty."""
        pairs = []
        for place, value in enumerate(self._list(key)):
            match value:
                case [str(first), str(second)]:
                    pairs.append((first, second))
                case _:
                    raise self._malformed(f"{key}.{place}")
        return tuple(pairs)

    def values(self, key: str) -> dict[str, str | int | bool]:
        """An object of plain values; a missing one is empty."""
        found = self._data.get(key, {})
        if not isinstance(found, Mapping) or not all(isinstance(value, str | int) for value in found.values()):
            raise self._malformed(key)
        return dict(found)

    def _list(self, key: str) -> list[object]:
        value = self._data.get(key, [])
        if not isinstance(value, list):
            raise self._malformed(key)
        return value

    def _malformed(self, key: str) -> Refused:
        return Refused("item_malformed", f"{self.place}.{key}")

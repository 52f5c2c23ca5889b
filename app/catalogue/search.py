"""Finds a service item as one types: by code, initials, 汉字, full pinyin and department alike.

2,000 items must answer within 2 ms, far less than a loop in Python takes over all their texts. So each way of
searching has its texts joined into one long string, shortest first, which `str.find` runs through.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from app.catalogue.model import ServiceItem
from app.catalogue.spelling import spellings

_SHORTEST_CODE_PART = 4
_LIKELY = 200
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


class SearchIndex:
    """The index over a set of items; immutable, so any thread may ask."""

    def __init__(self, items: Iterable[ServiceItem]) -> None:
        self._items = tuple(items)
        codes, texts, pinyin, initials = _Lines(), _Lines(), _Lines(), _Lines()
        for number, item in enumerate(self._items):
            for code in (item.code, item.implementation_code, item.catalog_code):
                codes.add(_plain(code), number)
            for text, syllables in _ways_to_say(item):
                texts.add(_plain(text), number)
                pinyin.add("".join(syllables), number, syllables)
                initials.add("".join(syllable[0] for syllable in syllables), number)
            texts.add(_plain(item.department.name), number)
        self._sayings = _sayings(len(self._items), (codes, texts, pinyin, initials))
        self._codes, self._texts, self._pinyin, self._initials = (
            lines.joined() for lines in (codes, texts, pinyin, initials)
        )

    def find(self, text: str, limit: int = 20) -> tuple[ServiceItem, ...]:
        """The items that `text` may mean, the likeliest first; all of them for an empty text.

        Words parted by blanks are first read as one, then each for itself, and then all must fit. When nothing
        is found for 汉字, their order no longer matters.
        """
        wanted = _plain(text)
        if not wanted:
            return self._items[:limit]
        found = _first(self._numbers(wanted), limit) or self._all_words(text) or self._all_signs(wanted)
        return tuple(self._items[number] for number in found[:limit])

    def _all_words(self, text: str) -> list[int]:
        """The items that hold every word, among those that the longest word finds first."""
        words = sorted(filter(None, map(_plain, text.split())), key=len, reverse=True)
        if len(words) < 2 or len(words[0]) < 2:
            return []
        likely = _first(self._numbers(words[0]), _LIKELY)
        return [number for number in likely if all(word in self._sayings[number] for word in words[1:])]

    def _all_signs(self, wanted: str) -> list[int]:
        """The items in which every 汉字 that was typed occurs somewhere ("灵活就业登记": 就业登记（灵活就业）)."""
        signs = set(wanted)
        if not all(map(_HAN.match, signs)):
            return []
        return [number for number, saying in enumerate(self._sayings) if all(sign in saying for sign in signs)]

    def _numbers(self, wanted: str) -> Iterator[int]:
        """The places of the fitting items, likeliest first, with repeats. Lazy: later ways cost only when asked."""
        ways: list[Callable[[], Iterator[int]]] = [lambda: self._codes.exactly(wanted)]
        if _HAN.search(wanted):
            ways += [
                lambda: self._texts.exactly(wanted),
                lambda: self._texts.beginning(wanted),
                lambda: self._texts.holding(wanted),
                lambda: self._texts.holding_in_order(wanted),
            ]
        else:
            ways += [
                lambda: self._initials.exactly(wanted),
                lambda: self._initials.beginning(wanted),
                lambda: self._texts.beginning(wanted),
                lambda: self._pinyin.beginning(wanted),
                *([lambda: self._pinyin.holding(wanted)] if len(wanted) > 1 else []),  # one letter is an initial
                lambda: self._initials.holding(wanted),
            ]
            if len(wanted) >= _SHORTEST_CODE_PART:
                ways += [lambda: self._codes.beginning(wanted), lambda: self._codes.holding(wanted)]
        return chain.from_iterable(way() for way in ways)


class _Lines:
    """Texts being gathered, each with the number of its item and the places where its words begin."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, tuple[int, ...]]] = []

    def add(self, text: str, item: int, words: Iterable[str] = ()) -> None:
        """Keep one text of `item`; without `words` each character begins one."""
        starts, length = [], 0
        for word in words or text:
            starts.append(length)
            length += len(word)
        self.lines.append((text, item, tuple(starts)))

    def joined(self) -> "_Joined":
        return _Joined(sorted(self.lines, key=lambda line: len(line[0])))


class _Joined:
    """Texts as one string, a line each."""

    def __init__(self, lines: list[tuple[str, int, tuple[int, ...]]]) -> None:
        self._whole = "\n" + "".join(f"{text}\n" for text, _, _ in lines)
        self._starts: list[int] = []
        self._owners: list[int] = []
        self._word_begins = bytearray(len(self._whole))
        self._heads: set[str] = set()
        place = 1
        for text, owner, starts in lines:
            self._starts.append(place)
            self._owners.append(owner)
            for start in starts:
                self._word_begins[place + start] = 1
                self._heads.add(text[start : start + 2])
            place += len(text) + 1

    def exactly(self, wanted: str) -> Iterator[int]:
        """Owners of the lines that are `wanted`."""
        return (self._owner(place + 1) for place in self._places(f"\n{wanted}\n"))

    def beginning(self, wanted: str) -> Iterator[int]:
        """Owners of the lines that begin with `wanted`."""
        return (self._owner(place + 1) for place in self._places(f"\n{wanted}"))

    def holding(self, wanted: str) -> Iterator[int]:
        """Owners of the lines in which `wanted` stands at the beginning of a word."""
        if len(wanted) > 1 and wanted[:2] not in self._heads:  # "ng" stands in every line and begins no syllable
            return iter(())
        return (self._owner(place) for place in self._places(wanted) if self._word_begins[place])

    def holding_in_order(self, wanted: str) -> Iterator[int]:
        """Owners of the lines that have the characters of `wanted` one after the other, with others between."""
        pattern = "[^\n]*?".join(map(re.escape, wanted))
        return (self._owner(found.start()) for found in re.finditer(pattern, self._whole))

    def _places(self, wanted: str) -> Iterator[int]:
        place = self._whole.find(wanted)
        while place >= 0:
            yield place
            place = self._whole.find(wanted, place + 1)

    def _owner(self, place: int) -> int:
        return self._owners[bisect_right(self._starts, place) - 1]


def _ways_to_say(item: ServiceItem) -> Iterator[tuple[str, list[str]]]:
    """What people call the item, with its syllables: as spelled, and keywords with the department before them."""
    department = item.department.short_name
    spelled = {spelling.text: spelling.pinyin.split() for spelling in spellings(item)}
    for text, syllables in spelled.items():
        yield text, syllables
        if text in item.keywords and not text.startswith(department):
            yield department + text, spelled[department] + syllables


def _sayings(count: int, kinds: Iterable[_Lines]) -> list[str]:
    """For each item everything that it is found by, one to a line."""
    gathered: list[list[str]] = [[] for _ in range(count)]
    for lines in kinds:
        for text, owner, _ in lines.lines:
            gathered[owner].append(text)
    return ["\n".join(texts) for texts in gathered]


def _plain(text: str) -> str:
    """Half-width, small, without signs and blanks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _first(numbers: Iterable[int], limit: int) -> list[int]:
    """The first `limit` different ones."""
    found: dict[int, None] = {}
    for number in numbers:
        found[number] = None
        if len(found) == limit:
            break
    return list(found)

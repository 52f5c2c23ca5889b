"""Names of people and companies: normalised for storing, checked, masked for lists and paper (domain.md §5, §7).

Everything counts characters as a reader does, so rare ones of plane 2 and 3 are never cut in half.
"""

import re
import unicodedata
from typing import Final

from app.applicants.characters import (
    half_width_letters,
    has_private_use,
    is_broken,
    is_han,
    letters,
    one_line,
)
from app.applicants.model import Identity, IdType
from app.applicants.phone import is_mobile
from app.errors import Refused

LONGEST_PERSON: Final = 60
LONGEST_COMPANY: Final = 200

_DOTS: Final = re.compile(r"\s*[·•‧∙⋅・･．]\s*")
_HAN: Final = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_DOT_BETWEEN_HAN: Final = re.compile(f"(?<={_HAN})[.](?={_HAN})")
_IN_BRACKETS: Final = re.compile(r"\s*[(（].*[)）]$")
_COMPATIBILITY: Final = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_PLAIN: Final = re.compile("[\u4e00-\u9fa5]+")
"""Names as nearly everybody has them: every step of `normalise_name` leaves them as they are."""
_LOST: Final = re.compile(r"[?？*＊□]")


def normalise_name(text: str) -> str:
    """The name as it is stored: the middle dot is "·", no space between Chinese characters, no private codes.

    A person's own variant of a character stays: variants are folded for search only.
    """
    name = _DOTS.sub("·", one_line(half_width_letters(text)))
    name = _DOT_BETWEEN_HAN.sub("·", name)
    parts = _COMPATIBILITY.split(name)
    name = "".join(part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts))
    words = name.split(" ")
    joined = words[0]
    for word in words[1:]:
        joined += word if is_han(joined[-1]) and is_han(word[0]) else " " + word
    return joined


def check_name(text: str, field: str, longest: int = LONGEST_PERSON) -> tuple[str, tuple[str, ...]]:
    """The normalised name and its warnings. Raises `Refused` for what cannot be anybody's name."""
    if _PLAIN.fullmatch(text) and 2 <= len(text) <= longest:
        return text, ()
    if is_broken(text):
        raise Refused("name_broken", field)
    name = normalise_name(text)
    if _LOST.search(name):
        raise Refused("name_lost_character", field)
    count = len(letters(name))
    if count < 2:
        raise Refused("name_short", field)
    if count > longest:
        raise Refused("name_long", field, longest=longest)
    return name, ("name_private_use",) if has_private_use(name) else ()


def mask_name(name: str) -> str:
    """王* · 张*三 · 欧**娜 · 阿*****·***: what a list, or at most the public, sees of a person's name.

    A second writing in brackets is left out: 김영희(金英姬) is 김*희.
    """
    name = (_IN_BRACKETS.sub("", name) or name).strip("·")
    if "·" in name:
        first, *others = name.split("·")
        shown = letters(first)
        return "·".join(["".join(shown[:1]) + "*" * (len(shown) - 1), *("*" * len(letters(part)) for part in others)])
    shown = letters(name)
    if len(shown) < 2:
        return "*" * len(shown)
    if len(shown) == 2:
        return shown[0] + "*"
    return shown[0] + "*" * (len(shown) - 2) + shown[-1]


def mask_number_on_paper(number: str) -> str:
    """220502********0014: first six and last four at most; of shorter numbers less."""
    if len(number) >= 15:
        return _mask(number, 6, 4)
    return _mask(number, 1, 3) if len(number) >= 8 else _mask(number, 1, 1)


def mask_number_on_screen(number: str) -> str:
    """2****************4: first and last."""
    return _mask(number, 1, 1)


def paper_number(identity: Identity) -> str:
    """An identity's number for paper: people's are masked, a company's code is public."""
    return identity.number if identity.type is IdType.USCC else mask_number_on_paper(identity.number)


def screen_number(identity: Identity) -> str:
    """An identity's number for lists: people's are masked, a company's code is public."""
    return identity.number if identity.type is IdType.USCC else mask_number_on_screen(identity.number)


def mask_phone(phone: str) -> str:
    """138****5678 · 0435-***2345."""
    if is_mobile(phone):
        return _mask(phone, 3, 4)
    area, dash, number = phone.rpartition("-")
    return area + dash + _mask(number, 0, 4)


def _mask(text: str, head: int, tail: int) -> str:
    """Keeps `head` and `tail` characters; of a text too short to hide anything, nothing."""
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[len(text) - tail :] if hidden > 0 else "*" * len(text)

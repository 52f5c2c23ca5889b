"""统一社会信用代码 by GB 32100-2015 (domain.md §1.3)."""

import re
from typing import Final

from app.applicants.characters import plain_code
from app.applicants.checked import Checked
from app.applicants.places import place_of
from app.errors import Refused

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_DEPARTMENTS: Final = "123456789ANY"
_INNER_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_LEFT_OUT: Final = re.compile("[IOZSV]")


def check_uscc(number: str, field: str) -> Checked:
    """A company's, village's or agency's code. N…, A… and Y… are as good as 9….

    A failing check character of the inner organisation code (GB 11714) only warns: some real codes fail it.
    """
    plain = plain_code(number).replace("-", "")
    if len(plain) != 18:
        raise Refused("uscc_length", field, length=len(plain))
    if letter := _LEFT_OUT.search(plain):
        raise Refused("uscc_letter", field, given=letter.group())
    if any(character not in _ALPHABET for character in plain) or not plain[2:8].isdecimal():
        raise Refused("uscc_characters", field)
    expected = check_character(plain[:17])
    if plain[17] != expected:
        raise Refused("uscc_check_character", field, given=plain[17], expected=expected)
    warnings = []
    if plain[0] not in _DEPARTMENTS:
        warnings.append("uscc_department")
    if plain[16] != inner_check_character(plain[8:16]):
        warnings.append("uscc_inner_code")
    return Checked(normalised=plain, place=place_of(plain[2:8]), warnings=tuple(warnings))


def check_character(first_17: str) -> str:
    """The 18th character over the 17 before it."""
    total = sum(_ALPHABET.index(value) * weight for value, weight in zip(first_17, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def inner_check_character(first_8: str) -> str:
    """The organisation code's ninth character (GB 11714): letters count from A = 10 to Z = 35."""
    rest = 11 - sum(int(value, 36) * weight for value, weight in zip(first_8, _INNER_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))

"""Characters as people type and devices send them, made into the ones that they mean (domain.md §7).

Works on code points and never splits one: a rare character of plane 2 or 3 is one character like any other.
"""

import re
from typing import Final

from app.errors import Refused

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""！ to ～, what a Chinese input method types in full-width mode."""

_FULL_WIDTH_LETTERS: Final = {code: half for code, half in _FULL_WIDTH.items() if chr(half).isalnum()}

_PRIVATE_USE: Final = {
    # GB 18030-2022 gives these 18 characters their own codes; the old mapping left them in the private use area.
    **{0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7},
    **{0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB},
    **{0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14},
    **{0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19},
    # GB 18030-2005 had already moved these six to Extension B; GBK devices still send the private codes [K].
    **{0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE},
}

_INVISIBLE: Final = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_SPACE: Final = re.compile(r"\s")
_BROKEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")
_IS_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_ATTACHED: Final = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
"""Combining marks and variation selectors: they belong to the character before."""


def mend_private_use(text: str) -> str:
    """Replaces the private codes of old GB 18030 mappings by the real characters."""
    return text if text.isascii() else text.translate(_PRIVATE_USE)


def half_width(text: str) -> str:
    """Full-width ASCII and the ideographic space as half-width ones."""
    return text if text.isascii() else text.translate(_FULL_WIDTH).replace("\u3000", " ")


def half_width_letters(text: str) -> str:
    """Full-width letters and digits as half-width ones; punctuation stays, a company's （） among it."""
    return text.translate(_FULL_WIDTH_LETTERS)


def plain_code(text: str) -> str:
    """A number or code as it is meant: half-width, upper case, without spaces and invisible characters."""
    if text.isascii() and text.isalnum():  # nothing to mend, as in nearly every number
        return text.upper()
    return _SPACE.sub("", _INVISIBLE.sub("", half_width(text))).upper()


def one_line(text: str) -> str:
    """Text of one line: tabs, line ends and runs of spaces become one space, invisible characters go."""
    return " ".join(_INVISIBLE.sub("", mend_private_use(text)).split())


def checked_line(text: str, field: str, longest: int) -> str:
    """What stands in lists and on paper in one line. Raises Refused("one_line_only") for what does not."""
    plain = text.strip()
    line = one_line(plain)
    if not line or len(line) > longest or is_broken(plain):
        raise Refused("one_line_only", field, longest=longest)
    return line


def is_broken(text: str) -> bool:
    """Holds a control or bidi character, half a surrogate pair, or U+FFFD: something was lost on the way here."""
    return _BROKEN.search(text) is not None


def has_private_use(text: str) -> bool:
    """Holds a character that only the sender's own font can show (自造字)."""
    return _IS_PRIVATE.search(text) is not None


def letters(text: str) -> list[str]:
    """The characters as a reader counts them: a variation selector or accent stays with its character."""
    found: list[str] = []
    for character in text:
        if found and _ATTACHED.match(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def is_han(character: str) -> bool:
    """An ideograph of any block, 〇 included; the first code point decides."""
    code = ord(character[0])
    return (
        code == 0x3007
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )

"""Telephone numbers: mobile, landline with its area code, and the 400 numbers of companies (domain.md §1.4)."""

import re
from typing import Final

from app.applicants.characters import plain_code
from app.errors import Refused

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})(?:(?:转|EXT|X)([0-9]{1,6}))?")
_LOCAL: Final = re.compile(r"[2-9][0-9]{6,7}")
_SERVICE: Final = re.compile(r"[48]00[0-9]{7}")
_COUNTRY: Final = re.compile(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$)")
_NO_DIGIT: Final = re.compile("[^0-9]")
_SEPARATORS: Final = re.compile(r"[-()‐‑–—－.·]")


def check_phone(text: str, field: str) -> str:
    """The number in its stored form: 13812345678, 0435-3212345, 0435-3212345转801. Raises `Refused`."""
    if _MOBILE.fullmatch(text):
        return text
    plain = _COUNTRY.sub("", _SEPARATORS.sub("", plain_code(text)))
    if _MOBILE.fullmatch(plain) or _SERVICE.fullmatch(plain):
        return plain
    if landline := _LANDLINE.fullmatch(plain):
        area, number, extension = landline.groups()
        return f"{area}-{number}" + (f"转{extension}" if extension else "")
    if _LOCAL.fullmatch(plain):
        raise Refused("phone_area_code", field)
    if plain.isascii() and plain.isdecimal() and plain.startswith("1"):
        raise Refused("phone_mobile_length", field, length=len(plain))
    raise Refused("phone_form", field)


def is_mobile(phone: str) -> bool:
    """Whether text messages reach it."""
    return _MOBILE.fullmatch(phone) is not None


def phone_key(text: str) -> str:
    """Digits only, for searching: 0435-3212345 and （0435）3212345 are found alike."""
    if _MOBILE.fullmatch(text):
        return text
    return _NO_DIGIT.sub("", _COUNTRY.sub("", _SEPARATORS.sub("", plain_code(text))))

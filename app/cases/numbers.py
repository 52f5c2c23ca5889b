"""Case numbers and document numbers: issued with no network, and without collision (domain.md, 3.3).

    220521100001 01 20261123 0001 5
    point        device date serial check

The device's code is inside, so two devices never issue the same number; a serial never comes again, even when
its case is voided. The check character is ISO 7064 MOD 11-2 over all digits before it.
"""

from datetime import date

from app.errors import Refused

_POINT, _DEVICE, _DATE = 12, 2, 8
_SHORTEST = _POINT + _DEVICE + _DATE + 4 + 1
_LIKE_TWO = 13
"""Modulo 11 it is 2, and as a base it has all ten digits: `int` weighs each digit with its power of 2."""


def case_number(point: str, device: int, day: date, serial: int) -> str:
    """The number of the `serial`-th case (from 1) that `device` of `point` records on `day`."""
    digits = f"{point}{device:02d}{plain_day(day)}{serial:04d}"
    return digits + check_character(digits)


def plain_day(day: date) -> str:
    """20261123, as numbers and the names of their series hold a day."""
    return day.isoformat().replace("-", "")


def check_character(digits: str) -> str:
    """ISO 7064 MOD 11-2: one of 0–9 and X. Notices every single wrong digit and every swap of neighbours."""
    rest = 2 * int(digits, _LIKE_TWO)
    return "0123456789X"[(12 - rest) % 11]


_BETWEEN = str.maketrans("", "", " -\u3000")


def read_case_number(text: str) -> str:
    """A case number as typed or scanned, without spaces and dashes.

    Raises Refused("case_no_shape") when it is not of that form and Refused("case_no_check") when a digit is wrong.
    """
    number = text.upper().translate(_BETWEEN)
    if len(number) < _SHORTEST or not (number[:-1].isascii() and number[:-1].isdigit()):
        raise Refused("case_no_shape", "case_no", given=text)
    if check_character(number[:-1]) != number[-1]:
        raise Refused("case_no_check", "case_no", given=text)
    return number


def document_number(point_name: str, word: str, year: int, device: int, serial: int) -> str:
    """机关简称+文种+〔年份〕+序号+号; the device's code stands in the serial, so that no two desks collide."""
    return f"{point_name}{word}〔{year}〕{device:02d}{serial:05d}号"

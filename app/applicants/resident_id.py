"""公民身份号码 by GB 11643-1999, and the two documents that borrow its form (domain.md §1.1, §1.2).

A division code is never a reason to refuse: abolished ones stay in people's numbers for life.
"""

import re
from datetime import date
from operator import mul
from typing import Final

from app.applicants.characters import plain_code
from app.applicants.checked import Checked, Sex, age
from app.applicants.places import place_of
from app.errors import Refused

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_FORM: Final = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FORM: Final = re.compile(r"[0-9]{15}")
_OLDEST: Final = 130
_HMT_DIVISIONS: Final = ("810000", "820000", "830000")
_CENTENARIANS: Final = ("996", "997", "998", "999")
"""Sequences that 15-digit numbers kept for people born before 1900 [K]."""


def check_character(first_17: str) -> str:
    """The 18th character: ISO 7064 MOD 11-2 over the 17 digits (GB 11643, clause 4)."""
    return _CHECKS[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def check_resident(number: str, today: date, field: str) -> Checked:
    """A citizen's number. Raises `Refused`; an odd but possible number only warns."""
    plain = plain_code(number)
    if _OLD_FORM.fullmatch(plain):
        raise Refused("id_15_digits", field)
    _refuse_form(plain, field)
    if plain[0] == "9":
        raise Refused("id_is_foreign_residence", field)
    warnings = ("id_is_hmt_residence",) if plain.startswith(_HMT_DIVISIONS) else ()
    return _read(plain, today, field, warnings)


def check_hmt_residence(number: str, today: date, field: str) -> Checked:
    """港澳台居民居住证: the same form with one of three division parts."""
    plain = plain_code(number)
    _refuse_form(plain, field)
    if not plain.startswith(_HMT_DIVISIONS):
        raise Refused("id_not_hmt_residence", field)
    return _read(plain, today, field)


def check_foreign_residence_2023(plain: str, today: date, field: str) -> Checked:
    """外国人永久居留身份证 of 2023: a leading 9 and the same check character.

    The rest of its layout is not from a standard, so a birth date that cannot be is a warning and no refusal.
    """
    _refuse_form(plain, field)
    if plain[0] != "9":
        raise Refused("id_not_foreign_residence", field)
    _refuse_check(plain, field)
    birth = _date(plain[6:14])
    if birth is None or not 0 <= age(birth, today) <= _OLDEST:
        return Checked(normalised=plain, warnings=("id_birth_odd",))
    return Checked(normalised=plain, birth=birth, sex=_sex(plain))


def looks_resident(plain: str) -> bool:
    """Seventeen digits and a check character: meant as a citizen's number, whatever the document is called."""
    return _FORM.fullmatch(plain) is not None


def to_18(old: str) -> tuple[str, ...]:
    """The 18-character numbers that a 15-digit one may have become; none where its date cannot be."""
    if not _OLD_FORM.fullmatch(old):
        return ()
    centuries = ("19", "18") if old.endswith(_CENTENARIANS) else ("19",)
    bodies = (old[:6] + century + old[6:] for century in centuries)
    return tuple(body + check_character(body) for body in bodies if _date(body[6:14]))


def to_15(plain: str) -> str | None:
    """The 15-digit number that its holder had before, if there can have been one."""
    if not looks_resident(plain) or plain[6:8] not in ("18", "19"):
        return None
    return plain[:6] + plain[8:17]


def _read(plain: str, today: date, field: str, warnings: tuple[str, ...] = ()) -> Checked:
    birth = _date(plain[6:14])
    if birth is None:
        raise Refused("id_birth_date", field, given=plain[6:14])
    if birth > today:
        raise Refused("id_birth_future", field, given=birth.isoformat())
    if age(birth, today) > _OLDEST:
        raise Refused("id_age", field, given=birth.isoformat(), oldest=_OLDEST)
    _refuse_check(plain, field)
    if plain[14:17] == "000":
        warnings += ("id_sequence_000",)
    return Checked(normalised=plain, birth=birth, sex=_sex(plain), place=place_of(plain[:6]), warnings=warnings)


def _refuse_form(plain: str, field: str) -> None:
    if len(plain) != 18:
        raise Refused("id_length", field, length=len(plain))
    if not _FORM.fullmatch(plain):
        raise Refused("id_characters", field)


def _refuse_check(plain: str, field: str) -> None:
    expected = check_character(plain[:17])
    if plain[17] != expected:
        raise Refused("id_check_digit", field, given=plain[17], expected=expected)


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _sex(plain: str) -> Sex:
    return "M" if int(plain[16]) % 2 else "F"

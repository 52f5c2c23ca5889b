"""Permits, passports and the papers of soldiers and children (domain.md §1.2)."""

import re
from datetime import date
from typing import Final

from app.applicants.characters import half_width, is_broken, one_line, plain_code
from app.applicants.checked import Checked
from app.applicants.resident_id import check_foreign_residence_2023, check_resident, looks_resident
from app.errors import Refused

_HONG_KONG_MACAO: Final = re.compile(r"[HM][0-9]{8}([0-9]{2})?")
_TAIWAN: Final = re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?|[A-Z][0-9]{8,10}")
_FOREIGN_2017: Final = re.compile(r"[A-Z]{3}[0-9]{12}")
_PASSPORT: Final = re.compile(r"[EGDSPH][0-9]{8}|E[A-Z][0-9]{7}")
_FOREIGN_PASSPORT: Final = re.compile(r"[0-9A-Z]{5,15}")
_BIRTH_CERTIFICATE: Final = re.compile(r"[A-Z][0-9]{9}")
_BRACKETS: Final = re.compile(r"[()]")


def check_hong_kong_macao_permit(number: str, field: str) -> Checked:
    """H or M and 8 digits for life, then perhaps 2 that change at each renewal."""
    return _matching(_HONG_KONG_MACAO, plain_code(number), "hong_kong_macao_permit_form", field)


def lifelong_part(permit: str) -> str:
    """The 9 characters of a 港澳 permit that stay when it is renewed."""
    return permit[:9]


def check_taiwan_permit(number: str, field: str) -> Checked:
    """8 digits for life on today's card; old and one-time ones have 10, or a letter, often in brackets."""
    return _matching(_TAIWAN, _BRACKETS.sub("", plain_code(number)), "taiwan_permit_form", field)


def check_foreign_residence(number: str, today: date, field: str) -> Checked:
    """外国人永久居留身份证 in both forms: 2017 (3 letters, 12 digits) and 2023 (18 characters from 9)."""
    plain = plain_code(number)
    if _FOREIGN_2017.fullmatch(plain):
        return Checked(normalised=plain)
    if len(plain) != 18:
        raise Refused("foreign_residence_form", field)
    return check_foreign_residence_2023(plain, today, field)


def check_passport(number: str, field: str) -> Checked:
    """A Chinese passport's number."""
    return _matching(_PASSPORT, plain_code(number), "passport_form", field)


def check_foreign_passport(number: str, field: str) -> Checked:
    """Any 5 to 15 letters and digits."""
    return _matching(_FOREIGN_PASSPORT, plain_code(number), "foreign_passport_form", field)


def check_household(number: str, today: date, field: str) -> Checked:
    """户口簿: a child's citizen number is checked as one; else the booklet's own number in free text."""
    plain = plain_code(number)
    return check_resident(plain, today, field) if looks_resident(plain) else check_free(number, field)


def check_birth_certificate(number: str, field: str) -> Checked:
    """One letter and nine digits; older forms differ, so another one only warns."""
    checked = check_free(plain_code(number), field)
    if _BIRTH_CERTIFICATE.fullmatch(checked.normalised):
        return checked
    return Checked(normalised=checked.normalised, warnings=("birth_certificate_form",))


def check_free(number: str, field: str) -> Checked:
    """A number without a rule of its own ("军字第1234567号"): only its length is checked, 3 to 40 characters."""
    text = one_line(half_width(number)).upper()
    if is_broken(text):
        raise Refused("id_characters_broken", field)
    if not 3 <= len(text) <= 40:
        raise Refused("id_free_length", field, length=len(text))
    return Checked(normalised=text)


def _matching(form: re.Pattern[str], plain: str, code: str, field: str) -> Checked:
    if not form.fullmatch(plain):
        raise Refused(code, field)
    return Checked(normalised=plain)

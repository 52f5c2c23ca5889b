"""Identity numbers of every kind: checking one, comparing two, searching for one."""

import re
from datetime import date
from typing import Final

from app.applicants.characters import plain_code
from app.applicants.checked import Checked
from app.applicants.model import Identity, IdType
from app.applicants.other_documents import (
    check_birth_certificate,
    check_foreign_passport,
    check_foreign_residence,
    check_free,
    check_hong_kong_macao_permit,
    check_household,
    check_passport,
    check_taiwan_permit,
    lifelong_part,
)
from app.applicants.resident_id import check_hmt_residence, check_resident, looks_resident, to_15, to_18
from app.applicants.uscc import check_uscc

_CARRY_CITIZEN_NUMBER: Final = (
    IdType.TEMPORARY_RESIDENT,
    IdType.HOUSEHOLD,
    IdType.RESIDENCE_PERMIT,
    IdType.HMT_RESIDENCE,
)
_PERMIT: Final = re.compile(r"[HM][0-9]{8}([0-9]{2})?")


def check_identity(id_type: IdType, number: str, today: date, field: str = "applicant.id_no") -> Checked:
    """The number in its stored form with what can be read from it, or `Refused` about `field`.

    Nothing is refused that may be genuine; doubts come back as warnings.
    """
    match id_type:
        case IdType.RESIDENT | IdType.TEMPORARY_RESIDENT | IdType.RESIDENCE_PERMIT:
            return check_resident(number, today, field)
        case IdType.HMT_RESIDENCE:
            return check_hmt_residence(number, today, field)
        case IdType.FOREIGN_RESIDENCE:
            return check_foreign_residence(number, today, field)
        case IdType.USCC:
            return check_uscc(number, field)
        case IdType.HOUSEHOLD:
            return check_household(number, today, field)
        case IdType.BIRTH_CERTIFICATE:
            return check_birth_certificate(number, field)
        case _:
            return _check_travel_document(id_type, number, field)


def _check_travel_document(id_type: IdType, number: str, field: str) -> Checked:
    match id_type:
        case IdType.HONG_KONG_MACAO_PERMIT:
            return check_hong_kong_macao_permit(number, field)
        case IdType.TAIWAN_PERMIT:
            return check_taiwan_permit(number, field)
        case IdType.PASSPORT:
            return check_passport(number, field)
        case IdType.FOREIGN_PASSPORT:
            return check_foreign_passport(number, field)
        case _:
            return check_free(number, field)


def comparable(identity: Identity) -> Identity:
    """What two identities of one holder have in common, so that equal ones are the same person or company.

    A 港澳 permit keeps its first nine characters (domain.md §1.2). Papers that carry the citizen's number (temporary
    card, household booklet, residence permit) compare as the card itself. Other kinds never meet: a passport
    H12345678 and a permit H12345678 belong to two people.
    """
    plain = plain_code(identity.number)
    if identity.type is IdType.HONG_KONG_MACAO_PERMIT:
        return Identity(identity.type, lifelong_part(plain))
    if identity.type in _CARRY_CITIZEN_NUMBER and looks_resident(plain):
        return Identity(IdType.RESIDENT, plain)
    return Identity(identity.type, plain)


def same_holder(one: Identity, other: Identity) -> bool:
    """Whether two identities name one person or company."""
    return comparable(one) == comparable(other)


def search_keys(text: str) -> tuple[str, ...]:
    """Every number to look for when somebody types `text`, the typed one first, as `comparable` writes numbers.

    A 15-digit number also finds its 18-character successors, and the other way round; a renewed 港澳 permit
    finds the earlier ones. Empty when nothing was typed.
    """
    plain = plain_code(text)
    if not plain:
        return ()
    if _PERMIT.fullmatch(plain):
        return tuple(dict.fromkeys((plain, lifelong_part(plain))))
    old = to_15(plain)
    return (plain, *to_18(plain), *(() if old is None else (old,)))

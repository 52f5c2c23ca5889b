"""Who applies, who acts for them, and how both are written in an input line of `case record`.

Shapes only: which number is a good one stands in `identity.py`, which applicant is complete in `checks.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal, TypeVar

from app.errors import Refused
from app.ids import ApplicantId

LONG: Final = "long"
"""长期: a document without an end."""

Until = date | Literal["long"] | None
"""The last day on which an identity document is valid, 长期, or not said."""


class ApplicantKind(StrEnum):
    """自然人 or 法人及其他组织."""

    PERSON = "person"
    COMPANY = "company"


class IdType(StrEnum):
    """证件类型. The values are GA/T 2000.156 codes as domain.md §1.2 gives them.

    The codes marked [K] were not verified; every target system has its own mapping table anyway.
    """

    USCC = "001"  # 统一社会信用代码
    RESIDENT = "111"  # 居民身份证
    TEMPORARY_RESIDENT = "112"  # 临时身份证 [K]
    HOUSEHOLD = "113"  # 户口簿 [K]
    OFFICER = "114"  # 军官证 [K]
    RESIDENCE_PERMIT = "116"  # 居住证（流动人口） [K]
    BIRTH_CERTIFICATE = "117"  # 出生医学证明 [K]
    SOLDIER = "118"  # 士兵证 [K]
    HMT_RESIDENCE = "172"  # 港澳台居民居住证 [K]
    PASSPORT = "414"  # 普通护照（中国） [K]
    FOREIGN_PASSPORT = "420"  # 外国护照 [K]
    TAIWAN_PERMIT = "511"  # 台湾居民来往大陆通行证 [K]
    HONG_KONG_MACAO_PERMIT = "516"  # 港澳居民来往内地通行证 [K]
    FOREIGN_RESIDENCE = "553"  # 外国人永久居留身份证 [K]
    OTHER = "990"  # 其他 [K]


@dataclass(frozen=True, slots=True)
class Identity:
    """A document's type and its number, normalised; two equal ones are the same person or company."""

    type: IdType
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """联系人 of somebody without a mobile phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """申请人. `id` is internal: a number may legally change, the person stays (domain.md §1.1)."""

    id: ApplicantId
    kind: ApplicantKind
    name: str
    id_type: IdType
    id_no: str
    phone: str | None = None
    address: str | None = None
    id_until: Until = None
    contact: Contact | None = None

    @property
    def identity(self) -> Identity:
        return Identity(self.id_type, self.id_no)

    def known_as(self, applicant_id: ApplicantId) -> "Applicant":
        """The same under the id by which the desk keeps them."""
        return Applicant(
            id=applicant_id,
            kind=self.kind,
            name=self.name,
            id_type=self.id_type,
            id_no=self.id_no,
            phone=self.phone,
            address=self.address,
            id_until=self.id_until,
            contact=self.contact,
        )


class AuthorityKind(StrEnum):
    """By what somebody acts for another (代理凭据)."""

    LETTER = "letter"  # 授权委托书
    GUARDIAN = "guardian"  # 法定监护
    HOUSEHOLD = "household"  # 户口簿
    MARRIAGE = "marriage"  # 结婚证
    INTRODUCTION = "introduction"  # 单位介绍信
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What entitles an agent: for what (in words), until which day (None: no end is said), and the paper's number."""

    kind: AuthorityKind
    scope: str | None = None
    valid_until: date | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """代理人, and what they are to the applicant ("子女", "代办员")."""

    name: str
    id_type: IdType
    id_no: str
    phone: str | None = None
    relation: str | None = None
    authority: Authority | None = None

    @property
    def identity(self) -> Identity:
        return Identity(self.id_type, self.id_no)


_Code = TypeVar("_Code", bound=StrEnum)

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_APPLICANT_KEYS = ("kind", "name", "id_type", "id_no", "phone", "address", "id_until", "contact")
_AGENT_KEYS = ("name", "id_type", "id_no", "phone", "relation", "authority")
_AUTHORITY_KEYS = ("kind", "scope", "valid_until", "number")
_CONTACT_KEYS = ("name", "phone")


def applicant_from_json(value: object, applicant_id: ApplicantId, path: str = "applicant") -> Applicant:
    """The applicant that an input line describes; only the shape is checked.

    Raises `Refused` with the path of the field: an unknown or missing key, a wrong type, an unknown code.
    """
    given = _object(value, path, _APPLICANT_KEYS)
    return Applicant(
        id=applicant_id,
        kind=_choice(ApplicantKind, given, "kind", path),
        name=_needed(given, "name", path),
        id_type=_choice(IdType, given, "id_type", path),
        id_no=_needed(given, "id_no", path),
        phone=_text(given, "phone", path),
        address=_text(given, "address", path),
        id_until=_until(given, path),
        contact=_contact(given.get("contact"), f"{path}.contact"),
    )


def agent_from_json(value: object, path: str = "agent") -> Agent | None:
    """The agent that an input line describes, None for null. Raises as `applicant_from_json` does."""
    if value is None:
        return None
    given = _object(value, path, _AGENT_KEYS)
    return Agent(
        name=_needed(given, "name", path),
        id_type=_choice(IdType, given, "id_type", path),
        id_no=_needed(given, "id_no", path),
        phone=_text(given, "phone", path),
        relation=_text(given, "relation", path),
        authority=_authority(given.get("authority"), f"{path}.authority"),
    )


def applicant_to_json(applicant: Applicant) -> dict[str, object]:
    """The object that `applicant_from_json` reads back; the internal id is not in it."""
    until = applicant.id_until
    contact = applicant.contact
    return {
        "kind": applicant.kind.value,
        "name": applicant.name,
        "id_type": applicant.id_type.value,
        "id_no": applicant.id_no,
        "phone": applicant.phone,
        "address": applicant.address,
        "id_until": until.isoformat() if isinstance(until, date) else until,
        "contact": None if contact is None else {"name": contact.name, "phone": contact.phone},
    }


def agent_to_json(agent: Agent | None) -> dict[str, object] | None:
    """The object that `agent_from_json` reads back; `authority` is in it only where there is one."""
    if agent is None:
        return None
    return {
        "name": agent.name,
        "id_type": agent.id_type.value,
        "id_no": agent.id_no,
        "phone": agent.phone,
        "relation": agent.relation,
        **({} if agent.authority is None else {"authority": _authority_to_json(agent.authority)}),
    }


def _authority(value: object, path: str) -> Authority | None:
    if value is None:
        return None
    given = _object(value, path, _AUTHORITY_KEYS)
    return Authority(
        kind=_choice(AuthorityKind, given, "kind", path),
        scope=_text(given, "scope", path),
        valid_until=_day(given, "valid_until", path),
        number=_text(given, "number", path),
    )


def _authority_to_json(authority: Authority) -> dict[str, object]:
    until = authority.valid_until
    return {
        "kind": authority.kind.value,
        "scope": authority.scope,
        "valid_until": until and until.isoformat(),
        "number": authority.number,
    }


def _contact(value: object, path: str) -> Contact | None:
    if value is None:
        return None
    given = _object(value, path, _CONTACT_KEYS)
    return Contact(name=_needed(given, "name", path), phone=_needed(given, "phone", path))


def _until(given: Mapping[str, object], path: str) -> Until:
    return LONG if _text(given, "id_until", path) == LONG else _day(given, "id_until", path)


def _day(given: Mapping[str, object], key: str, path: str) -> date | None:
    text = _text(given, key, path)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python also reads 20301231 and 2030-W52-1
        raise Refused("applicant_date_wrong", f"{path}.{key}", given=text)
    return day


def _object(value: object, path: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Refused("applicant_not_object", path)
    for key in value:
        if key not in keys:
            raise Refused("applicant_key_unknown", f"{path}.{key}", key=key)
    return value


def _text(given: Mapping[str, object], key: str, path: str) -> str | None:
    """The text at `key`; null, a missing key and an empty text are all None.

    JSON can hold NUL and half a surrogate pair; no database and no paper can.
    """
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused("applicant_not_text", f"{path}.{key}")
    if _UNSTORABLE.search(value):
        raise Refused("applicant_text_broken", f"{path}.{key}")
    return value.strip() or None


def _needed(given: Mapping[str, object], key: str, path: str) -> str:
    text = _text(given, key, path)
    if text is None:
        raise Refused("applicant_field_missing", f"{path}.{key}")
    return text


def _choice(kind: type[_Code], given: Mapping[str, object], key: str, path: str) -> _Code:
    text = _needed(given, key, path)
    try:
        return kind(text)
    except ValueError:
        raise Refused("applicant_code_unknown", f"{path}.{key}", given=text) from None

"""Whether the people of a case are complete and their numbers good: one check for screen and command line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.applicants.characters import one_line
from app.applicants.checked import Checked, age
from app.applicants.identity import check_identity, same_holder
from app.applicants.model import (
    LONG,
    Agent,
    Applicant,
    ApplicantKind,
    Authority,
    AuthorityKind,
    Contact,
    IdType,
)
from app.applicants.names import LONGEST_COMPANY, LONGEST_PERSON, check_name
from app.applicants.phone import check_phone
from app.errors import Refused

_LONG_FROM_AGE: Final = 46
"""居民身份证法, article 5: from 46 on a card is valid for ever [K]."""
_LONGEST_ADDRESS: Final = 200
_LONGEST_RELATION: Final = 30
_LONGEST_SCOPE: Final = 200
_LONGEST_LETTER_NO: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something that the clerk should look at again; it never blocks. `code` has a sentence."""

    code: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPeople:
    """The applicant and the agent in their stored form, and what the applicant's number says."""

    applicant: Applicant
    agent: Agent | None
    identity: Checked
    cautions: tuple[Caution, ...]


def check_people(applicant: Applicant, agent: Agent | None, today: date) -> CheckedPeople:
    """Normalises both. Raises `Refused` about the first field that must be mended; doubts are cautions."""
    mended, identity, cautions = check_applicant(applicant, today)
    acting = None
    if agent is not None:
        acting, about_agent = check_agent(agent, today)
        cautions += about_agent
        if same_holder(mended.identity, acting.identity):
            raise Refused("agent_is_applicant", "agent.id_no")
    if mended.phone is None and mended.contact is None and (acting is None or acting.phone is None):
        raise Refused("phone_missing", "applicant.phone")
    if acting is None:
        cautions += tuple(_minor(identity, today))
    else:
        person = mended.kind is ApplicantKind.PERSON
        cautions += tuple(_authority(acting.authority, identity if person else None, today))
    return CheckedPeople(applicant=mended, agent=acting, identity=identity, cautions=cautions)


def check_applicant(applicant: Applicant, today: date) -> tuple[Applicant, Checked, tuple[Caution, ...]]:
    """The applicant alone: kind, name, number, document's end, phone, address, contact."""
    company = applicant.kind is ApplicantKind.COMPANY
    if company and applicant.id_type not in (IdType.USCC, IdType.OTHER):
        raise Refused("company_wants_uscc", "applicant.id_type")
    if not company and applicant.id_type is IdType.USCC:
        raise Refused("person_has_uscc", "applicant.id_type")
    longest = LONGEST_COMPANY if company else LONGEST_PERSON
    name, about_name = check_name(applicant.name, "applicant.name", longest)
    identity = check_identity(applicant.id_type, applicant.id_no, today)
    cautions = [Caution(code=code, field="applicant.name") for code in about_name]
    cautions += [Caution(code=code, field="applicant.id_no") for code in identity.warnings]
    cautions += _document_end(applicant, identity, today)
    mended = Applicant(
        id=applicant.id,
        kind=applicant.kind,
        name=name,
        id_type=applicant.id_type,
        id_no=identity.normalised,
        phone=None if applicant.phone is None else check_phone(applicant.phone, "applicant.phone"),
        address=_line(applicant.address, "applicant.address", _LONGEST_ADDRESS),
        id_until=applicant.id_until,
        contact=None if applicant.contact is None else _check_contact(applicant.contact),
    )
    return mended, identity, tuple(cautions)


def check_agent(agent: Agent, today: date) -> tuple[Agent, tuple[Caution, ...]]:
    """The agent alone: a grown person with a good number."""
    if agent.id_type is IdType.USCC:
        raise Refused("agent_is_company", "agent.id_type")
    name, about_name = check_name(agent.name, "agent.name")
    identity = check_identity(agent.id_type, agent.id_no, today, "agent.id_no")
    cautions = [Caution(code=code, field="agent.name") for code in about_name]
    cautions += [Caution(code=code, field="agent.id_no") for code in identity.warnings]
    if identity.birth is not None and age(identity.birth, today) < 18:
        cautions.append(Caution(code="agent_minor", field="agent.id_no"))
    if agent.relation is None:
        cautions.append(Caution(code="agent_relation_missing", field="agent.relation"))
    mended = Agent(
        name=name,
        id_type=agent.id_type,
        id_no=identity.normalised,
        phone=None if agent.phone is None else check_phone(agent.phone, "agent.phone"),
        relation=_line(agent.relation, "agent.relation", _LONGEST_RELATION),
        authority=None if agent.authority is None else _check_authority(agent.authority),
    )
    return mended, tuple(cautions)


def _check_authority(authority: Authority) -> Authority:
    return replace(
        authority,
        scope=_line(authority.scope, "agent.authority.scope", _LONGEST_SCOPE),
        number=_line(authority.number, "agent.authority.number", _LONGEST_LETTER_NO),
    )


def _authority(authority: Authority | None, person: Checked | None, today: date) -> Iterator[Caution]:
    """Doubts about what entitles the agent; none of them blocks, as the clerk has the paper in hand.

    A minor's guardian needs no letter (民法典, article 23); whose guardian somebody is of the grown, the clerk knows.
    `person` is what the applicant's number says, None for a company.
    """
    grown = person is not None and person.birth is not None and age(person.birth, today) >= 18
    if authority is None:
        if grown:
            yield Caution(code="authority_missing", field="agent.authority.kind")
        return
    if authority.valid_until is not None and authority.valid_until < today:
        yield Caution(code="authority_expired", field="agent.authority.valid_until")
    if authority.kind is AuthorityKind.LETTER and authority.scope is None:
        yield Caution(code="authority_scope_missing", field="agent.authority.scope")
    if authority.kind is AuthorityKind.GUARDIAN and grown:
        yield Caution(code="guardian_of_grown", field="agent.authority.kind")


def _check_contact(contact: Contact) -> Contact:
    name, _ = check_name(contact.name, "applicant.contact.name")
    return Contact(name=name, phone=check_phone(contact.phone, "applicant.contact.phone"))


def _document_end(applicant: Applicant, identity: Checked, today: date) -> Iterator[Caution]:
    """An expired document warns; 长期 warns where the holder is too young for it. Neither blocks (issue 3, 6)."""
    until = applicant.id_until
    if isinstance(until, date) and until < today:
        yield Caution(code="id_expired", field="applicant.id_until")
    if until == LONG and identity.birth is not None and age(identity.birth, today) < _LONG_FROM_AGE:
        yield Caution(code="id_long_young", field="applicant.id_until")


def _minor(identity: Checked, today: date) -> Iterator[Caution]:
    """民法典, articles 17 to 20: under 18 wants a guardian, unless from 16 on own work feeds them [K]."""
    if identity.birth is None:
        return
    years = age(identity.birth, today)
    if years < 16:
        yield Caution(code="minor_wants_guardian", field="agent")
    elif years < 18:
        yield Caution(code="minor_may_want_guardian", field="agent")


def _line(text: str | None, field: str, longest: int) -> str | None:
    line = one_line(text or "")
    if len(line) > longest:
        raise Refused("text_long", field, longest=longest)
    return line or None

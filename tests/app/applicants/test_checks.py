"""Applicant and agent together: what is refused, and what only makes the clerk look again."""

from dataclasses import replace
from datetime import date

import pytest

from app.applicants.checks import Caution, check_people
from app.applicants.model import (
    LONG,
    Agent,
    Applicant,
    ApplicantKind,
    Authority,
    AuthorityKind,
    Contact,
    IdType,
    agent_from_json,
    agent_to_json,
)
from app.applicants.resident_id import check_character
from app.errors import Refused
from app.ids import ApplicantId

TODAY = date(2026, 11, 23)
PERSON = Applicant(
    id=ApplicantId("p"),
    kind=ApplicantKind.PERSON,
    name="张㐀",
    id_type=IdType.RESIDENT,
    id_no="22052119851020019x",
    phone="１３８１２３４５６７８",
    address=" 快大茂镇\t长安社区 ",
    id_until=date(2035, 1, 1),
)
COMPANY = replace(
    PERSON, kind=ApplicantKind.COMPANY, id_type=IdType.USCC, id_no="n2220524mf0tt0050a", name="前进村合作社"
)
LETTER = Authority(kind=AuthorityKind.LETTER, scope="代办养老保险待遇申领", valid_until=date(2026, 12, 31))
AGENT = Agent(
    name="王䶮",
    id_type=IdType.RESIDENT,
    id_no="220502198001010014",
    phone="13900001234",
    relation="子女",
    authority=LETTER,
)
CHILD = replace(PERSON, id_no="220502202204301267")


def codes(applicant: Applicant, agent: Agent | None = None) -> list[str]:
    return [caution.code for caution in check_people(applicant, agent, TODAY).cautions]


def refused(applicant: Applicant, agent: Agent | None = None) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        check_people(applicant, agent, TODAY)
    return caught.value.code, caught.value.field


def test_a_complete_person_is_stored_in_normal_form_without_a_caution():
    people = check_people(PERSON, None, TODAY)
    assert people.applicant == replace(
        PERSON, id_no="22052119851020019X", phone="13812345678", address="快大茂镇 长安社区"
    )
    assert people.cautions == ()
    assert (people.identity.birth, people.identity.sex) == (date(1985, 10, 20), "M")


def test_an_expired_document_warns_and_does_not_block():
    assert check_people(replace(PERSON, id_until=date(2026, 11, 22)), None, TODAY).cautions == (
        Caution(code="id_expired", field="applicant.id_until"),
    )
    assert codes(replace(PERSON, id_until=TODAY)) == []


def test_a_document_for_ever_warns_only_where_the_holder_is_too_young():
    assert codes(replace(PERSON, id_until=LONG)) == ["id_long_young"]
    assert codes(replace(PERSON, id_until=LONG, id_no="220503195511035126")) == []
    assert codes(replace(PERSON, id_until=None)) == []


def test_without_a_phone_somebody_must_be_reachable():
    nobody = replace(PERSON, phone=None)
    assert refused(nobody) == ("phone_missing", "applicant.phone")
    contact = Contact(name="赵 喆", phone="0435 3212345")
    reached = check_people(replace(nobody, contact=contact), None, TODAY)
    assert reached.applicant.contact == Contact(name="赵喆", phone="0435-3212345")
    assert check_people(nobody, AGENT, TODAY).applicant.phone is None
    assert refused(nobody, replace(AGENT, phone=None)) == ("phone_missing", "applicant.phone")


def test_a_contacts_fields_are_checked_under_their_own_path():
    assert refused(replace(PERSON, contact=Contact(name="赵喆", phone="12")))[1] == "applicant.contact.phone"
    assert refused(replace(PERSON, contact=Contact(name="赵", phone="13812345678")))[1] == "applicant.contact.name"


@pytest.mark.parametrize(
    ("number", "code"),
    [("22052120151001333X", "minor_wants_guardian"), ("220502202204301267", "minor_wants_guardian")],
)
def test_a_child_without_an_agent_warns(number, code):
    assert codes(replace(PERSON, id_no=number)) == [code]
    assert codes(replace(PERSON, id_no=number), AGENT) == []


def test_from_16_on_the_warning_is_a_softer_one():
    body = replace(PERSON, id_no="22050220100101301")
    youth = replace(body, id_no=body.id_no + check_character(body.id_no))
    assert codes(youth) == ["minor_may_want_guardian"]


def test_a_childs_agent_must_not_be_a_child():
    assert codes(PERSON, replace(AGENT, id_no="220502202204301267")) == ["agent_minor"]


def test_an_agent_without_a_relation_warns():
    assert codes(PERSON, replace(AGENT, relation=None)) == ["agent_relation_missing"]


def test_an_expired_letter_of_authority_warns_and_does_not_block():
    expired = replace(LETTER, valid_until=date(2026, 11, 22))
    assert check_people(PERSON, replace(AGENT, authority=expired), TODAY).cautions == (
        Caution(code="authority_expired", field="agent.authority.valid_until"),
    )
    assert codes(PERSON, replace(AGENT, authority=replace(LETTER, valid_until=TODAY))) == []
    assert codes(PERSON, replace(AGENT, authority=replace(LETTER, valid_until=None))) == []


def test_a_letter_says_what_it_is_for():
    assert codes(PERSON, replace(AGENT, authority=replace(LETTER, scope=None))) == ["authority_scope_missing"]


def test_a_minors_guardian_needs_no_letter_and_a_grown_persons_agent_does():
    assert codes(CHILD, replace(AGENT, authority=None)) == []
    assert codes(CHILD, replace(AGENT, authority=Authority(kind=AuthorityKind.GUARDIAN))) == []
    assert codes(PERSON, replace(AGENT, authority=None)) == ["authority_missing"]
    assert codes(PERSON, replace(AGENT, authority=Authority(kind=AuthorityKind.GUARDIAN))) == ["guardian_of_grown"]
    assert codes(COMPANY, replace(AGENT, authority=None)) == []


def test_an_authority_stands_in_an_input_line_and_is_left_out_where_there_is_none():
    assert agent_from_json(agent_to_json(AGENT)) == AGENT
    plain = agent_to_json(replace(AGENT, authority=None))
    assert plain is not None
    assert "authority" not in plain
    wrong = {**plain, "authority": {"kind": "letter", "valid_until": "20261231"}}
    with pytest.raises(Refused) as caught:
        agent_from_json(wrong)
    assert (caught.value.code, caught.value.field) == ("applicant_date_wrong", "agent.authority.valid_until")


def test_nobody_is_their_own_agent():
    own = replace(AGENT, id_type=IdType.TEMPORARY_RESIDENT, id_no="22052119851020019X")
    assert refused(PERSON, own) == ("agent_is_applicant", "agent.id_no")


def test_companies_have_codes_and_people_have_not():
    assert check_people(COMPANY, AGENT, TODAY).applicant.id_no == "N2220524MF0TT0050A"
    assert refused(replace(COMPANY, id_type=IdType.RESIDENT)) == ("company_wants_uscc", "applicant.id_type")
    assert refused(replace(PERSON, id_type=IdType.USCC)) == ("person_has_uscc", "applicant.id_type")
    assert refused(PERSON, replace(AGENT, id_type=IdType.USCC)) == ("agent_is_company", "agent.id_type")
    assert check_people(replace(COMPANY, id_type=IdType.OTHER, id_no="筹备 001"), AGENT, TODAY).cautions == ()


def test_a_companys_name_may_be_longer_than_a_persons():
    long = "通化" * 40
    assert check_people(replace(COMPANY, name=long), AGENT, TODAY).applicant.name == long
    assert refused(replace(PERSON, name=long)) == ("name_long", "applicant.name")


def test_the_agents_faults_are_told_under_the_agents_path():
    assert refused(PERSON, replace(AGENT, id_no="220502198001010015")) == ("id_check_digit", "agent.id_no")
    assert refused(PERSON, replace(AGENT, phone="1")) == ("phone_mobile_length", "agent.phone")
    assert refused(PERSON, replace(AGENT, name="王")) == ("name_short", "agent.name")
    assert refused(PERSON, replace(AGENT, relation="子" * 31)) == ("text_long", "agent.relation")


def test_an_endless_address_is_refused():
    assert refused(replace(PERSON, address="路" * 201)) == ("text_long", "applicant.address")

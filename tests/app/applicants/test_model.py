"""The applicant's and agent's objects in an input line of `case record`."""

from datetime import date

import pytest

from app.applicants.model import (
    LONG,
    Applicant,
    ApplicantKind,
    Contact,
    IdType,
    agent_from_json,
    agent_to_json,
    applicant_from_json,
    applicant_to_json,
)
from app.errors import Refused
from app.ids import ApplicantId

ID = ApplicantId("a")
FULL = {
    "kind": "person",
    "name": "刘𬘘",
    "id_type": "111",
    "id_no": "22052119851020019X",
    "phone": None,
    "address": "快大茂镇长安社区",
    "id_until": "2035-01-01",
    "contact": {"name": "李𠀀", "phone": "13812345678"},
}
AGENT = {"name": "王䶮", "id_type": "111", "id_no": "220502198001010014", "phone": "13900001234", "relation": "子女"}


def test_an_applicant_is_read_and_written_the_same():
    applicant = applicant_from_json(FULL, ID)
    assert applicant == Applicant(
        id=ID,
        kind=ApplicantKind.PERSON,
        name="刘𬘘",
        id_type=IdType.RESIDENT,
        id_no="22052119851020019X",
        address="快大茂镇长安社区",
        id_until=date(2035, 1, 1),
        contact=Contact(name="李𠀀", phone="13812345678"),
    )
    assert applicant_to_json(applicant) == FULL


def test_an_agent_is_read_and_written_the_same():
    assert agent_to_json(agent_from_json(AGENT)) == AGENT
    assert agent_from_json(None) is None
    assert agent_to_json(None) is None


@pytest.mark.parametrize("until", [LONG, None, "1999-12-31"])
def test_a_documents_end_is_a_day_or_long_or_unsaid(until):
    assert applicant_to_json(applicant_from_json(FULL | {"id_until": until}, ID))["id_until"] == until


def test_keys_that_may_be_empty_may_be_missing_or_blank():
    short = {key: FULL[key] for key in ("kind", "name", "id_type", "id_no")}
    blank = short | {"phone": " ", "address": "", "id_until": "", "contact": None}
    assert applicant_from_json(short, ID) == applicant_from_json(blank, ID)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"nation": "汉"}, "applicant_key_unknown", "applicant.nation"),
        ({"name": None}, "applicant_field_missing", "applicant.name"),
        ({"name": "  "}, "applicant_field_missing", "applicant.name"),
        ({"id_no": 220502198001010014}, "applicant_not_text", "applicant.id_no"),
        ({"phone": ["13812345678"]}, "applicant_not_text", "applicant.phone"),
        ({"kind": "firm"}, "applicant_code_unknown", "applicant.kind"),
        ({"id_type": "10"}, "applicant_code_unknown", "applicant.id_type"),
        ({"id_until": "20350101"}, "applicant_date_wrong", "applicant.id_until"),
        ({"id_until": "2035-W01-1"}, "applicant_date_wrong", "applicant.id_until"),
        ({"id_until": "2035-02-30"}, "applicant_date_wrong", "applicant.id_until"),
        ({"contact": "李𠀀"}, "applicant_not_object", "applicant.contact"),
        ({"contact": {"name": "李𠀀"}}, "applicant_field_missing", "applicant.contact.phone"),
        ({"contact": {"name": "李", "phone": "1", "x": 1}}, "applicant_key_unknown", "applicant.contact.x"),
        ({"name": "王" + chr(0xD840)}, "applicant_text_broken", "applicant.name"),
        ({"address": "a\x00b"}, "applicant_text_broken", "applicant.address"),
    ],
)
def test_a_wrong_applicant_is_refused_by_the_path_of_its_field(change, code, field):
    with pytest.raises(Refused) as caught:
        applicant_from_json(FULL | change, ID)
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize("value", [None, [], "张三", 7])
def test_an_applicant_is_an_object(value):
    with pytest.raises(Refused) as caught:
        applicant_from_json(value, ID)
    assert (caught.value.code, caught.value.field) == ("applicant_not_object", "applicant")


def test_a_wrong_agent_is_refused_by_the_path_of_its_field():
    with pytest.raises(Refused) as caught:
        agent_from_json(AGENT | {"id_type": None})
    assert (caught.value.code, caught.value.field) == ("applicant_field_missing", "agent.id_type")

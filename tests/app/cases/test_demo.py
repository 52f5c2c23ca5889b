"""The invented input lines: valid by the desk's own rules, varied, and the same for the same seed."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.applicants.checks import check_people
from app.applicants.demo import Dice, company, person
from app.applicants.model import (
    IdType,
    agent_from_json,
    agent_to_json,
    applicant_from_json,
    applicant_to_json,
)
from app.cases.demo import demo_lines
from app.catalogue.answers import check_answers, normalise
from app.catalogue.item_json import item_from_json
from app.catalogue.materials import check_materials
from app.catalogue.model import (
    Field,
    FieldType,
    GivenForm,
    PointRules,
    PointScope,
    Rules,
    Scope,
)
from app.ids import ApplicantId

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "catalogue" / "items"
ITEMS = [item_from_json(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(SHIPPED.glob("*.json"))]
BY_CODE = {item.code: item for item in ITEMS}
DAYS = (date(2025, 3, 1), date(2026, 11, 23), date(2029, 6, 30))
KEYS = ["item", "applicant", "agent", "answers", "materials", "ticket", "act", "reason", "action_id"]


@pytest.fixture(scope="module")
def lines():
    return list(demo_lines(1200, 7, ITEMS))


def test_the_same_seed_makes_the_same_lines_and_another_seed_others():
    assert list(demo_lines(60, 7, ITEMS)) == list(demo_lines(60, 7, ITEMS))
    assert list(demo_lines(60, 7, ITEMS)) != list(demo_lines(60, 8, ITEMS))
    assert list(demo_lines(30, 7, ITEMS)) == list(demo_lines(60, 7, ITEMS))[:30]


def test_the_people_of_a_seed_are_these_on_every_python():
    dice = Dice(7)
    people = [person(dice, kind) for kind in IdType if kind is not IdType.USCC] + [company(dice)]
    text = json.dumps(people, ensure_ascii=True, sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "7adce028e07259d8"


def test_a_line_has_exactly_the_keys_of_the_contract(lines):
    for line in lines:
        assert list(line) == KEYS
        assert json.loads(json.dumps(line)) == line
        assert (line["ticket"], line["action_id"]) == (None, None)


def test_all_items_come_by_turns(lines):
    assert [line["item"] for line in lines[: len(ITEMS)]] == [item.code for item in ITEMS]


@pytest.mark.parametrize("today", DAYS)
def test_every_person_passes_the_desks_checks_in_stored_form(lines, today):
    for line in lines:
        applicant = applicant_from_json(line["applicant"], ApplicantId("a"))
        people = check_people(applicant, agent_from_json(line["agent"]), today)
        assert applicant_to_json(people.applicant) == line["applicant"]
        assert agent_to_json(people.agent) == line["agent"]
        assert not {"minor_wants_guardian", "name_private_use", "agent_minor"} & {
            caution.code for caution in people.cautions
        }


@pytest.mark.parametrize("today", DAYS)
def test_every_answer_is_valid_in_stored_form(lines, today):
    for line in lines:
        item = BY_CODE[line["item"]]
        assert check_answers(item, line["answers"], today=today) == ()
        assert normalise(item, line["answers"]) == line["answers"]


def test_materials_come_as_the_item_allows_and_only_a_supplement_lacks_some(lines):
    for line in lines:
        given = {material["code"]: GivenForm(material["form"]) for material in line["materials"]}
        check = check_materials(BY_CODE[line["item"]], given, line["answers"])
        assert check.troubles == ()
        assert bool(check.missing) == (line["act"] == "supplement")
        assert len(given) == len(line["materials"])
        assert all(material["count"] >= 1 and material["file"] is None for material in line["materials"])


def test_acts_that_need_a_reason_have_one(lines):
    for line in lines:
        assert (line["reason"] is not None) == (line["act"] in ("supplement", "decline"))


def test_most_are_accepted_and_every_act_occurs(lines):
    acts = [line["act"] for line in lines]
    assert set(acts) == {"receive", "accept", "supplement", "decline"}
    assert acts.count("accept") > len(acts) / 2


def test_every_document_form_of_name_and_way_of_a_material_occurs(lines):
    applicants = [line["applicant"] for line in lines]
    assert {applicant["id_type"] for applicant in applicants} == {kind.value for kind in IdType}
    assert {form["form"] for line in lines for form in line["materials"]} == {form.value for form in GivenForm}
    names = "".join(applicant["name"] for applicant in applicants)
    assert all(character in names for character in "㐀𠀀䶮𬘘·김")
    ends = {applicant["id_until"] for applicant in applicants}
    assert {None, "long"} < ends
    assert any(end < "2025" for end in ends - {None, "long"})
    assert any(applicant["phone"] is None and applicant["contact"] for applicant in applicants)
    assert any(line["agent"] is None for line in lines)
    assert {line["agent"]["relation"] for line in lines if line["agent"]} >= {"经办人", "监护人", "子女"}


def test_companies_apply_only_for_what_companies_may_have(lines):
    for line in lines:
        if line["applicant"]["kind"] == "company":
            assert set(BY_CODE[line["item"]].targets) != {"1"}


def test_a_point_receives_what_it_forwards_and_leaves_out_what_it_only_advises_on():
    first, second = ITEMS[0].code, ITEMS[1].code
    point = "220521100001"
    rules = PointRules(
        point=point,
        name="快大茂镇便民服务中心",
        default=Scope.ACCEPT,
        scopes=(
            PointScope(point=point, item=first, scope=Scope.FORWARD),
            PointScope(point=point, item=second, scope=Scope.ADVISE),
        ),
    )
    lines = list(demo_lines(270, 3, ITEMS, rules))
    assert {line["act"] for line in lines if line["item"] == first} == {"receive"}
    assert second not in {line["item"] for line in lines}


def test_an_item_that_insists_on_a_pattern_is_left_out():
    insisting = Field(code="lot", label="地块", type=FieldType.TEXT, required=True, rules=Rules(pattern="[A-Z]{3}"))
    odd = replace(ITEMS[0], fields=(insisting,))
    assert {line["item"] for line in demo_lines(5, 1, [odd, ITEMS[1]])} == {ITEMS[1].code}
    with pytest.raises(ValueError, match="no item"):
        list(demo_lines(1, 1, [odd]))


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (FieldType.DATE, Rules(min="today")),
        (FieldType.DATE, Rules(min="2020-01-01", max="2020-01-03")),
        (FieldType.MONTH, Rules(min="2030-02", max="2030-04")),
        (FieldType.MONTH, Rules(max="today")),
        (FieldType.TEXT, Rules(min_length=30, max_length=31)),
        (FieldType.DECIMAL, Rules(places=1, min="0.5", max="0.7")),
        (FieldType.INTEGER, Rules()),
        (FieldType.ACCOUNT, Rules(min_length=8, max_length=8)),
    ],
)
def test_answers_keep_to_whatever_rules_an_item_brings(kind, rules):
    item = replace(
        ITEMS[0], fields=(Field(code="x", label="某项", type=kind, required=True, rules=rules),), materials=()
    )
    for line in demo_lines(40, 5, [item]):
        assert check_answers(item, line["answers"], today=date(2026, 11, 23)) == ()

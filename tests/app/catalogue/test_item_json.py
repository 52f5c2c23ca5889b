"""Items as JSON: they come back as they were, and what is wrong is refused at its place."""

import json
from datetime import date

import pytest

from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import Choice, Fee, FieldType, Medium, OnlyWhen, Spelling, TimeLimit, TimeUnit
from app.errors import Refused
from tests.app.catalogue.make import ITEM, field, item, material

WHEN_A = OnlyWhen(field="kind", values=("a",))
FULL = item(
    entrusted_body="乡镇人民政府",
    legal_limit=None,
    promised_limit=TimeLimit(amount=3, unit=TimeUnit.MONTH),
    materials=(
        material(
            "card", medium=Medium.EITHER, copies=2, only_when=OnlyWhen(field="kind", values=("a",)), may_be_late=True
        ),
    ),
    fields=(
        field("kind", FieldType.CHOICE, choices=(Choice(code="a", label="甲"),), required=True, hint="任选"),
        field("people", FieldType.TABLE, columns=(field("name"),), rules={"min": "1"}),
    ),
    fees=(Fee(name="登记费", amount="80元/件", basis="文件"),),
    spellings=(Spelling(text="试验", pinyin="shi yan"),),
    cancelled_on=date(2027, 1, 1),
)


@pytest.mark.parametrize("full", [ITEM, FULL])
def test_an_item_comes_back_as_it_was(full):
    assert item_from_json(json.loads(json.dumps(item_to_json(full)))) == full


def test_what_has_its_default_is_left_out():
    written = item_to_json(FULL)
    assert written["materials"][0].keys() == {
        *("code", "name", "required", "form", "medium", "copies", "only_when", "may_be_late")
    }
    assert written["fields"][0]["choices"] == [["a", "甲"]]


def test_keys_that_are_not_known_here_are_passed_over():
    assert item_from_json(item_to_json(ITEM) | {"colour": "蓝"}) == ITEM


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("name",), "", "item.name"),
        (("name",), None, "item.name"),
        (("version",), 0, "item.version"),
        (("version",), True, "item.version"),
        (("version",), "2", "item.version"),
        (("kind",), "slow", "item.kind"),
        (("kind",), ["promised"], "item.kind"),
        (("effective_on",), "20250101", "item.effective_on"),
        (("effective_on",), "2025-02-30", "item.effective_on"),
        (("finish_offline",), None, "item.finish_offline"),
        (("department",), "医保局", "item.department"),
        (("legal_limit",), {"amount": -1}, "item.legal_limit.amount"),
        (("promised_limit",), {"amount": 5, "unit": "week"}, "item.promised_limit.unit"),
        (("keywords",), "医保", "item.keywords"),
        (("keywords",), ["医保", 3], "item.keywords.1"),
        (("spellings",), [["医保"]], "item.spellings.0"),
        (("materials", 0, "form"), "photo", "item.materials.0.form"),
        (("materials", 0, "copies"), 0, "item.materials.0.copies"),
        (("fields", 0, "choices"), [["a", 1]], "item.fields.0.choices.0"),
        (("fields", 1, "columns", 0, "type"), "blob", "item.fields.1.columns.0.type"),
        (("fields", 1, "rules"), [], "item.fields.1.rules"),
    ],
)
def test_a_malformed_item_is_refused_at_its_place(path, value, field):
    data = json.loads(json.dumps(item_to_json(FULL)))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(Refused) as refusal:
        item_from_json(data)
    assert (refusal.value.code, refusal.value.field) == ("item_malformed", field)


def test_what_is_no_object_is_refused():
    with pytest.raises(Refused) as refusal:
        item_from_json([1, 2])
    assert refusal.value.field == "item"

"""What contradicts itself inside an item is refused before the desk works with it."""

from datetime import date

import pytest

from app.catalogue.item_rules import check_item
from app.catalogue.model import Choice, FieldType, ItemCode, ItemKind, OnlyWhen, TimeLimit, TimeUnit
from app.errors import Refused
from tests.app.catalogue.make import ITEM, field, item, material

KIND = field("kind", FieldType.CHOICE, choices=(Choice(code="a", label="甲"),))
TWICE = (Choice(code="a", label="甲"), Choice(code="a", label="乙"))
LATER = OnlyWhen(field="kind", values=("a",))


def test_a_plain_item_is_taken():
    check_item(ITEM)


def test_an_immediate_item_promises_nothing_to_wait_for():
    check_item(item(kind=ItemKind.IMMEDIATE, promised_limit=TimeLimit(amount=0), finish_offline=True))


def test_limits_of_different_units_are_not_compared():
    check_item(item(legal_limit=TimeLimit(amount=1, unit=TimeUnit.MONTH), promised_limit=TimeLimit(amount=20)))


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"code": ItemCode("1" * 65)}, "item_code_length", "item.code"),
        ({"kind": ItemKind.IMMEDIATE}, "item_limits", "item.promised_limit"),
        ({"promised_limit": TimeLimit(amount=0)}, "item_limits", "item.promised_limit"),
        ({"promised_limit": TimeLimit(amount=21)}, "item_limits", "item.promised_limit"),
        ({"promised_limit": None}, "item_limits", "item.limit_note"),
        ({"cancelled_on": date(2024, 12, 31)}, "item_dates", "item.cancelled_on"),
        ({"finish_offline": True}, "item_offline_not_immediate", "item.finish_offline"),
        ({"materials": (material("a"), material("a"))}, "item_code_twice", "item.materials"),
        ({"materials": (material("a", only_when=LATER),)}, "item_only_when", "item.materials.0.only_when"),
        ({"fields": (KIND, KIND)}, "item_code_twice", "item.fields"),
        ({"fields": (field("Kind"),)}, "item_field_code", "item.fields.0.code"),
        ({"fields": (field("kind", FieldType.CHOICE),)}, "item_choices", "item.fields.0.choices"),
        ({"fields": (field("kind", choices=TWICE[:1]),)}, "item_choices", "item.fields.0.choices"),
        ({"fields": (field("kind", FieldType.CHOICE, choices=TWICE),)}, "item_code_twice", "item.fields.0.choices"),
        ({"fields": (field("rows", FieldType.TABLE),)}, "item_columns", "item.fields.0.columns"),
        ({"fields": (field("late", only_when=LATER), KIND)}, "item_only_when", "item.fields.0.only_when"),
        (
            {"fields": (KIND, field("late", only_when=OnlyWhen(field="kind", values=("b",))))},
            "item_only_when",
            "item.fields.1.only_when",
        ),
        (
            {"fields": (field("kind"), field("late", only_when=LATER))},
            "item_only_when",
            "item.fields.1.only_when",
        ),
        ({"fields": (field("x", rules={"pattern": "["}),)}, "item_pattern", "item.fields.0.rules.pattern"),
        ({"fields": (field("x", rules={"min": "1"}),)}, "item_bounds", "item.fields.0.rules"),
        ({"fields": (field("x", FieldType.DATE, rules={"min": "1"}),)}, "item_bounds", "item.fields.0.rules"),
        (
            {"fields": (field("x", FieldType.INTEGER, rules={"min": "2", "max": "1"}),)},
            "item_bounds",
            "item.fields.0.rules",
        ),
        (
            {"fields": (field("rows", FieldType.TABLE, columns=(field("in", FieldType.TABLE, columns=(KIND,)),)),)},
            "item_columns",
            "item.fields.0.columns",
        ),
    ],
)
def test_a_contradiction_is_refused_at_its_place(changes, code, place):
    with pytest.raises(Refused) as refusal:
        check_item(item(**changes))
    assert (refusal.value.code, refusal.value.field) == (code, place)

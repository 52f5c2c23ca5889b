"""An item's own form: understanding what clerks type, and everything that may be wrong with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.answers import asked_fields, check_answers, normalise
from app.catalogue.model import Choice, FieldType, OnlyWhen
from tests.app.catalogue.make import field, item

CHOICES = (Choice(code="new", label="新办"), Choice(code="lost", label="补办（遗失）"))


def codes(form, answers, **more):
    return [(trouble.field, trouble.code) for trouble in check_answers(form, answers, **more)]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (FieldType.TEXT, "  长安社区（3组） ", "长安社区（3组）"),
        (FieldType.TEXT, "\ue81e某", "龴某"),
        (FieldType.INTEGER, "１２", 12),
        (FieldType.INTEGER, "1,200", 1200),
        (FieldType.DECIMAL, 12.5, "12.5"),
        (FieldType.DECIMAL, 3, "3"),
        (FieldType.DECIMAL, "１２．５０", "12.50"),
        (FieldType.DATE, "2026年3月5日", "2026-03-05"),
        (FieldType.DATE, "2026.3.5", "2026-03-05"),
        (FieldType.DATE, "20260305", "2026-03-05"),
        (FieldType.MONTH, "2026年3月", "2026-03"),
        (FieldType.MONTH, "202603", "2026-03"),
        (FieldType.PHONE, "138 0000 0000", "13800000000"),
        (FieldType.PHONE, "04353212345", "0435-3212345"),
        (FieldType.ID_NO, "22052119851020019x", "22052119851020019X"),
        (FieldType.ID_NO, "h12345678", "H12345678"),
        (FieldType.ID_NO, "chn110101900101", "CHN110101900101"),
        (FieldType.ACCOUNT, "6217 0000 0000 8823", "6217000000008823"),
        (FieldType.BOOLEAN, "是", True),
        (FieldType.BOOLEAN, "false", False),
    ],
)
def test_what_clerks_type_is_understood(kind, typed, stored):
    form = item(fields=(field("asked", kind),))
    assert normalise(form, {"asked": typed}) == {"asked": stored}
    assert codes(form, {"asked": typed}) == []


def test_a_choice_is_understood_by_code_and_by_label_in_either_width():
    form = item(fields=(field("asked", FieldType.CHOICE, choices=CHOICES),))
    assert normalise(form, {"asked": "补办(遗失)"}) == {"asked": "lost"}
    assert normalise(form, {"asked": "new"}) == {"asked": "new"}
    assert codes(form, {"asked": "注销"}) == [("asked", "answer_not_choice")]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (FieldType.TEXT, 5),
        (FieldType.TEXT, "坏\ufffd字"),
        (FieldType.INTEGER, "12.5"),
        (FieldType.INTEGER, True),
        (FieldType.INTEGER, 10**20),
        (FieldType.DECIMAL, "许多"),
        (FieldType.DECIMAL, float("nan")),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.DATE, "2026-W10-1"),
        (FieldType.MONTH, "2026-13"),
        (FieldType.PHONE, "1384359"),
        (FieldType.ID_NO, "220521198510200190"),
        (FieldType.ID_NO, "22052119851020019"),
        (FieldType.ID_NO, "220521851020019"),
        (FieldType.ID_NO, "？"),
        (FieldType.ACCOUNT, "6217ABCD"),
        (FieldType.BOOLEAN, "也许"),
        (FieldType.BOOLEAN, 1),
        (FieldType.TABLE, "一行"),
        (FieldType.TABLE, ["一行"]),
    ],
)
def test_an_answer_of_the_wrong_type_is_named_by_its_type(kind, wrong):
    columns = (field("cell"),) if kind is FieldType.TABLE else ()
    form = item(fields=(field("asked", kind, columns=columns),))
    assert codes(form, {"asked": wrong}) == [("asked", f"answer_not_{kind.value}")]


@pytest.mark.parametrize("empty", [None, "", "  ", "\u3000"])
def test_an_empty_answer_is_a_missing_one(empty):
    form = item(fields=(field("asked", required=True), field("also")))
    assert normalise(form, {"asked": empty, "also": empty}) == {}
    assert codes(form, {"asked": empty}) == [("asked", "answer_missing")]


def test_an_unknown_field_is_refused():
    assert codes(item(), {"colour": "蓝"}) == [("colour", "answer_unknown")]


def test_a_no_is_an_answer():
    form = item(fields=(field("asked", FieldType.BOOLEAN, required=True),))
    assert codes(form, {"asked": False}) == []


@pytest.mark.parametrize(
    ("kind", "rules", "answer", "code"),
    [
        (FieldType.INTEGER, {"min": "1"}, 0, "answer_number_too_small"),
        (FieldType.INTEGER, {"max": "3"}, 4, "answer_number_too_large"),
        (FieldType.DECIMAL, {"min": "0.01"}, "0.001", "answer_number_too_small"),
        (FieldType.DECIMAL, {"max": "9"}, "10", "answer_number_too_large"),
        (FieldType.DECIMAL, {"places": 2}, "1.005", "answer_places"),
        (FieldType.DATE, {"min": "2025-01-01"}, "2024-12-31", "answer_date_too_small"),
        (FieldType.DATE, {"max": "today"}, "2026-11-24", "answer_date_too_large"),
        (FieldType.MONTH, {"max": "today"}, "2026-12", "answer_date_too_large"),
        (FieldType.TEXT, {"min_length": 3}, "两字", "answer_too_short"),
        (FieldType.TEXT, {"max_length": 2}, "𠀀㐀龴", "answer_too_long"),
        (FieldType.TEXT, {}, "长" * 1001, "answer_too_long"),
        (FieldType.TEXT, {"pattern": r"[A-Z]\d{3}"}, "a017", "answer_pattern"),
        (FieldType.ACCOUNT, {"min_length": 12}, "123456", "answer_too_short"),
    ],
)
def test_an_answer_outside_its_rule_is_named(kind, rules, answer, code):
    form = item(fields=(field("asked", kind, rules=rules),))
    assert codes(form, {"asked": answer}, today=date(2026, 11, 23)) == [("asked", code)]


def test_an_answer_on_the_bound_is_allowed():
    form = item(fields=(field("asked", FieldType.DATE, rules={"min": "2026-01-01", "max": "today"}),))
    for day in ("2026-01-01", "2026-11-23"):
        assert codes(form, {"asked": day}, today=date(2026, 11, 23)) == []


def test_rules_about_today_wait_until_the_day_is_known():
    form = item(fields=(field("asked", FieldType.DATE, rules={"max": "today"}),))
    assert codes(form, {"asked": "2999-01-01"}) == []


def test_a_length_counts_characters_of_rare_planes_once():
    form = item(fields=(field("asked", rules={"max_length": 2}),))
    assert codes(form, {"asked": "𠀀𬘘"}) == []


CONDITIONAL = item(
    fields=(
        field("business", FieldType.CHOICE, choices=CHOICES, required=True),
        field("lost_on", FieldType.DATE, required=True, only_when=OnlyWhen(field="business", values=("lost",))),
        field("reported", FieldType.BOOLEAN, only_when=OnlyWhen(field="business", values=("lost",))),
        field("report_no", required=True, only_when=OnlyWhen(field="reported", values=("true",))),
    )
)


def test_a_conditional_field_is_asked_only_when_its_condition_holds():
    assert codes(CONDITIONAL, {"business": "new"}) == []
    assert codes(CONDITIONAL, {"business": "lost"}) == [("lost_on", "answer_missing")]


def test_an_answer_that_is_not_asked_is_refused():
    assert codes(CONDITIONAL, {"business": "new", "lost_on": "2026-01-01"}) == [("lost_on", "answer_not_asked")]


def test_a_condition_on_a_field_that_is_itself_not_asked_does_not_hold():
    answers = {"business": "new", "reported": True, "report_no": "1"}
    assert [name for name, _ in codes(CONDITIONAL, answers)] == ["reported", "report_no"]
    assert [field.code for field in asked_fields(CONDITIONAL.fields, answers)] == ["business"]


def test_a_condition_on_yes_holds_for_yes():
    answers = {"business": "lost", "lost_on": "2026-01-01", "reported": "是"}
    assert codes(CONDITIONAL, answers) == [("report_no", "answer_missing")]


FAMILY = item(
    fields=(
        field(
            "family",
            FieldType.TABLE,
            columns=(field("name", required=True), field("id_no", FieldType.ID_NO), field("age", FieldType.INTEGER)),
            rules={"min": "1", "max": "2"},
        ),
    )
)


def test_rows_of_a_table_are_normalised_and_empty_ones_left_out():
    rows = [{"name": " 王某 ", "age": "８"}, {"name": "", "age": None}]
    assert normalise(FAMILY, {"family": rows}) == {"family": [{"name": "王某", "age": 8}]}


def test_troubles_inside_a_table_name_row_and_column():
    rows = [{"name": "王某"}, {"age": 8, "colour": "蓝", "id_no": "220521198510200190"}]
    assert codes(FAMILY, {"family": rows}) == [
        ("family.1.name", "answer_missing"),
        ("family.1.id_no", "answer_not_id_no"),
        ("family.1.colour", "answer_unknown"),
    ]


def test_a_table_counts_its_rows():
    assert codes(FAMILY, {"family": [{"name": "王"}] * 3}) == [("family", "answer_table_too_large")]


def test_the_values_of_a_trouble_never_hold_the_answer():
    secret = "220521198510200190"
    form = item(fields=(field("asked", FieldType.ID_NO, rules={"max_length": 5}),))
    assert all(secret not in str(trouble.values) for trouble in check_answers(form, {"asked": secret}))


KINDS = st.sampled_from([kind for kind in FieldType if kind is not FieldType.TABLE])
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)


@given(kind=KINDS, value=VALUES | st.lists(VALUES, max_size=3))
def test_normalising_twice_changes_nothing_and_any_answer_can_be_judged(kind, value):
    choices = CHOICES if kind is FieldType.CHOICE else ()
    bounds = {"min": "1", "max": "9"} if kind in (FieldType.INTEGER, FieldType.DECIMAL) else {}
    form = item(fields=(field("asked", kind, choices=choices, rules=bounds),))
    once = normalise(form, {"asked": value})
    assert repr(normalise(form, once)) == repr(once)
    assert check_answers(form, once) == check_answers(form, {"asked": value})

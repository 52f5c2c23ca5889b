"""Materials: what is missing, what may follow later, and in which forms each may come."""

import pytest

from app.catalogue.materials import allowed_forms, check_materials, needed_materials
from app.catalogue.model import FieldType, GivenForm, Medium, OnlyWhen, RequiredForm
from tests.app.catalogue.make import field, item, material

FORM = item(
    fields=(field("for_child", FieldType.BOOLEAN),),
    materials=(
        material("id_card", licence_waives=True, shared_data_waives=True),
        material("table", may_be_late=True),
        material("photo", required=False),
        material("guardian_id", only_when=OnlyWhen(field="for_child", values=("true",))),
    ),
)


def codes(materials):
    return [material.code for material in materials]


def test_nothing_given_misses_every_required_material_that_applies():
    checked = check_materials(FORM, {}, {"for_child": False})
    assert codes(checked.missing) == ["id_card", "table"]
    assert not checked.complete


def test_a_conditional_material_is_missing_when_its_condition_holds():
    checked = check_materials(FORM, {}, {"for_child": True})
    assert codes(checked.missing) == ["id_card", "table", "guardian_id"]
    assert codes(needed_materials(FORM, {})) == ["id_card", "table", "photo"]


def test_all_required_ones_are_complete_without_the_optional():
    checked = check_materials(FORM, {"id_card": GivenForm.ORIGINAL, "table": GivenForm.ORIGINAL})
    assert checked.complete
    assert checked.late == ()


def test_a_material_given_as_later_is_late_and_not_missing():
    checked = check_materials(FORM, {"id_card": GivenForm.WAIVED, "table": GivenForm.LATER})
    assert checked.complete
    assert codes(checked.late) == ["table"]


def test_only_materials_that_may_be_late_can_follow():
    assert check_materials(FORM, {"id_card": GivenForm.SHARED}).may_follow
    assert not check_materials(FORM, {"table": GivenForm.ORIGINAL}).may_follow


@pytest.mark.parametrize(
    ("code", "form", "trouble"),
    [
        ("id_card", GivenForm.LATER, "material_form"),
        ("id_card", GivenForm.COPY, "material_form"),
        ("table", GivenForm.ELECTRONIC, "material_form"),
        ("passport", GivenForm.ORIGINAL, "material_unknown"),
    ],
)
def test_what_was_given_wrongly_is_named(code, form, trouble):
    checked = check_materials(FORM, {code: form})
    assert [(found.material, found.code) for found in checked.troubles] == [(code, trouble)]
    assert not checked.complete


@pytest.mark.parametrize(
    ("form", "medium", "forms"),
    [
        (RequiredForm.ORIGINAL, Medium.PAPER, ["original"]),
        (RequiredForm.COPY, Medium.PAPER, ["copy", "original"]),
        (RequiredForm.ORIGINAL_AND_COPY, Medium.PAPER, ["original", "copy"]),
        (RequiredForm.ORIGINAL, Medium.ELECTRONIC, ["electronic"]),
        (RequiredForm.COPY, Medium.EITHER, ["copy", "original", "electronic"]),
    ],
)
def test_the_guides_own_form_comes_first(form, medium, forms):
    assert list(allowed_forms(material("x", form=form, medium=medium))) == forms


@pytest.mark.parametrize(
    ("flag", "form"),
    [
        ("may_be_late", GivenForm.LATER),
        ("licence_waives", GivenForm.WAIVED),
        ("shared_data_waives", GivenForm.SHARED),
        ("promise_replaces", GivenForm.PROMISED),
    ],
)
def test_each_flag_allows_its_form_and_no_other(flag, form):
    assert allowed_forms(material("x", **{flag: True})) == (GivenForm.ORIGINAL, form)

"""What differs between two versions, in words: nothing exactly when they are equal but for number and dates."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.differences import differences
from app.catalogue.model import (
    Choice,
    Department,
    Fee,
    Field,
    FieldType,
    ItemKind,
    Material,
    Medium,
    OnlyWhen,
    RequiredForm,
    Rules,
    ServiceItem,
    Source,
    Spelling,
    TimeLimit,
    TimeUnit,
)
from tests.app.catalogue.make import ITEM, field, item, material
from ui.difference_words import difference_text

TEXTS = st.sampled_from(("甲", "乙", "丙"))
FLAG = st.booleans()
CODE = st.sampled_from(("a", "b", "c"))
WHEN = st.sampled_from((None, OnlyWhen(field="a", values=("1",)), OnlyWhen(field="a", values=("2",))))


def lists(of: st.SearchStrategy[Any], key: Any = None) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=3, unique_by=key).map(tuple)


MATERIALS = st.builds(
    Material,
    code=CODE,
    name=TEXTS,
    required=FLAG,
    form=st.sampled_from(RequiredForm),
    medium=st.sampled_from(Medium),
    copies=st.integers(1, 2),
    source=st.sampled_from(Source),
    issuing_body=st.sampled_from((None, "医院")),
    standard=st.sampled_from(("", "清晰", "盖章")),
    only_when=WHEN,
    may_be_late=FLAG,
    licence_waives=FLAG,
    shared_data_waives=FLAG,
    promise_replaces=FLAG,
)
FIELDS = st.builds(
    Field,
    code=CODE,
    label=TEXTS,
    type=st.sampled_from(FieldType),
    required=FLAG,
    choices=lists(st.builds(Choice, code=CODE, label=TEXTS), lambda one: one.code),
    columns=st.sampled_from(((), (field("x"),))),
    rules=st.sampled_from((Rules(), Rules(max_length=3))),
    only_when=WHEN,
    hint=st.sampled_from(("", "如实填写")),
)
LIMITS = st.none() | st.builds(TimeLimit, amount=st.integers(0, 2), unit=st.sampled_from(TimeUnit))
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "implementation_code": TEXTS,
    "catalog_code": TEXTS,
    "name": TEXTS,
    "type_code": TEXTS,
    "level": TEXTS,
    "department": st.builds(Department, name=TEXTS, short_name=TEXTS, uscc=TEXTS),
    "entrusted_body": st.none() | TEXTS,
    "targets": lists(TEXTS),
    "kind": st.sampled_from(ItemKind),
    "legal_limit": LIMITS,
    "promised_limit": LIMITS,
    "check_limit": LIMITS,
    "limit_note": st.just("") | TEXTS,
    "conditions": lists(TEXTS),
    "materials": lists(MATERIALS, lambda one: one.code),
    "fields": lists(FIELDS, lambda one: one.code),
    "fees": lists(st.builds(Fee, name=TEXTS, amount=TEXTS, basis=TEXTS), lambda one: one.name),
    "result_name": TEXTS,
    "legal_basis": lists(TEXTS),
    "phone": TEXTS,
    "complaint_phone": TEXTS,
    "address": TEXTS,
    "window_hours": TEXTS,
    "visits": st.integers(0, 2),
    "promise_based": FLAG,
    "finish_offline": FLAG,
    "special_procedures": lists(TEXTS),
    "topics": lists(TEXTS),
    "keywords": lists(TEXTS),
    "spellings": lists(st.builds(Spelling, text=TEXTS, pinyin=TEXTS)),
}
DATES = {"version": st.integers(1, 3), "effective_on": st.dates(), "cancelled_on": st.none() | st.dates()}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[ServiceItem, ServiceItem]:
    """Two versions that differ in any part, or in a few."""
    before = replace(ITEM, **{name: draw(part) for name, part in PARTS.items()})
    changed = draw(st.lists(st.sampled_from(sorted(PARTS)), max_size=3, unique=True))
    after = replace(before, **{name: draw(PARTS[name]) for name in changed})
    return before, replace(after, **{name: draw(value) for name, value in DATES.items()})


def test_every_element_of_an_item_is_tried() -> None:
    assert {*PARTS, *DATES, "code"} == {one.name for one in fields(ServiceItem)}


@given(pairs())
def test_nothing_differs_exactly_when_they_are_equal_but_for_number_and_dates(
    pair: tuple[ServiceItem, ServiceItem],
) -> None:
    before, after = pair
    same = replace(after, version=before.version, effective_on=before.effective_on, cancelled_on=before.cancelled_on)
    found = differences(before, after)
    assert (not found) == (same == before)
    assert {one.part for one in found} == {name for name in PARTS if getattr(before, name) != getattr(after, name)}
    for one in found:
        for language in ("zh", "en"):
            said = difference_text(one, language)
            assert said
            assert "None" not in said


def test_what_a_clerk_must_know_is_said_in_a_clerks_words() -> None:
    before = item(materials=(material("表"), material("照片", required=False)), fields=(field("place"),))
    after = item(
        version=2,
        materials=(material("照片", may_be_late=True), material("户口簿")),
        fields=(field("place"), field("since", FieldType.DATE)),
        promised_limit=TimeLimit(amount=8),
        phone="0435-5229000",
        effective_on=date(2026, 12, 1),
    )
    assert [difference_text(one) for one in differences(before, after)] == [
        "新增材料“户口簿”",
        "不再收取“表”",
        "“照片”改为必须提交",
        "“照片”现在可以容缺后补",
        "表单新增““since”项”",
        "承诺时限改为 8 个工作日",
        "咨询电话改为“0435-5229000”（原“12393”）",
    ]

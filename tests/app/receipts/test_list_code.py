"""The code on a 材料清单: read back whole, refused when cut, understood by another version of its item."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.completeness import Checklist
from app.catalogue.model import GivenForm, ServiceItem
from app.errors import Refused
from app.ids import DraftId
from app.receipts.list_code import PREFIX, read_code, understood, write_code
from app.receipts.symbols import link_symbol
from tests import make
from tests.app.cases.test_completeness import ITEMS, checked

DRAFT = DraftId("019365a0-1111-7222-8333-444455556666")


@settings(max_examples=100, deadline=None)
@given(asked=checked(), draft=st.sampled_from([None, DRAFT]))
def test_what_was_answered_comes_back(asked: tuple[ServiceItem, Checklist], draft: DraftId | None) -> None:
    item, checklist = asked
    code = read_code(write_code(item, checklist, draft))
    assert (code.item, code.version, code.draft) == (item.code, item.version, draft)
    found = understood(code, item)
    assert found.checklist == Checklist(
        conditions=dict(checklist.conditions),
        answers=dict(checklist.answers),
        materials=dict(checklist.materials),
    )
    assert (found.new, found.gone) == ((), 0)


@settings(max_examples=100, deadline=None)
@given(asked=checked(), cut=st.integers(0, 600), sign=st.sampled_from("0Z:/A7"))
def test_a_code_with_one_sign_changed_is_never_taken(asked: tuple[ServiceItem, Checklist], cut: int, sign: str) -> None:
    text = write_code(*asked, DRAFT)
    place = len(PREFIX) + cut % (len(text) - len(PREFIX))
    if text[place] == sign:
        return
    with pytest.raises(Refused, match="list_code_damaged"):
        read_code(text[:place] + sign + text[place + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://example.cn/p/9T4", "list_code_foreign"),
        ("", "list_code_foreign"),
        ("SD1:6BF8", "list_code_receipt"),
        ("SDL2:AB", "list_code_newer"),
        ("SDL:", "list_code_damaged"),
        ("SDL:王桂兰", "list_code_damaged"),
        ("SDL:" + "A" * 5000, "list_code_damaged"),
    ],
)
def test_another_code_gets_its_own_refusal(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(text)
    assert refused.value.code == code


def whole(item: ServiceItem) -> Checklist:
    """Everything of the item answered."""
    checklist = Checklist()
    for place in range(len(item.conditions)):
        checklist = checklist.with_condition(place, True)
    for material in item.materials:
        checklist = checklist.with_material(material.code, GivenForm.ORIGINAL)
    return checklist


@pytest.mark.parametrize("item", ITEMS, ids=[item.code for item in ITEMS])
def test_no_two_parts_of_an_item_share_their_digest_and_the_code_stays_small(item: ServiceItem) -> None:
    text = write_code(item, whole(item), DRAFT)
    assert understood(read_code(text), item).checklist == whole(item)
    assert link_symbol(text).modules <= 61, "readable at 0.45 mm a module on a receipt printer's paper"


def test_another_version_takes_over_what_is_the_same_and_says_what_differs() -> None:
    old = make.items()[make.UNEMPLOYED]
    kept, gone = old.materials
    new = replace(gone, code="other_proof", name="新的证明")
    newer = replace(old, version=old.version + 1, materials=(kept, new), conditions=(*old.conditions, "新的条件"))
    code = read_code(write_code(old, whole(old)))
    for listed in (old, None):
        found = understood(code, newer, listed)
        assert set(found.checklist.materials) == {kept.code}
        assert set(found.checklist.conditions) == {0, 1}
        assert (found.new, found.gone) == (("新的条件", "新的证明"), 1)


def test_nothing_of_a_person_is_in_it() -> None:
    item = make.items()[make.UNEMPLOYED]
    assert set(Checklist.__slots__) == {"conditions", "answers", "materials"}
    assert write_code(item, whole(item)) == write_code(item, whole(item)), "nothing random, nothing of the visit"


def test_a_draft_with_a_name_of_somebody_elses_making_stays_out() -> None:
    item = make.items()[make.UNEMPLOYED]
    assert read_code(write_code(item, Checklist(), DraftId("批次-7"))).draft is None

"""Between the check and the form: what was answered fills it, and the form's own answers begin the check."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.cases.completeness import NOTHING, Checklist
from app.cases.completeness import given as given_of
from app.catalogue.model import GivenForm, ServiceItem
from app.receipts.guide_desk import Resumed
from app.receipts.list_code import read_code, understood, write_code
from tests import make
from tests.app.cases.test_completeness import checked
from ui.intake.check_body import checklist_of, filled
from ui.intake.check_rows import resumed_text

ITEM = make.items()[make.UNEMPLOYED]
ENDED = NOTHING.with_answer("reason", "ended")
SCAN = {"digest": "d", "name": "证明.jpg", "media": "image/jpeg", "size": 1}


@settings(max_examples=80, deadline=None)
@given(asked=checked())
def test_what_fills_the_form_is_what_the_form_then_says(asked: tuple[ServiceItem, Checklist]) -> None:
    item, checklist = asked
    body = filled(item, {}, checklist)
    back = checklist_of(item, body, NOTHING)
    assert given_of(item, back) == given_of(item, checklist)
    met = {place for place, state in checklist.conditions.items() if state}
    assert set(back.conditions) == (set() if item.promise_based else met)
    assert filled(item, body, back) == body


def test_a_scan_stays_with_its_material_when_the_form_changes() -> None:
    held = {"code": "leaving_proof", "form": "copy", "count": 2, "file": SCAN, "holder": "x"}
    body = filled(ITEM, {"materials": [held]}, ENDED.with_material("leaving_proof", GivenForm.PROMISED))
    assert body["materials"] == [{"code": "leaving_proof", "form": "promised", "count": 2, "file": SCAN}]


def test_what_is_not_there_is_taken_out_but_never_with_its_scan() -> None:
    denied = ENDED.with_material("leaving_proof", None)
    for file, kept in ((None, 0), (SCAN, 1)):
        held = {"code": "leaving_proof", "form": "copy", "count": 1, "file": file}
        assert len(filled(ITEM, {"materials": [held]}, denied)["materials"]) == kept


def test_a_draft_that_was_typed_on_goes_before_its_list() -> None:
    held = {"code": "leaving_proof", "form": "copy", "count": 1, "file": None}
    draft = {"answers": {"reason": "dismissed"}, "materials": [held]}
    body = filled(ITEM, draft, ENDED.with_material("leaving_proof", GivenForm.LATER), over=False)
    assert (body["answers"]["reason"], body["materials"]) == ("dismissed", [held])


@pytest.mark.parametrize("drafted", [True, False])
def test_a_list_of_another_version_says_what_differs(drafted: bool) -> None:
    newer = replace(ITEM, version=ITEM.version + 1, conditions=(*ITEM.conditions, "新的条件"))
    code = read_code(write_code(ITEM, ENDED.with_condition(0, True)))
    same = Resumed(code=code, item=ITEM, found=understood(code, ITEM))
    assert "版" not in resumed_text(same, drafted)[0]
    other = Resumed(code=code, item=newer, found=understood(code, newer, ITEM))
    said, kind = resumed_text(other, drafted)
    assert said.endswith(f"清单按第{ITEM.version}版打印，现行第{newer.version}版。新增：新的条件。")
    assert kind == "attention"

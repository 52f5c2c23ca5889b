"""告知承诺 on screen: the item's conditions ticked one by one, and what F9 says and does then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from app.cases.life import PromiseKind
from app.cases.model import Case, CaseAct
from app.receipts.model import DocumentKind
from tests.ui.desk import PERSON
from tests.ui.typing import focused, press
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import pick_item, tick_all
from ui import shortcuts
from ui.widgets.frames import Text
from ui.widgets.inputs import ChoiceInput, TickInput

Key = Qt.Key
EMPLOYMENT = "就业登记（灵活就业）"
"""The item itself, not a theme that has it: two conditions, on 告知承诺."""


@pytest.fixture
def filled(bench: Bench) -> Bench:
    """A whole case of an item on 告知承诺, nothing ticked among its conditions."""
    type_in(bench)
    return bench


def type_in(bench: Bench) -> None:
    """A visitor without a number; the item by its name, the rest as from a draft."""
    bench.screen.free.without_number.emit()
    pick_item(bench, EMPLOYMENT)
    given = [{"code": code, "form": "copy", "count": 1, "file": None} for code in ("id_card", "application_form")]
    answers = {"form": "self", "place": "快大茂镇", "since": "2024-01-01"}
    bench.screen.form.show_body({"applicant": PERSON, "answers": answers, "materials": given})
    tick_all(bench)


def tick(bench: Bench, place: int) -> None:
    """The clerk asks the applicant and presses Space."""
    box = bench.field(f"condition_{place}")
    assert isinstance(box, TickInput)
    box.setFocus()
    press(Key.Key_Space)
    bench.settle()


def choose(bench: Bench, material: str, form: str) -> None:
    """The clerk says how a material comes."""
    chosen = bench.field(f"form_{material}")
    assert isinstance(chosen, ChoiceInput)
    chosen.set_value(form)
    chosen.edited.emit()
    bench.settle()


def note(bench: Bench) -> str:
    """The sentence under the ticks."""
    found = bench.screen.form.side.findChild(Text, "conditions_note")
    assert isinstance(found, Text)
    return found.text() if found.isVisible() else ""


def only_case(bench: Bench) -> Case:
    (number,) = bench.desk.printed
    return bench.desk.program.cases.get(number)


def caption(bench: Bench) -> str:
    return str(bench.screen.form.bar.submit.text())


def test_all_conditions_ticked_are_the_applicants_promise(filled: Bench) -> None:
    assert "告知承诺" not in caption(filled)
    tick(filled, 0)
    tick(filled, 1)
    assert "告知承诺受理" in caption(filled)
    press(Key.Key_F9)
    filled.settle()
    case = only_case(filled)
    (promise,) = case.life.promises
    assert promise.kind is PromiseKind.INFORMED
    assert promise.about == ("年满16周岁、未达法定退休年龄", "从事非全日制、个体或新就业形态等灵活就业")
    assert [paper.kind for paper in case.documents] == [DocumentKind.INFORMED_PROMISE, DocumentKind.ACCEPTANCE]


def test_one_condition_left_open_is_refused_beside_the_ticks(filled: Bench) -> None:
    tick(filled, 0)
    press(Key.Key_F9)
    filled.settle()
    assert filled.desk.printed == []
    assert note(filled) == "告知承诺要逐项确认，共 2 项，请全部核对后勾选。"
    assert focused().objectName() == "condition_1"
    press(Key.Key_Space, Key.Key_F9)
    filled.settle()
    assert len(only_case(filled).life.promises) == 1


def test_with_nothing_ticked_it_is_accepted_in_the_ordinary_way(filled: Bench) -> None:
    press(Key.Key_F9)
    filled.settle()
    assert only_case(filled).life.promises == ()


def test_receiving_asks_for_no_promise(filled: Bench) -> None:
    tick(filled, 0)
    QTest.keySequence(filled.screen, QKeySequence(shortcuts.RECEIVE))
    filled.settle()
    assert only_case(filled).life.promises == ()


def test_who_broke_a_promise_is_told_so_beside_the_ticks(filled: Bench) -> None:
    choose(filled, "application_form", "later")
    press(Key.Key_F9)
    filled.settle()
    broken = only_case(filled)
    filled.desk.clock.move(90 * 86_400.0)
    filled.desk.program.cases.act(broken.case_no, CaseAct.LAPSE, reason="逾期未补交", action=filled.desk.action())
    type_in(filled)
    tick(filled, 0)
    tick(filled, 1)
    press(Key.Key_F9)
    filled.settle()
    assert note(filled) == f"申请人有未兑现的承诺（办件 {broken.case_no}），不能再用告知承诺或容缺受理，请提交材料。"
    assert len(filled.desk.printed) == 1


def test_what_is_to_follow_changes_the_caption_too(filled: Bench) -> None:
    choose(filled, "application_form", "later")
    assert "容缺受理" in caption(filled)

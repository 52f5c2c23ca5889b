"""The item changes between two keystrokes: the form goes on under the new version, and nothing that fits is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.cases.model import CaseState
from app.catalogue.model import Field, FieldType, Material, RequiredForm, ServiceItem
from tests import make
from tests.ui.desk import PERSON, ScreenDesk
from tests.ui.typing import focused, press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_agent import EMPLOYMENT, begin, only_case, submit
from tests.ui.workbench.test_intake import errors, pick_item, tick_all
from ui.intake.renewal import DifferencesDialog, still_ticked

Key = Qt.Key
OLD: ServiceItem = next(item for item in make.items().values() if item.code == EMPLOYMENT)
PLACE = next(field for field in OLD.fields if field.code == "place")
EXTRA = Material(code="photo", name="一寸照片", required=True, form=RequiredForm.ORIGINAL)
NEW = replace(
    OLD,
    version=OLD.version + 1,
    conditions=("本县户籍", *OLD.conditions[:1]),
    materials=(*OLD.materials, EXTRA),
    fields=(*OLD.fields, Field(code="hours", label="每周工时", type=FieldType.TEXT)),
    phone="0435-5229000",
)
CANCELLED = replace(OLD, cancelled_on=date(2026, 11, 20))


def typed(bench: Bench) -> None:
    """A case that is ready to be recorded, with the focus in an answer."""
    begin(bench)
    pick_item(bench, EMPLOYMENT)
    given = [{"code": code, "form": "copy", "count": 1, "file": None} for code in ("id_card", "application_form")]
    answers = {"form": "self", "place": "快大茂镇", "since": "2024-01-01"}
    bench.screen.form.show_body({"applicant": PERSON, "answers": answers, "materials": given})
    tick_all(bench)
    bench.field("condition_0").click()  # type: ignore[attr-defined]
    place = bench.field("answers.place")
    place.setFocus()
    write("东")
    bench.settle()


def told(bench: Bench, *items: ServiceItem) -> None:
    """The feed brings these."""
    with bench.qtbot.waitSignal(bench.desk.bridge.changed):
        bench.desk.program.catalogue.import_items(items)
    bench.settle()


def promise_all(bench: Bench) -> None:
    """Every material is here, and the applicant promises what was not ticked yet."""
    tick_all(bench)
    for tick in bench.screen.form.side._ticks:
        if not tick.isChecked():
            tick.click()
    bench.settle()


def banner(bench: Bench) -> str:
    said = bench.screen.form.renewed
    return said.text.text() if said.isVisible() else ""


def test_an_item_that_changes_while_it_is_typed_goes_on_under_the_new_version(bench: Bench) -> None:
    typed(bench)
    before = bench.screen.form.body()
    told(bench, NEW)
    after = bench.screen.form.body()
    assert (before["answers"], before["materials"], before["applicant"]) == (
        after["answers"],
        after["materials"],
        after["applicant"],
    )
    assert after["answers"]["place"] == "快大茂镇东"
    assert after["screen"]["conditions"] == [1], "the condition stands elsewhere, and is the one that was ticked"
    assert f"第 {NEW.version} 版" in banner(bench)
    assert "新增材料“一寸照片”" in banner(bench)
    bench.qtbot.waitUntil(lambda: focused().objectName() == "answers.place")
    write("村")
    assert bench.screen.form.body()["answers"]["place"] == "快大茂镇东村"
    submit(bench)
    assert errors(bench), "the new material is missing"
    promise_all(bench)
    submit(bench)
    case = only_case(bench)
    assert (case.item_version, case.state) == (NEW.version, CaseState.ACCEPTED)
    assert banner(bench) == ""


def test_all_differences_are_shown_by_a_key(bench: Bench) -> None:
    typed(bench)
    told(bench, NEW)
    QTest.keyClick(focused(), Key.Key_B, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    dialog = bench.screen.findChild(DifferencesDialog)
    assert dialog is not None
    shown = dialog.findChild(QWidget, "differences")
    assert shown is not None
    assert "咨询电话改为“0435-5229000”" in shown.text()  # type: ignore[attr-defined]
    press(Key.Key_Escape, widget=dialog)


def test_what_comes_into_force_unheard_is_shown_before_anything_is_recorded(bench: Bench) -> None:
    """At midnight nobody announces the version of the new day."""
    typed(bench)
    told(bench, replace(NEW, effective_on=date(2026, 11, 24)))
    assert banner(bench) == ""
    bench.desk.clock.move(86_400)
    submit(bench)
    assert bench.desk.program.lists.listed() == []
    assert f"第 {NEW.version} 版" in banner(bench)
    promise_all(bench)
    submit(bench)
    assert only_case(bench).item_version == NEW.version


def test_a_cancelled_item_gets_its_sentence_and_what_was_typed_stays(bench: Bench) -> None:
    typed(bench)
    before = bench.screen.form.body()
    told(bench, CANCELLED)
    assert "已于 2026-11-20 取消" in banner(bench)
    assert bench.screen.form.body() == before
    submit(bench)
    assert bench.desk.program.lists.listed() == []
    assert any("取消" in said for said in errors(bench))
    assert bench.screen.form.body()["applicant"]["name"] == PERSON["name"]
    bench.screen.form.search.setFocus()
    bench.screen.form.search.selectAll()
    pick_item(bench, "gljt")
    assert banner(bench) == ""
    assert bench.screen.form.body()["applicant"]["name"] == PERSON["name"]


@pytest.mark.parametrize(("item", "said"), [(NEW, "新增材料“一寸照片”"), (CANCELLED, "取消")])
def test_a_draft_of_an_older_version_says_so_when_it_is_gone_on_with(
    open_bench: Callable[[], Bench], desk: ScreenDesk, item: ServiceItem, said: str
) -> None:
    first = open_bench()
    typed(first)
    first.screen.close()
    (draft,) = desk.program.cases.drafts()
    assert draft.body["screen"]["version"] == OLD.version
    desk.program.catalogue.import_items([item])
    again = open_bench()
    again.screen.resume_draft(draft.id)
    again.settle()
    assert said in banner(again)
    body = again.screen.form.body()
    assert (body["answers"]["place"], body["applicant"]["name"]) == ("快大茂镇东", PERSON["name"])
    assert body["screen"]["conditions"] == ([1] if item is NEW else [0])


def test_an_answer_that_is_given_in_another_way_now_is_asked_again(bench: Bench) -> None:
    typed(bench)
    asked = tuple(
        replace(field, type=FieldType.TABLE, columns=(PLACE,), code="place") if field is PLACE else field
        for field in OLD.fields
    )
    told(bench, replace(OLD, version=NEW.version, fields=asked))
    assert "place" not in bench.screen.form.body()["answers"]
    assert "填法改了" in banner(bench)


def test_a_change_of_other_items_or_of_dates_alone_says_nothing(bench: Bench) -> None:
    typed(bench)
    other = next(item for item in make.items().values() if item.code != EMPLOYMENT)
    told(bench, replace(other, version=other.version + 1, name="别的事项"))
    told(bench, replace(OLD, cancelled_on=date(2027, 6, 1)))
    assert banner(bench) == ""


def test_a_tick_follows_its_condition() -> None:
    assert still_ticked(OLD, NEW, [0]) == [1]
    assert still_ticked(OLD, replace(OLD, conditions=("别的",)), [0]) == []

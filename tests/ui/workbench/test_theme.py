"""一件事 on the workbench: found like an item, asked once, recorded as several cases."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.cases.counter import Recorded
from app.cases.model import CaseAct
from app.catalogue.model import Material, RequiredForm, ServiceItem
from app.ids import ActionId
from app.storage.cases import Draft
from app.themes.model import Theme
from app.themes.split import split
from tests.make import form, theme_line
from tests.ui.typing import press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import errors, pick_item

Key = Qt.Key


def fill(bench: Bench, theme: str, **answers: object) -> None:
    """What a whole line says, as if typed."""
    given = theme_line(theme)
    given["answers"].update(answers)
    bench.screen.session.fill(given)


def begin(bench: Bench, typed: str) -> None:
    bench.desk.take()
    press(Key.Key_F2, widget=bench.screen)
    bench.settle()
    pick_item(bench, typed)


@pytest.mark.parametrize("typed", ["身后事", "shenhoushi", "gmsh"])
def test_a_theme_is_found_like_an_item_and_marked(bench: Bench, typed: str) -> None:
    begin(bench, typed)
    view = bench.screen.form.view
    assert view is not None
    assert view.theme is not None
    assert view.theme.theme.code == "bereavement"
    assert bench.screen.form.body()["theme"] == "bereavement"


def test_a_theme_is_recorded_from_one_form(bench: Bench) -> None:
    begin(bench, "身后事")
    fill(bench, "bereavement")
    press(Key.Key_F9)
    bench.settle()
    assert (bench.complained, errors(bench)) == ([], [])
    cases = [bench.desk.program.cases.get(number) for number in bench.desk.printed]
    assert [case.item for case in cases] == [part.item for part in form("bereavement").parts]
    assert {case.ticket for case in cases} == {"A001"}
    assert cases[0].life.joint is not None
    assert cases[0].life.joint.no in bench.said[-1]
    assert bench.screen.session.blank
    assert bench.desk.program.cases.drafts() == []


def test_what_one_item_refuses_stands_where_the_form_asks_it_and_all_stays(bench: Bench) -> None:
    begin(bench, "身后事")
    fill(bench, "bereavement", died_on="2099-01-01", account="12")
    press(Key.Key_F9)
    bench.settle()
    assert len(errors(bench)) == 2
    assert bench.desk.printed == []
    assert bench.desk.program.lists.received_today() == []
    assert bench.screen.form.body()["answers"]["died_on"] == "2099-01-01"


def test_only_what_the_chosen_items_need_is_asked(bench: Bench) -> None:
    begin(bench, "水电过户")
    fields = bench.screen.form.answers
    fields.show_values({"with_water": True, "with_power": False, "with_gas": False})
    assert fields._fields["water_house_no"].isVisibleTo(fields)
    assert not fields._fields["power_house_no"].isVisibleTo(fields)


def test_a_theme_left_open_is_a_draft_to_go_on_with(bench: Bench) -> None:
    draft = left_open(bench, "退休一件事", "retirement")
    bench.screen.session.resume(draft)
    bench.settle()
    assert bench.screen.form.view is not None
    assert bench.screen.form.body()["theme"] == "retirement"
    assert bench.screen.form.body()["answers"] == draft.body["answers"]


def test_a_whole_theme_can_not_be_declined_and_that_is_said(bench: Bench) -> None:
    begin(bench, "新生儿")
    fill(bench, "newborn")
    bench.screen.session.record(CaseAct.DECLINE, reason="不办")
    bench.settle()
    assert "单个办件" in bench.complained[-1]
    assert bench.desk.program.lists.received_today() == []


def record_alone(bench: Bench, theme: str, part: str) -> Recorded:
    """One item of the theme, recorded by itself before."""
    child = next(one for one in split(form(theme), theme_line(theme)) if one.part.key == part)
    return bench.desk.program.cases.record({**child.line, "act": "receive"}, action=ActionId(f"alone-{part}"))


def type_again(bench: Bench, code: str, text: str) -> None:
    field = bench.field(f"answers.{code}")
    field.setFocus()
    field.selectAll()
    write(text)
    bench.settle()


def test_an_open_case_of_one_of_its_items_is_said_while_the_theme_is_typed(bench: Bench) -> None:
    earlier = record_alone(bench, "newborn", "household")
    begin(bench, "新生儿")
    assert not bench.screen.form.side.duplicate.isVisible()
    fill(bench, "newborn")
    bench.settle()
    said = bench.screen.form.side.duplicate
    assert said.isVisible()
    assert earlier.case_no in said.text.text()
    assert bench.desk.program.cases.get(earlier.case_no).item_name in said.text.text()


def test_an_item_about_somebody_else_is_looked_for_by_that_person(bench: Bench) -> None:
    earlier = record_alone(bench, "newborn", "medical")
    begin(bench, "新生儿")
    fill(bench, "newborn")
    bench.settle()
    banner, number = bench.screen.form.side.duplicate, theme_line("newborn")["answers"]["birth_cert_no"]
    assert earlier.case_no in banner.text.text()
    type_again(bench, "birth_cert_no", "X220000999")
    assert not banner.isVisible()
    type_again(bench, "birth_cert_no", number)
    assert earlier.case_no in banner.text.text()


def test_a_draft_of_a_theme_says_what_was_done_meanwhile(bench: Bench) -> None:
    begin(bench, "新生儿")
    fill(bench, "newborn")
    bench.screen.session.autosave.flush()
    bench.settle()
    (draft,) = bench.desk.program.cases.drafts()
    bench.screen.session.new(None)
    earlier = record_alone(bench, "newborn", "household")
    bench.screen.session.resume(draft)
    bench.settle()
    assert earlier.case_no in bench.screen.form.side.duplicate.text.text()


def test_a_theme_recorded_all_the_same_says_which_of_its_items_was_open(bench: Bench) -> None:
    earlier = record_alone(bench, "newborn", "household")
    begin(bench, "新生儿")
    fill(bench, "newborn")
    press(Key.Key_F9)
    bench.settle()
    said = bench.screen.form.notice.text.text()
    assert "30 天内已有同一事项" in said
    assert bench.desk.program.cases.get(earlier.case_no).item_name in said


FIRST = form("newborn").theme


def draft_of(bench: Bench) -> Draft:
    """FIRST, left unfinished."""
    return left_open(bench, "新生儿", "newborn")


def left_open(bench: Bench, found: str, theme: str) -> Draft:
    """A theme that was left unfinished."""
    begin(bench, found)
    fill(bench, theme)
    bench.screen.session.autosave.flush()
    bench.settle()
    (draft,) = bench.desk.program.cases.drafts()
    bench.screen.session.new(None)
    return draft


def told(bench: Bench, *themes: Theme, items: tuple[ServiceItem, ...] = ()) -> None:
    with bench.desk.program.store.writing() as store:
        store.catalogue.keep_themes(themes)
        store.catalogue.keep_items(items)


def banner(bench: Bench) -> str:
    said = bench.screen.form.renewed
    return said.text.text() if said.isVisible() else ""


def test_a_draft_of_a_theme_that_the_city_has_changed_says_what_is_different(bench: Bench) -> None:
    draft = draft_of(bench)
    asked = replace(FIRST.questions[-1], field=replace(FIRST.questions[-1].field, label="换了说法"))
    told(bench, replace(FIRST, version=2, questions=(*FIRST.questions[:-1], asked)))
    bench.screen.session.resume(draft)
    bench.settle()
    assert "新生儿出生一件事”的表单有更新" in banner(bench)
    assert "换了说法" in banner(bench)
    body = bench.screen.form.body()
    assert (body["answers"], body["screen"]["version"]) == (draft.body["answers"], 2)


def test_a_draft_of_a_theme_of_which_an_item_has_changed_says_so_too(bench: Bench) -> None:
    draft = draft_of(bench)
    item = form("newborn").items["household"]
    told(bench, items=(replace(item, version=item.version + 1, phone="0435-5229000"),))
    bench.screen.session.resume(draft)
    bench.settle()
    assert banner(bench) == "", "the form does not show it"
    extra = Material(code="photo", name="一寸照片", required=True, form=RequiredForm.ORIGINAL)
    told(bench, items=(replace(item, version=item.version + 2, materials=(*item.materials, extra)),))
    bench.screen.session.new(None)
    bench.screen.session.resume(draft)
    bench.settle()
    assert "新增材料“一寸照片”" in banner(bench)


def test_a_draft_of_a_theme_as_it_was_says_nothing(bench: Bench) -> None:
    draft = draft_of(bench)
    bench.screen.session.resume(draft)
    bench.settle()
    assert banner(bench) == ""


def test_a_draft_of_a_cancelled_theme_keeps_all_and_says_so(bench: Bench) -> None:
    draft = draft_of(bench)
    told(bench, replace(FIRST, cancelled_on=date(2026, 11, 20)))
    bench.screen.session.resume(draft)
    bench.settle()
    assert "已取消或尚未启用" in banner(bench)
    assert bench.screen.form.body()["answers"] == draft.body["answers"]
    press(Key.Key_F9)
    bench.settle()
    assert bench.desk.program.lists.received_today() == []
    assert bench.screen.form.body()["applicant"] == draft.body["applicant"]

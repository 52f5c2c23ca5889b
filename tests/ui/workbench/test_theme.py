"""一件事 on the workbench: found like an item, asked once, recorded as several cases."""

import pytest
from PySide6.QtCore import Qt

from app.cases.model import CaseAct
from tests.make import form, theme_line
from tests.ui.typing import press
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import errors, pick_item

Key = Qt.Key


def fill(bench: Bench, theme: str, **answers: object) -> None:
    """What a whole line says, as if typed."""
    given = theme_line(theme)
    given["answers"].update(answers)
    bench.screen.form.show_body(given)
    bench.screen.session._edited()


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
    begin(bench, "退休一件事")
    fill(bench, "retirement")
    bench.screen.session.autosave.flush()
    bench.settle()
    (draft,) = bench.desk.program.cases.drafts()
    bench.screen.session.new(None)
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

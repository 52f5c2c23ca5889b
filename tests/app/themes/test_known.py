"""Which version of a theme is done: the newest in force that fits the items, the city's word before the program's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.cases.model import CaseAct
from app.catalogue.model import ItemCode
from app.errors import NotFound, Refused
from app.themes.known import in_force, joined
from app.themes.model import Theme, ThemeCode
from tests.make import THEMES, Desk, form, signed_in, theme_line

TODAY = date(2026, 11, 23)
FIRST = form("newborn").theme
SECOND = replace(FIRST, version=2, name="新生儿出生一件事（新）", effective_on=TODAY)
BROKEN = replace(SECOND, parts=(replace(FIRST.parts[0], item=ItemCode("X" * 20)), *FIRST.parts[1:]))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with signed_in(tmp_path / "desk") as made:
        yield made


def told(desk: Desk, *themes: Theme) -> None:
    with desk.program.store.writing() as store:
        store.catalogue.keep_themes(themes)


def version(desk: Desk, code: str = "newborn") -> int:
    return desk.program.themes.form(code).theme.version


def test_the_citys_word_on_a_version_stands_before_the_programs() -> None:
    ended = replace(FIRST, cancelled_on=TODAY)
    other = replace(FIRST, code=ThemeCode("other"))
    assert joined([FIRST, other], [SECOND, ended]) == (SECOND, ended, other)


def test_a_version_begins_on_its_day_and_ends_the_day_before_it_is_cancelled() -> None:
    later = replace(SECOND, effective_on=TODAY + timedelta(days=1), cancelled_on=TODAY + timedelta(days=3))
    days = {days: in_force((later, FIRST), TODAY + timedelta(days=days)) for days in range(4)}
    assert days == {0: (FIRST,), 1: (later, FIRST), 2: (later, FIRST), 3: ()}, "a cancelled one brings no older back"


def test_what_the_city_tells_is_done_at_once_and_recorded_under_its_version(desk: Desk) -> None:
    assert version(desk) == 1
    told(desk, SECOND)
    assert version(desk) == 2
    assert next(iter(desk.program.themes.forms())).item.name == SECOND.name
    assert desk.program.themes.search(SECOND.name)[0].code == "newborn"
    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())
    joint = desk.program.cases.get(done.case_no or "").life.joint
    assert joint is not None
    assert (joint.version, joint.name) == (2, SECOND.name)


def test_a_new_theme_of_the_city_is_found_after_the_programs_own(desk: Desk) -> None:
    told(desk, replace(FIRST, code=ThemeCode("adopted"), name="收养登记一件事"))
    assert [form.theme.code for form in desk.program.themes.forms()] == [*THEMES, "adopted"]
    line = {**theme_line("newborn"), "theme": "adopted"}
    assert desk.program.cases.check(line, CaseAct.ACCEPT) == []


def test_a_cancelled_theme_is_not_done_any_more(desk: Desk) -> None:
    told(desk, replace(FIRST, cancelled_on=TODAY))
    assert [form.theme.code for form in desk.program.themes.forms()] == list(THEMES[1:])
    (refused,) = desk.program.cases.check(theme_line("newborn"), CaseAct.ACCEPT)
    assert (refused.code, refused.field) == ("theme_not_in_force", "theme")
    with pytest.raises(NotFound):
        desk.program.themes.form("nothing")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (BROKEN, "theme_item_missing"),
        (replace(SECOND, parts=(replace(FIRST.parts[0], given={"shoe": "x"}), *FIRST.parts[1:])), "theme_contradicts"),
    ],
)
def test_a_version_that_does_not_fit_is_kept_aside_and_named_and_the_one_before_goes_on(
    desk: Desk, broken: Theme, code: str
) -> None:
    told(desk, broken, replace(form("retirement").theme, version=2))
    assert [form.theme.code for form in desk.program.themes.forms()] == list(THEMES)
    assert (version(desk), version(desk, "retirement")) == (1, 2)
    ((aside, why),) = desk.program.themes.aside()
    assert (aside, why.code) == (broken, code)


def test_a_theme_of_which_no_version_fits_says_what_is_wrong_with_the_newest(desk: Desk) -> None:
    told(desk, replace(BROKEN, version=1))
    with pytest.raises(Refused) as refused:
        desk.program.themes.form("newborn")
    assert refused.value.code == "theme_item_missing"
    assert [form.theme.code for form in desk.program.themes.forms()] == list(THEMES[1:])


def test_the_form_of_a_version_is_made_again_of_the_items_that_it_had(desk: Desk) -> None:
    told(desk, SECOND)
    items = {key: item.version for key, item in form("newborn").items.items()}
    before = desk.program.themes.form_as("newborn", 1, items)
    assert before is not None
    assert before.item == form("newborn").item
    assert desk.program.themes.form_as("newborn", 1, {**items, "birth": 99}) is None
    assert desk.program.themes.form_as("newborn", 9, items) is None

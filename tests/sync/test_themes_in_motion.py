"""The city's themes change between two contacts: desks learn of them, and what was recorded before is taken in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.model import ItemCode
from app.central.themes import import_themes, theme_told
from app.clock import local_date
from app.errors import Refused
from app.program import Program
from app.themes.model import Theme, ThemeCode
from app.verify import verify_desk
from tests.make import THEMES, form, theme_line
from tests.sync.by_stick import brought, lonely_desk
from tests.sync.real_central import CLOCK, City, whole_desk

TODAY = local_date(CLOCK.now())
FIRST = form("newborn").theme
SECOND = replace(FIRST, version=2, effective_on=TODAY)


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made
        assert verify_desk(made)["findings"] == []


def changed(city: City, *themes: Theme) -> None:
    with city.program.store.writing() as central:
        assert len(import_themes(central, themes, CLOCK).changes) == len(themes)


def told(city: City, body: dict[str, Any]) -> None:
    """What a central says that checks less than ours."""
    with city.program.store.writing() as central:
        central.feed.publish_shared([replace(theme_told(FIRST), body=body)], CLOCK.now())


def differing(desk: Program) -> list[tuple[str, str]]:
    with desk.store.reading() as store:
        return [(item.kind, code) for item, code in store.sync.differing()]


def test_what_the_city_changes_is_done_after_the_next_contact(desk: Program, city: City) -> None:
    ended = replace(form("retirement").theme, cancelled_on=TODAY)
    changed(city, SECOND, replace(FIRST, code=ThemeCode("adopted"), name="收养登记一件事"), ended)
    assert desk.sync.cycle().trouble is None
    codes = {one.theme.code: one.theme.version for one in desk.themes.forms()}
    assert codes == {**{code: 1 for code in THEMES if code != "retirement"}, "newborn": 2, "adopted": 1}
    assert differing(desk) == []


def test_a_new_desk_learns_of_them_at_its_first_contact(city: City, tmp_path: Path) -> None:
    changed(city, SECOND)
    with whole_desk(tmp_path / "new", city.url, number=2) as new:
        assert new.sync.cycle().trouble is None
        assert new.themes.form("newborn").theme == SECOND


def test_the_stick_brings_them_back_where_there_is_no_link(city: City, tmp_path: Path) -> None:
    with lonely_desk(tmp_path / "lonely", city) as far:
        changed(city, SECOND)
        done = far.intake.record(theme_line("newborn"))
        (tmp_path / "stick").mkdir()
        far.link.courier.export(tmp_path / "stick")
        assert [one.trouble for one in brought(city, tmp_path / "stick")] == [None]
        far.link.courier_return.take(tmp_path / "stick")
        assert far.themes.form("newborn").theme == SECOND
        assert far.cases.marked(far.cases.get(done.case_no or ""))


@pytest.mark.parametrize(
    ("now", "doubt"),
    [
        (SECOND, ("mark_theme_superseded", "")),
        (replace(FIRST, cancelled_on=TODAY), ("mark_theme_cancelled", TODAY.isoformat())),
    ],
)
def test_cases_of_a_theme_that_changed_meanwhile_are_taken_in_and_marked(
    desk: Program, city: City, now: Theme, doubt: tuple[str, str]
) -> None:
    changed(city, now)
    done = desk.intake.record(theme_line("newborn"))
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, report.returned) == (None, 0, 0)
    for one in done.cases:
        opened = city.program.review.open(one.case_no or "")
        assert (opened.file.mark, opened.doubt) == ("catalogue_unknown", doubt)
        assert desk.cases.marked(desk.cases.get(one.case_no or ""))


def test_cases_of_the_version_in_force_are_not_marked(desk: Program, city: City) -> None:
    changed(city, replace(SECOND, effective_on=TODAY + timedelta(days=30)))
    done = desk.intake.record(theme_line("newborn"))
    assert desk.sync.cycle().trouble is None
    assert {city.program.review.open(one.case_no or "").file.mark for one in done.cases} == {None}


def test_the_city_takes_no_theme_that_does_not_fit_its_items(city: City) -> None:
    lost = replace(SECOND, parts=(replace(FIRST.parts[0], item=ItemCode("X" * 20)), *FIRST.parts[1:]))
    unfit = replace(SECOND, parts=(replace(FIRST.parts[0], given={"shoe": "x"}), *FIRST.parts[1:]))
    for theme, code, place in (
        (lost, "theme_item_missing", "themes.1"),
        (unfit, "theme_contradicts", "themes.1: theme.parts.0"),
        (replace(FIRST, name="改了名"), "theme_version_rewritten", "themes.1"),
        (form("retirement").theme, "theme_code_twice", "themes.1"),
    ):
        with pytest.raises(Refused) as refused, city.program.store.writing() as central:
            import_themes(central, [form("retirement").theme, theme], CLOCK)
        assert (refused.value.code, refused.value.field) == (code, place)


@pytest.mark.parametrize("broken", ["unread", "unfit", "no list"])
def test_a_broken_theme_is_kept_aside_and_named_and_hides_no_other(desk: Program, city: City, broken: str) -> None:
    good = theme_told(replace(form("retirement").theme, version=2)).body["themes"][0]
    bad = dict(theme_told(SECOND).body["themes"][0])
    bad["parts"] = [{**bad["parts"][0], "given": {"shoe": "x"}}, *bad["parts"][1:]] if broken == "unfit" else "none"
    told(city, {"name": FIRST.name, "themes": 7 if broken == "no list" else [bad, good]})
    changed(city, replace(form("small_shop").theme, version=2))
    assert desk.sync.cycle().trouble is None
    codes = {one.theme.code: one.theme.version for one in desk.themes.forms()}
    assert codes == {
        **dict.fromkeys(THEMES, 1),
        "small_shop": 2,
        "retirement": 1 if broken == "no list" else 2,
    }
    assert differing(desk) == [("themes.listed", "feed_malformed" if broken == "no list" else "theme_aside")]
    assert [aside.version for aside, _ in desk.themes.aside()] == ([2] if broken == "unfit" else [])

"""The one form of each theme: everything that an item needs is asked, each thing once; refusals find their place."""

from datetime import date
from itertools import product

import pytest

from app.cases.demo import demo_lines
from app.catalogue.answers import asked_fields, check_answers
from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.materials import allowed_forms, check_materials, needed_materials
from app.catalogue.model import GivenForm
from app.errors import Refused
from app.themes.compose import Asked, compose
from app.themes.split import split
from tests.make import THEMES, form, person, theme_line

TODAY = date(2026, 11, 23)

each_theme = pytest.mark.parametrize("theme", THEMES)


def lines(theme: str, count: int = 120):
    """Varied lines in which everything is answered and handed in that the form asks for."""
    shaped = form(theme).item
    for line in demo_lines(count, 11, [shaped]):
        answers = line["answers"]
        whole = asked_fields(shaped.fields, answers)
        if {field.code for field in whole} <= answers.keys():
            needed = needed_materials(shaped, answers)
            given = [{"code": one.code, "form": "original", "count": 1, "file": None} for one in needed]
            yield {**line, "theme": theme, "materials": given, "applicant": person()}


@each_theme
def test_whoever_fills_the_form_has_filled_every_item(theme):
    seen = set()
    for line in lines(theme):
        for child in split(form(theme), line):
            answers = child.line["answers"]
            assert check_answers(child.item, answers, today=TODAY) == (), child.part.key
            given = {one["code"]: GivenForm(one["form"]) for one in child.line["materials"]}
            assert check_materials(child.item, given, answers).missing == (), child.part.key
            seen.add(child.part.key)
    assert seen == form(theme).items.keys()


@each_theme
def test_every_field_of_every_item_has_one_source_and_every_question_serves_one(theme):
    made = form(theme)
    asked = {source.code for source in made.sources.values() if isinstance(source, Asked)}
    subjects = {code for part in made.parts if part.subject for code in (part.subject.name, part.subject.id_no)}
    switches = {part.only_when.field for part in made.parts if part.only_when}
    assert {field.code for field in made.item.fields} <= asked | subjects | switches
    assert {(part.key, field.code) for part in made.parts for field in made.items[part.key].fields} == set(made.sources)


@each_theme
def test_nothing_is_asked_twice(theme):
    shaped = form(theme).item
    for parts in ([field.label for field in shaped.fields], [material.name for material in shaped.materials]):
        assert len(parts) == len(set(parts))
    for codes in ([field.code for field in shaped.fields], [material.code for material in shaped.materials]):
        assert len(codes) == len(set(codes))


@each_theme
def test_a_refusal_of_any_item_has_its_place_on_the_form(theme):
    made = form(theme)
    fields = {f"answers.{field.code}" for field in made.item.fields}
    materials = {material.code for material in made.item.materials}
    applicant = {f"applicant.{key}" for key in ("name", "id_no", "phone", "address")}
    for child in split(made, theme_line(theme)):
        for field in child.item.fields:
            place = child.place(f"answers.{field.code}")
            assert place in fields | applicant | {"theme"} or not asked_now(child, field.code)
        for number, given in enumerate(child.line["materials"]):
            place = child.place(f"materials.{number}.form")
            if given["code"] not in child.part.brought:
                assert place is not None
                _, at, part = place.split(".")
                assert part == "form"
                assert child.whole["materials"][int(at)]["code"] in materials
        assert child.place("item") == "theme"
        assert child.place(None) is None
        assert child.place("act") == "act"


def asked_now(child, code):
    return code in {field.code for field in asked_fields(child.item.fields, child.line["answers"])}


@each_theme
def test_a_shared_material_comes_only_in_ways_that_each_item_allows(theme):
    made = form(theme)
    for (key, code), serving in made.handed_in.items():
        material = made.items[key].material(code)
        shared = made.item.material(serving)
        assert material is not None
        if shared is not None:
            assert set(allowed_forms(shared)) <= set(allowed_forms(material)), (key, code)


@each_theme
def test_the_form_is_an_item_that_the_catalogue_could_read(theme):
    """But for its limits, which each of its items has for itself."""
    data = {**item_to_json(form(theme).item), "limit_note": "各事项分别计时", "department": {**DEPARTMENT}}
    assert item_from_json(data).fields == form(theme).item.fields


DEPARTMENT = {"name": "各部门", "short_name": "一件事", "uscc": "1"}


@each_theme
def test_any_choice_of_items_is_split_into_just_these(theme):
    made = form(theme)
    switches = [part.only_when.field for part in made.parts if part.only_when]
    for chosen in product((True, False), repeat=len(switches)):
        line = theme_line(theme)
        line["answers"].update(zip(switches, chosen, strict=True))
        wanted = {switch for switch, on in zip(switches, chosen, strict=True) if on}
        found = {child.part.key for child in split(made, line)}
        assert found == {part.key for part in made.parts if not part.only_when or part.only_when.field in wanted}


@each_theme
def test_an_optional_item_that_is_not_done_here_falls_away_and_one_that_is_needed_refuses(theme):
    made = form(theme)
    for part in made.parts:
        rest = {key: item for key, item in made.items.items() if key != part.key}
        if part.only_when is None:
            with pytest.raises(Refused) as refused:
                compose(made.theme, rest)
            assert refused.value.code == "theme_item_missing"
        else:
            smaller = compose(made.theme, rest)
            own = [code for code in (field.code for field in smaller.item.fields) if code.startswith(f"{part.key}_")]
            assert own == []
            assert part.only_when.field not in {field.code for field in smaller.item.fields}

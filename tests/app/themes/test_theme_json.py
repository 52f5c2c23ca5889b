"""A theme is read strictly: what contradicts itself is refused at its place."""

import json

import pytest

from app.catalogue.spelling import spell
from app.errors import Refused
from app.themes.compose import DEPARTMENT, compose
from app.themes.theme_json import shipped_themes, theme_from_json, theme_to_json
from resources.setup.json_layout import laid_out
from tests.make import RESOURCES, THEMES, items

FILES = sorted((RESOURCES / "themes").glob("*.json"))


def data(**changes):
    read = json.loads(FILES[0].read_text(encoding="utf-8"))
    return {**read, **changes}


def test_the_six_themes_are_there():
    assert tuple(theme.code for theme in shipped_themes(RESOURCES)) == THEMES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_has_the_common_layout_and_its_spellings(file):
    text = file.read_text(encoding="utf-8")
    read = json.loads(text)
    assert laid_out(read) + "\n" == text
    assert theme_to_json(theme_from_json(read)) == read
    texts = list(dict.fromkeys((read["name"], *read["keywords"], DEPARTMENT)))
    assert read["spellings"] == [[text, spell(text)] for text in texts]


PARTS = data()["parts"]
QUESTIONS = data()["questions"]
MATERIALS = data()["materials"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"code": "Newborn"}, "theme.code"),
        ({"parts": PARTS[:1]}, "theme.parts"),
        ({"parts": [PARTS[2], PARTS[3]]}, "theme.parts"),
        ({"parts": [*PARTS, PARTS[0]]}, "theme.parts"),
        ({"parts": [{**PARTS[0], "key": "a_b"}, *PARTS[1:]]}, "theme.parts.0.key"),
        ({"parts": [{**PARTS[0], "taken": {"order": "shoe"}}, *PARTS[1:]]}, "theme.parts.0.taken"),
        ({"parts": [PARTS[0], {**PARTS[1], "subject": {**PARTS[1]["subject"], "name": "x"}}, *PARTS[2:]]},
         "theme.parts.1.subject"),
        ({"parts": [*PARTS[:2], {**PARTS[2], "only_when": {"field": "x", "values": ["true"]}}, PARTS[3]]},
         "theme.parts.2.only_when"),
        ({"parts": [{**PARTS[0], "brought": {"id_card": "magic"}}, *PARTS[1:]]}, "theme.parts.0.brought"),
        ({"questions": [*QUESTIONS, QUESTIONS[0]]}, "theme.questions"),
        ({"questions": [*QUESTIONS, {**QUESTIONS[4], "code": "again"}]}, "theme.questions"),
        ({"questions": [*QUESTIONS, {"code": "y", "label": "y", "type": "text", "feeds": ["nobody.x"]}]},
         "theme.questions"),
        ({"questions": [{**QUESTIONS[0], "feeds": ["birth"]}, *QUESTIONS[1:]]}, "theme.questions.0.feeds.0"),
        ({"materials": [*MATERIALS, MATERIALS[0]]}, "theme.materials"),
        ({"version": 0}, "theme.version"),
        ({"effective_on": None}, "theme.effective_on"),
        ({"cancelled_on": "2024-12-31"}, "theme.cancelled_on"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_at_its_place(wrong, place):
    with pytest.raises(Refused) as refused:
        theme_from_json(data(**wrong))
    assert refused.value.field == place


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": [{**PARTS[0], "given": {"shoe": "x"}}, *PARTS[1:]]},
        {"questions": [*QUESTIONS, {"code": "y", "label": "y", "type": "text", "feeds": ["birth.shoe"]}]},
        {"questions": [*QUESTIONS, {"code": "y", "label": "y", "type": "date", "feeds": ["birth.partner_phone"]}]},
        {"materials": [*MATERIALS, {"code": "y", "name": "y", "feeds": ["birth.shoe"]}]},
    ],
)
def test_what_does_not_fit_the_items_is_refused_when_the_form_is_made(wrong):
    theme = theme_from_json(data(**wrong))
    known = {item.code: item for item in items().values()}
    with pytest.raises(Refused) as refused:
        compose(theme, {part.key: known[part.item] for part in theme.parts})
    assert refused.value.code == "theme_contradicts"

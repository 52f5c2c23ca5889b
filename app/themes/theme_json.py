"""A theme as JSON: shipped in resources/themes, a file each; stored for each version, and told in the feed.

Keys are the names of the dataclasses' fields; a question is a field of an item with `feeds` beside it.
"""

import json
from pathlib import Path

from app.applicants.model import IdType
from app.catalogue.item_json import field_from_json, field_to_json, only_when_from_json, only_when_to_json
from app.catalogue.json_reading import JsonObject
from app.catalogue.model import GivenForm, ItemCode, Spelling
from app.errors import Refused
from app.themes.model import Part, Question, SharedMaterial, Subject, Target, Theme, ThemeCode
from app.themes.theme_rules import check_theme


def shipped_themes(resources: Path) -> tuple[Theme, ...]:
    """The themes that come with the program, in the order of their files. Raises Refused as `theme_from_json` does."""
    files = sorted((resources / "themes").glob("*.json"))
    return tuple(theme_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files)


def theme_from_json(data: object) -> Theme:
    """Read one theme. Refused with the place of the first thing that is wrong: item_malformed for a value of the wrong
    kind, theme_contradicts for one that contradicts another."""
    theme = _theme(JsonObject(data, "theme"))
    check_theme(theme)
    return theme


def theme_to_json(theme: Theme) -> dict[str, object]:
    """The form that `theme_from_json` reads back to an equal theme; what has its default is left out."""
    ended = {} if theme.cancelled_on is None else {"cancelled_on": theme.cancelled_on.isoformat()}
    return {
        "code": theme.code,
        "name": theme.name,
        "version": theme.version,
        "effective_on": theme.effective_on.isoformat(),
        **ended,
        "topics": list(theme.topics),
        "keywords": list(theme.keywords),
        "parts": [_part_to_json(part) for part in theme.parts],
        "questions": [{**field_to_json(one.field), **_feeds(one.feeds)} for one in theme.questions],
        "materials": [{"code": one.code, "name": one.name, **_feeds(one.feeds)} for one in theme.materials],
        "spellings": [[one.text, one.pinyin] for one in theme.spellings],
    }


def _part_to_json(part: Part) -> dict[str, object]:
    subject, when = part.subject, part.only_when
    said = {
        "only_when": None if when is None else only_when_to_json(when),
        "given": dict(part.given),
        "taken": dict(part.taken),
        "brought": {code: form.value for code, form in part.brought.items()},
        "subject": None
        if subject is None
        else {
            "name": subject.name,
            "id_no": subject.id_no,
            "id_type": subject.id_type.value,
            "relation": subject.relation,
        },
    }
    return {
        "key": part.key,
        "item": part.item,
        "label": part.label,
        **{key: value for key, value in said.items() if value},
    }


def _feeds(targets: tuple[Target, ...]) -> dict[str, object]:
    return {"feeds": [f"{target.part}.{target.code}" for target in targets]} if targets else {}


def _theme(json: JsonObject) -> Theme:
    return Theme(
        code=ThemeCode(json.text("code")),
        name=json.text("name"),
        version=json.number("version", least=1),
        parts=json.parts("parts", _part),
        questions=json.parts("questions", _question),
        materials=json.parts("materials", _material),
        topics=json.texts("topics"),
        keywords=json.texts("keywords"),
        spellings=tuple(Spelling(text=text, pinyin=pinyin) for text, pinyin in json.pairs("spellings")),
        effective_on=json.day("effective_on"),
        cancelled_on=json.optional_day("cancelled_on"),
    )


def _part(json: JsonObject) -> Part:
    return Part(
        key=json.text("key"),
        item=ItemCode(json.text("item")),
        label=json.text("label"),
        only_when=json.optional_part("only_when", only_when_from_json),
        given=json.values("given"),
        taken={field: str(said) for field, said in json.values("taken").items()},
        brought=_brought(json),
        subject=json.optional_part("subject", _subject),
    )


def _brought(json: JsonObject) -> dict[str, GivenForm]:
    try:
        return {code: GivenForm(str(form)) for code, form in json.values("brought").items()}
    except ValueError as wrong:
        raise Refused("item_malformed", f"{json.place}.brought") from wrong


def _subject(json: JsonObject) -> Subject:
    return Subject(
        name=json.text("name"),
        id_no=json.text("id_no"),
        id_type=json.one_of(IdType, "id_type"),
        relation=json.text("relation"),
    )


def _question(json: JsonObject) -> Question:
    return Question(field=field_from_json(json), feeds=_targets(json))


def _material(json: JsonObject) -> SharedMaterial:
    return SharedMaterial(code=json.text("code"), name=json.text("name"), feeds=_targets(json))


def _targets(json: JsonObject) -> tuple[Target, ...]:
    targets = []
    for place, text in enumerate(json.texts("feeds")):
        part, dot, code = text.partition(".")
        if not (part and dot and code):
            raise Refused("item_malformed", f"{json.place}.feeds.{place}")
        targets.append(Target(part, code))
    return tuple(targets)

"""Every text of the screens has its English, and what is compiled is what is written."""

import ast
import gettext
from pathlib import Path
from runpy import run_path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from tests.ui.desk import RESOURCES
from ui import language
from ui.language import _

TRANSLATIONS = RESOURCES / "translations"
translations = run_path(str(TRANSLATIONS / "make.py"))
UI: Path = translations["UI"]


@pytest.fixture(scope="module")
def english() -> Catalog:
    return translations["english"]()


def test_every_text_of_the_screens_has_english(english: Catalog) -> None:
    wanting = [text for text in translations["source_texts"]() if not (english.get(text) and english[text].string)]
    assert wanting == [], "run resources/translations/make.py and fill in what it prints"


def test_no_text_stands_inside_an_f_string() -> None:
    """Python 3.11 hides it there from the look for texts, so that it would stay Chinese."""
    hidden = [
        f"{file.relative_to(UI)}:{call.lineno}"
        for file in UI.rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in translations["KEYWORDS"]
    ]
    assert hidden == []


def test_blanks_are_the_same_in_both_languages(english: Catalog) -> None:
    for message in english:
        if message.id:
            assert set(_blanks(str(message.string))) <= set(_blanks(str(message.id))), message.id


def test_what_is_compiled_is_what_is_written(english: Catalog) -> None:
    with (TRANSLATIONS / "en.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message in english:
        if message.id and message.string:
            assert compiled.gettext(str(message.id)) == message.string


def test_no_english_text_holds_chinese_but_the_word_on_paper(english: Catalog) -> None:
    for message in english:
        rest = str(message.string).replace("试用", "")
        assert not any("\u4e00" <= character <= "\u9fff" for character in rest) or not message.id, message.id


def test_texts_come_in_the_chosen_language() -> None:
    assert _("叫下一位") == "叫下一位"
    language.choose("en", TRANSLATIONS)
    assert _("叫下一位") == "Call next"
    assert language.chosen() == "en"
    language.choose(language.SOURCE, TRANSLATIONS)
    assert _("叫下一位") == "叫下一位"


def test_a_missing_catalogue_leaves_chinese(tmp_path: object) -> None:
    language.choose("en", RESOURCES / "nowhere")
    assert _("叫下一位") == "叫下一位"


def _blanks(text: str) -> list[str]:
    return [name for _text, name, _spec, _conversion in Formatter().parse(text) if name]

"""Every code of the catalogue's rules has a sentence in both languages, and no sentence is left over."""

import re
import string
from pathlib import Path

import app.catalogue
from app.catalogue.model import FieldType
from ui.sentences.catalogue import SENTENCES

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(app.catalogue.__path__[0]).glob("*.py"))
BUILT = {f"answer_not_{kind.value}" for kind in FieldType} | {
    f"answer_{size}_too_{side}" for size in ("number", "date", "table") for side in ("small", "large")
}


def test_each_code_has_a_sentence():
    refused = re.findall(r'(?:Refused|NotFound)\("(\w+)"', SOURCES)
    found = re.findall(r'\bcode="(\w+)"', SOURCES)
    assert refused
    assert found
    assert {*refused, *found} <= set(SENTENCES)
    assert set(SENTENCES) >= BUILT


def test_each_sentence_has_a_code():
    written = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', SOURCES))
    assert set(SENTENCES) - BUILT <= written


def test_both_languages_fill_the_same_blanks():
    for code, (chinese, english) in SENTENCES.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
        assert blanks[0] == blanks[1], code

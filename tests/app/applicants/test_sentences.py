"""Every code of the applicants' rules has a sentence in both languages, and no sentence is left over."""

import re
import string
from pathlib import Path

import app.applicants
from ui.sentences.applicants import SENTENCES

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(app.applicants.__path__[0]).glob("*.py"))
USED = set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', SOURCES)) - {"id_no", "id_type", "id_until", "valid_until"}


def test_each_code_has_a_sentence_and_each_sentence_a_code():
    assert set(SENTENCES) == USED


def test_both_languages_fill_the_same_blanks():
    for code, (chinese, english) in SENTENCES.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
        assert blanks[0] == blanks[1], code

"""Every code that the program can raise has a sentence, in both languages, that the clerk can act on."""

import re
from pathlib import Path
from string import Formatter

import pytest

from tests.architecture.codes import Codes, codes_in
from tests.architecture.imports import TOP
from ui.explain import all_sentences

SENTENCES = TOP / "ui" / "sentences"


@pytest.fixture(scope="module")
def codes() -> Codes:
    return codes_in(path for part in ("app", "db", "ui") for path in sorted((TOP / part).rglob("*.py")))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_code_has_a_sentence(codes: Codes) -> None:
    missing = sorted(f"{site.code} ({site.place})" for site in codes.sites if site.code not in all_sentences())
    assert not missing, "no sentence in ui/sentences for\n" + "\n".join(missing)


def test_every_code_put_together_from_parts_has_a_sentence(codes: Codes) -> None:
    missing = [text for text in codes.patterns if not any(re.fullmatch(text, code) for code in all_sentences())]
    assert not missing, "no sentence in ui/sentences for any code of the form\n" + "\n".join(missing)


def test_every_code_can_be_read_from_the_sources(codes: Codes) -> None:
    assert codes.unclear == [], "write the code as a literal, or in a constant table"


def test_no_two_parts_explain_one_code() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SENTENCES.glob("*.py"))]
    keys = [key for text in texts for key in re.findall(r'(?m)^    "([a-z0-9_]+)":', text)]
    assert len(keys) == len(all_sentences()), "a code twice, or a line out of form"


def test_every_sentence_is_there_in_both_languages_with_the_same_blanks() -> None:
    for code, (chinese, english) in all_sentences().items():
        assert re.search(r"[\u4e00-\u9fff]", chinese), code
        assert re.search(r"[A-Za-z]", english), code
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"[“「].*?[”」]", "", english)), code
        assert blanks(chinese) == blanks(english), code


def test_every_blank_is_filled_where_the_code_is_raised(codes: Codes) -> None:
    sentences = all_sentences()
    empty = [
        f"{site.place}: {site.code} lacks {', '.join(sorted(blanks(sentences[site.code][0]) - site.values))}"
        for site in codes.sites
        if site.values is not None and site.code in sentences and blanks(sentences[site.code][0]) - site.values
    ]
    assert not empty, "\n".join(empty)


def test_no_sentence_is_left_over(codes: Codes) -> None:
    sources = [path for part in ("app", "db", "ui") for path in (TOP / part).rglob("*.py")]
    words = {
        word
        for path in sources
        if SENTENCES not in path.parents
        for word in re.findall(r'"([a-z0-9_]+)"', path.read_text(encoding="utf-8"))
    }
    known = words | {code for code in all_sentences() for text in codes.patterns if re.fullmatch(text, code)}
    assert sorted(all_sentences().keys() - known) == []


def test_codes_are_followed_to_where_they_are_written(tmp_path: Path) -> None:
    source = tmp_path / "part.py"
    source.write_text(
        """
_MEANINGS = {"busy": "store_locked", "full": "disk_full"}

def act(kind, ticket):
    _demand(ticket, "ticket_not_called")
    code = "material_late" if kind else _of_type(kind)
    yield FieldTrouble(field="f", code=code)
    yield FieldTrouble(field="f", code=f"answer_{kind}_long")
    raise NotFound("case_unknown", "case", case_no=kind)

def _demand(ticket, code):
    raise Refused(code, number=ticket)

def _of_type(kind):
    return "answer_not_text" if kind else None

def _trouble(text):
    for words, code in _MEANINGS.items():
        if words in text:
            return Trouble(code)
    raise Refused(text.upper())

_OF_CENTRAL = frozenset({"enrol_code_used"})

def refusal(body):
    code = decode(body)
    if code in _OF_CENTRAL:
        return Refused(code)
    if (silent := ready()) is not None:
        raise Trouble(silent)

def ready():
    return "printer_none"
"""
    )
    found = codes_in([source])
    assert found.names == {
        *("ticket_not_called", "material_late", "answer_not_text"),
        *("store_locked", "disk_full", "case_unknown", "enrol_code_used", "printer_none"),
    }
    assert found.patterns == {"answer_[a-z0-9_]+_long"}
    assert len(found.unclear) == 1
    assert [site.values for site in found.sites if site.code == "case_unknown"] == [frozenset({"case_no"})]

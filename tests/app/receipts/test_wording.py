import re
import shutil
from pathlib import Path

import pytest

from app.errors import Trouble
from app.receipts.model import DocumentKind
from app.receipts.values import blanks
from app.receipts.wording import Wording, filled, read_wording
from tests.app.receipts.samples import RESOURCES, facts
from ui.explain import all_sentences
from ui.sentences.receipts import SENTENCES


def test_a_text_with_an_empty_blank_is_left_out() -> None:
    assert filled("代理人 {agent}", {"agent": ""}) is None
    assert filled("{due}{note?}", {"due": "10月9日", "note": ""}) == "10月9日"


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_blank_of_every_document_is_known(wording: Wording, kind: DocumentKind) -> None:
    document = wording.documents[kind]
    values = blanks(facts(kind), wording)
    texts = [*document.opening, *document.closing, *document.notes]
    texts += [text for row in document.rows for _, text in row]
    for text in texts:
        filled(text, values)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_paper_comes_in_as_many_copies_as_it_says(wording: Wording, kind: DocumentKind) -> None:
    document = wording.documents[kind]
    said = any("一式两份" in text for text in (*document.opening, *document.closing, *document.notes))
    assert document.sets == (2 if said else 1)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "receipts", tmp_path / "receipts")
    (tmp_path / "receipts" / "declined.toml").unlink()
    with pytest.raises(Trouble) as trouble:
        read_wording(tmp_path / "receipts")
    assert (trouble.value.code, trouble.value.values["file"]) == ("receipt_wording_damaged", "declined.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "receipts", tmp_path / "receipts")
    (tmp_path / "receipts" / "common.toml").write_text("number = ")
    with pytest.raises(Trouble) as trouble:
        read_wording(tmp_path / "receipts")
    assert trouble.value.values["file"] == "common.toml"


def test_every_trouble_of_receipts_has_a_sentence_in_both_languages() -> None:
    sources = "".join(file.read_text() for file in (RESOURCES.parent / "app" / "receipts").glob("*.py"))
    codes = set(re.findall(r'(?:Refused|Trouble|NotFound)\("(\w+)"', sources))
    assert {"proof_missing", "font_damaged", "receipt_void"} <= codes
    of_cases = {"case_unknown", "item_version_unknown"}  # raised here, worded with the cases
    assert codes - of_cases <= all_sentences().keys()
    for chinese, english in SENTENCES.values():
        assert re.findall(r"\{(\w+)\}", chinese) == re.findall(r"\{(\w+)\}", english)

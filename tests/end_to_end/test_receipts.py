"""`sidao receipt print` and `receipt verify`: copies count, and a paper is judged with no network."""

import errno
from pathlib import Path

import pypdfium2
import pytest

from tests import make
from tests.end_to_end.command import Folder, Said


def printed(desk: Folder, number: str, out: Path, *options: str) -> Said:
    return desk.do("receipt", "print", number, "--out", str(out), *options)


def words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def picture(pdf: Path, to: Path) -> Path:
    """The last page as a picture, as a scanner makes it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document[len(document) - 1].render(scale=200 / 72).to_pil().save(to)
    finally:
        document.close()
    return to


@pytest.fixture
def number(desk: Folder) -> str:
    return str(desk.recorded(make.line(applicant=make.person(name="刘𬘘䶮")))["case_no"])


def test_copies_count_and_reprints_say_so(desk: Folder, number: str, tmp_path: Path) -> None:
    first = printed(desk, number, tmp_path / "1.pdf")
    second = printed(desk, number, tmp_path / "2.pdf")
    third = printed(desk, number, tmp_path / "3.pdf")
    assert [said.result["copy"] for said in (first, second, third)] == [1, 2, 3]
    assert {said.result["receipt_no"] for said in (first, second, third)} == {first.result["receipt_no"]}
    assert (tmp_path / "1.pdf").stat().st_size == first.result["bytes"]
    assert first.result["pages"] >= 1
    assert "补打" not in words(tmp_path / "1.pdf")
    assert "补打第2次" in words(tmp_path / "3.pdf").replace(" ", "")
    assert "刘𬘘䶮" in words(tmp_path / "1.pdf")
    assert desk.cases()[0]["copies"] == 3
    assert desk.cases()[0]["print"] == "printed"
    assert desk.holds()


def test_the_same_action_gives_the_same_copy(desk: Folder, number: str, tmp_path: Path) -> None:
    first = printed(desk, number, tmp_path / "1.pdf", "--action", "p1")
    other = printed(desk, number, tmp_path / "2.pdf")
    again = printed(desk, number, tmp_path / "3.pdf", "--action", "p1")
    assert (first.result["copy"], other.result["copy"], again.result["copy"]) == (1, 2, 1)
    assert desk.cases()[0]["copies"] == 2


def test_a_reprint_says_what_the_original_said(desk: Folder, tmp_path: Path) -> None:
    line = make.line(act="supplement")
    missing = line["materials"].pop(0)["code"]
    number = str(desk.recorded(line)["case_no"])
    printed(desk, number, tmp_path / "1.pdf", "--document", "supplement")
    complete = make.line()["materials"]
    body = b'{"materials": ' + str(complete).replace("'", '"').replace("None", "null").encode() + b"}"
    assert desk.do("case", "act", number, "accept", "-", stdin=body).code == 0
    printed(desk, number, tmp_path / "2.pdf", "--document", "supplement")
    name = make.items()[make.CLAIM].material(missing)
    assert name is not None
    for pdf in (tmp_path / "1.pdf", tmp_path / "2.pdf"):
        assert name.name in words(pdf).replace("\n", "").replace("\r", "")


def test_a_document_is_chosen_by_kind(desk: Folder, tmp_path: Path) -> None:
    number = str(desk.recorded(make.line(act="receive"))["case_no"])
    desk.do("case", "act", number, "accept")
    newest = printed(desk, number, tmp_path / "a.pdf")
    older = printed(desk, number, tmp_path / "b.pdf", "--document", "received")
    assert "受理" in newest.result["receipt_no"]
    assert "收件" in older.result["receipt_no"]
    missing = printed(desk, number, tmp_path / "c.pdf", "--document", "declined")
    assert missing.error is not None
    assert (missing.code, missing.error["error"]) == (4, "receipt_unknown")
    assert not (tmp_path / "c.pdf").exists()
    assert printed(desk, number, tmp_path / "c.pdf", "--document", "letter").code == 2


def test_what_cannot_be_printed_is_said(desk: Folder, number: str, tmp_path: Path) -> None:
    assert printed(desk, "nothing", tmp_path / "1.pdf").code == 4
    narrow = printed(desk, number, tmp_path / "1.pdf", "--paper", "80mm")
    assert narrow.error is not None
    assert (narrow.code, narrow.error["error"]) == (3, "paper_not_offered")
    nowhere = printed(desk, number, tmp_path / "no" / "folder" / "1.pdf")
    assert nowhere.error is not None
    assert (nowhere.code, nowhere.error["error"], nowhere.error["field"]) == (5, "file_not_written", "out")
    assert desk.cases()[0]["print"] == "failed"


def test_a_paper_stands_whole_in_its_file_or_what_was_there_stands(
    desk: Folder, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "1.pdf"
    out.write_bytes(b"before")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as cut:
        cut.setattr("app.commands.receipt.os.fsync", full)
        said = printed(desk, number, out)
    assert said.error is not None
    assert (said.code, said.error["error"], said.error["field"]) == (5, "file_not_written", "out")
    assert out.read_bytes() == b"before"
    link = folder / "link.pdf"
    link.symlink_to(out)
    assert printed(desk, number, link).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert printed(desk, number, folder).code == 5
    assert sorted(path.name for path in folder.iterdir()) == ["1.pdf", "link.pdf"]


def test_a_paper_is_judged_from_text_picture_and_pdf(desk: Folder, number: str, tmp_path: Path) -> None:
    pdf = tmp_path / "1.pdf"
    printed(desk, number, pdf)
    with make.signed_in(desk.path) as opened, opened.program.store.reading() as rows:
        case = rows.cases.by_number(number)
        assert case is not None
        (receipt,) = rows.receipts.of_case(case.id)
    file = tmp_path / "code.txt"
    file.write_text(receipt.proof + "\n")
    sources = [str(pdf), str(picture(pdf, tmp_path / "1.png")), receipt.proof, str(file)]
    judged = [desk.do("receipt", "verify", source) for source in sources]
    judged.append(desk.do("receipt", "verify", "-", stdin=pdf.read_bytes()))
    judged.append(desk.do("receipt", "verify", "-", stdin=receipt.proof.encode()))
    for said in judged:
        assert said.code == 0
        assert said.result["verdict"] == "valid"
        assert (said.result["case_no"], said.result["point"], said.result["copy"]) == (number, make.POINT, 1)
        assert said.result["due_on"] == case.due_on.isoformat() if case.due_on else None


def test_papers_of_others_and_changed_ones_are_not_valid(desk: Folder, number: str, tmp_path: Path) -> None:
    printed(desk, number, tmp_path / "1.pdf")
    with make.signed_in(desk.path) as opened, opened.program.store.reading() as rows:
        proof = rows.receipts.of_case(rows.cases.by_number(number).id)[0].proof  # type: ignore[union-attr]
    make.new_desk(tmp_path / "other")
    elsewhere = Folder(tmp_path / "other").do("receipt", "verify", proof)
    assert (elsewhere.code, elsewhere.result["verdict"]) == (3, "unknown")
    changed = proof[:60] + ("A" if proof[60] != "A" else "B") + proof[61:]
    altered = desk.do("receipt", "verify", changed)
    assert (altered.code, altered.result["verdict"]) == (3, "altered")
    assert desk.do("receipt", "verify", "hello").result["verdict"] == "unknown"
    assert desk.do("receipt", "verify", "HC1:" + "6BF" * 150).result["verdict"] == "unknown"
    assert desk.do("receipt", "verify", str(tmp_path / "none.pdf")).code == 4

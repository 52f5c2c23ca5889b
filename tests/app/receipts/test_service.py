"""The papers' desk over a real store: copies counted before paper, repeats, voids, the journal's word on it."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from app.cases.model import CaseAct, changed
from app.errors import NotFound, Refused
from app.ids import DeviceId, ReceiptId
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.receipts.pictures import png_pages
from app.receipts.service import COPIED
from tests.app.receipts.desks import act, case_of, recorded
from tests.app.receipts.pages import text_of
from tests.make import Desk, line, person


def receipt_of(desk: Desk, case_no: str) -> Receipt:
    return desk.program.papers.of_case(case_of(desk, case_no))[-1]


def copied(desk: Desk, case_no: str) -> list[dict[str, object]]:
    """The bodies of the entries that tell of copies."""
    with desk.program.store.reading() as store:
        entries = store.journal.of_subject(case_of(desk, case_no).id)
    return [entry.body() for entry in entries if entry.kind == COPIED]


def test_the_number_is_there_before_any_paper(desk: Desk) -> None:
    result = recorded(desk)
    receipt = receipt_of(desk, result.case_no)
    assert receipt.receipt_no == result.receipt_no
    assert (receipt.copies, receipt.state) == (0, PrintState.WAITING)


def test_copies_count_and_say_on_the_page_which_they_are(desk: Desk) -> None:
    number = recorded(desk).case_no
    copies = [desk.program.papers.copy(number) for _ in range(3)]
    assert [copy.copy_number for copy in copies] == [1, 2, 3]
    assert "补打" not in text_of(copies[0].pdf)
    assert "补打第 1 次" in text_of(copies[1].pdf)
    assert "补打第 2 次" in text_of(copies[2].pdf)
    assert receipt_of(desk, number).copies == 3
    assert [copy.pages for copy in copies] == [1, 1, 1]


def test_the_journal_tells_of_every_copy_after_the_original(desk: Desk) -> None:
    result = recorded(desk)
    desk.program.papers.copy(result.case_no)
    assert copied(desk, result.case_no) == []
    desk.program.papers.copy(result.case_no)
    desk.program.papers.ask(result.case_no)
    told = copied(desk, result.case_no)
    assert [body["copy"] for body in told] == [2, 3]
    assert {(body["by"], body["receipt_no"]) for body in told} == {("王敏", result.receipt_no)}


def test_the_same_action_again_is_the_same_copy(desk: Desk) -> None:
    number = recorded(desk).case_no
    action = desk.action()
    first = desk.program.papers.copy(number, action=action)
    again = desk.program.papers.copy(number, action=action)
    assert (again.copy_number, again.pdf) == (first.copy_number, first.pdf)
    assert receipt_of(desk, number).copies == 1


def test_the_same_action_again_is_the_same_job(desk: Desk) -> None:
    number = recorded(desk).case_no
    action = desk.action()
    jobs = [desk.program.papers.ask(number, action=action) for _ in range(2)]
    assert jobs[0] == jobs[1]
    assert receipt_of(desk, number).copies == 1


def test_an_action_that_did_something_else_is_refused(desk: Desk) -> None:
    action = desk.action()
    result = desk.program.cases.record(line(), action=action)
    with pytest.raises(Refused) as refusal:
        desk.program.papers.copy(result.case_no, action=action)
    assert refusal.value.code == "action_used_otherwise"
    assert receipt_of(desk, result.case_no).copies == 0


def test_a_case_or_a_paper_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound) as missing:
        desk.program.papers.copy("220521100000012026112300017")
    assert missing.value.code == "case_unknown"
    number = recorded(desk).case_no
    with pytest.raises(NotFound) as paperless:
        desk.program.papers.copy(number, DocumentKind.DECLINED)
    assert (paperless.value.code, paperless.value.field) == ("receipt_unknown", "document")


def test_a_void_paper_is_neither_copied_nor_printed(desk: Desk) -> None:
    number = recorded(desk).case_no
    job = desk.program.papers.ask(number)
    receipt = receipt_of(desk, number)
    with desk.program.store.writing() as store:
        store.receipts.save(receipt.voided())
    for attempt in (
        lambda: desk.program.papers.copy(number),
        lambda: desk.program.papers.ask(number),
        lambda: desk.program.papers.render_job(job),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "receipt_void"
    assert receipt_of(desk, number).copies == 1


def put_out_of_force(desk: Desk, number: str, *papers: Receipt) -> None:
    """As another window does, or 以市级为准: the case tells of it, the paper's row here does not."""
    old = [{"receipt_no": paper.receipt_no, "taken_back": False} for paper in papers]
    with desk.program.store.writing() as store:
        case = store.cases.by_number(number)
        assert case is not None
        store.cases.save(changed(case, {"old_papers": old}))


def test_a_paper_that_another_window_put_out_of_force_is_neither_copied_nor_printed(desk: Desk) -> None:
    number = recorded(desk).case_no
    job = desk.program.papers.ask(number)
    put_out_of_force(desk, number, receipt_of(desk, number))
    for attempt in (
        lambda: desk.program.papers.copy(number),
        lambda: desk.program.papers.ask(number, DocumentKind.ACCEPTANCE),
        lambda: desk.program.papers.render_job(job),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "receipt_void"
    assert receipt_of(desk, number).copies == 1


def test_a_copy_is_of_the_newest_paper_that_is_in_force(desk: Desk) -> None:
    number = recorded(desk).case_no
    acceptance = receipt_of(desk, number)
    act(desk, number, CaseAct.WITHDRAW, reason="不办了")
    put_out_of_force(desk, number, receipt_of(desk, number))
    assert desk.program.papers.copy(number).receipt.receipt_no == acceptance.receipt_no


def test_a_job_draws_the_copy_that_was_asked_for(desk: Desk) -> None:
    number = recorded(desk).case_no
    jobs = [desk.program.papers.ask(number) for _ in range(2)]
    assert "补打" not in text_of(desk.program.papers.render_job(jobs[0]).pdf)
    assert "补打第 1 次" in text_of(desk.program.papers.render_job(jobs[1]).pdf)
    assert receipt_of(desk, number).copies == 2


def test_what_became_of_a_paper_is_kept(desk: Desk) -> None:
    number = recorded(desk).case_no
    desk.program.papers.copy(number)
    for state in (PrintState.FAILED, PrintState.PRINTED, PrintState.UNKNOWN):
        desk.program.papers.settle(receipt_of(desk, number).id, state)
        assert receipt_of(desk, number).state is state
    with pytest.raises(NotFound) as missing:
        desk.program.papers.settle(ReceiptId("none"), PrintState.PRINTED)
    assert missing.value.code == "receipt_unknown"


def test_a_reprint_says_what_the_original_said(desk: Desk) -> None:
    number = recorded(desk, act="supplement", materials=[]).case_no
    before = text_of(desk.program.papers.copy(number).pdf)
    act(desk, number, CaseAct.ACCEPT, body={"materials": line()["materials"]})
    after = text_of(desk.program.papers.copy(number, DocumentKind.SUPPLEMENT).pdf)
    assert "居民户口簿" in before
    assert "".join(after.replace("补打第 1 次", "").split()) == "".join(before.split())


def test_the_original_is_printed_in_two_copies_where_it_says_so_and_a_reprint_once(desk: Desk) -> None:
    number = recorded(desk, act="supplement", materials=[]).case_no
    papers = desk.program.papers
    original, again = (papers.render_job(papers.ask(number)) for _ in range(2))
    assert (original.pages, again.pages) == (2, 1)
    first, second = png_pages(original.pdf, 72)
    assert first == second
    assert "第 1 页 共 1 页" in text_of(original.pdf)
    received = recorded(desk, act="receive", applicant=person(name="王桂芝")).case_no
    assert papers.render_job(papers.ask(received)).pages == 1


def test_another_windows_entry_of_the_same_number_is_not_the_papers_own(desk: Desk) -> None:
    case = case_of(desk, recorded(desk).case_no)
    before = text_of(desk.program.papers.copy(case.case_no).pdf)
    elsewhere = replace(case.last, device=DeviceId("01900000-0000-7000-8000-0000000000ff"))
    with desk.program.store.writing() as store:
        store.cases.save(replace(case, last=elsewhere, applicant=replace(case.applicant, name="别的人")))
    after = text_of(desk.program.papers.copy(case.case_no).pdf)
    assert "别的人" not in after
    assert "".join(after.replace("补打第 1 次", "").split()) == "".join(before.split())


def test_a_preview_has_neither_codes_nor_numbers_and_writes_nothing(desk: Desk) -> None:
    entries = desk.entries()
    pdf = desk.program.preview(line(applicant=person()))
    text = text_of(pdf)
    assert "预览" in text
    assert "编号：（预览）" in text
    assert "王桂兰" in text
    assert "窗口扫码核验真伪" in text
    assert "以系统编号为准" not in text
    assert desk.entries() == entries
    assert recorded(desk).receipt_no == "快大茂受理〔2026〕0100001号"


def test_the_places_of_a_previews_codes_are_empty_frames(desk: Desk) -> None:
    case = case_of(desk, recorded(desk).case_no)
    printed = png_pages(desk.program.papers.copy(case.case_no).pdf, 72)
    previewed = png_pages(desk.program.papers.preview(case), 72)
    [paper, preview] = [Image.open(io.BytesIO(next(pages))).convert("L") for pages in (printed, previewed)]
    place = (62, 670, 170, 770)  # within the proof's code
    assert paper.crop(place).getextrema()[0] < 50
    assert preview.crop(place).getextrema()[0] > 200
    assert ImageChops.difference(paper, preview).getbbox() is not None


def test_a_preview_of_no_paper_is_not_found(desk: Desk) -> None:
    case = replace(case_of(desk, recorded(desk).case_no), documents=())
    with pytest.raises(NotFound) as missing:
        desk.program.papers.preview(case)
    assert missing.value.code == "receipt_unknown"


def test_warming_up_uses_no_number_and_writes_nothing(desk: Desk) -> None:
    entries = desk.entries()
    desk.program.papers.warm_up()
    assert desk.entries() == entries
    assert recorded(desk).receipt_no == "快大茂受理〔2026〕0100001号"

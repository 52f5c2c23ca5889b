"""办事指南 and 材料清单: what stands on them, on both papers, and that a list's code is read from its own picture."""

import io
from dataclasses import replace
from datetime import date

import pytest

from app.cases.completeness import Checklist
from app.catalogue.model import GivenForm, ServiceItem
from app.errors import Refused
from app.receipts.guide_desk import text_in
from app.receipts.guide_model import GuideSheet, PaperSize
from app.receipts.pen import MILLIMETRE
from tests import make
from tests.app.receipts.pages import pictures_of, smallest_type, text_of

BOTH = list(PaperSize)


def item(number: str = make.UNEMPLOYED) -> ServiceItem:
    return make.items()[number]


def asked(number: str = make.UNEMPLOYED) -> Checklist:
    """One condition met, one material here, one lacking."""
    checklist = Checklist(answers={"reason": "ended"}).with_condition(0, True)
    first, second = (material.code for material in item(number).materials[:2])
    return checklist.with_material(first, GivenForm.ORIGINAL).with_material(second, None)


def listed(
    desk: make.Desk, size: PaperSize = PaperSize.A4, checklist: Checklist | None = None, name: str = ""
) -> GuideSheet:
    return desk.program.guides.checklist(item().code, checklist or asked(), size=size, name=name)


@pytest.mark.parametrize("size", BOTH)
def test_a_guide_says_all_that_an_applicant_asks_for(desk: make.Desk, size: PaperSize) -> None:
    sheet = desk.program.guides.guide(item().code, size)
    text = text_of(sheet.pdf)
    promised = item().promised_limit
    assert promised is not None
    limit = f"{promised.amount} 个工作日"
    for said in ("办事指南", item().name, item().department.name, limit, "不收费", *item().conditions, "12345"):
        assert said.replace(" ", "") in text.replace(" ", ""), said
    for material in item().materials:
        assert material.name in text
        assert material.standard.rstrip("。")[:8] in text
    assert desk.program.letterhead().phone in text


def test_the_points_own_words_go_before_the_authoritys(desk: make.Desk) -> None:
    text = text_of(desk.program.guides.guide(item().code).pdf)
    assert desk.program.letterhead().address in text
    assert item().window_hours.replace(" ", "")[:6] in text.replace(" ", "")


@pytest.mark.parametrize("size", BOTH)
def test_a_list_marks_what_is_lacking_and_says_how_to_come_by_it(desk: make.Desk, size: PaperSize) -> None:
    text = text_of(listed(desk, size, name="王女士").pdf)
    lacking = item().materials[1]
    for said in ("材料清单", "王女士", "还缺 1 项", lacking.name, "缺", "已有", "可签告知承诺书代替", "不是受理凭证"):
        assert said.replace(" ", "") in text.replace(" ", ""), said


def test_what_may_follow_is_listed_with_its_day(desk: make.Desk) -> None:
    checklist = asked().with_material(make.LATE, GivenForm.LATER).with_condition(1, True)
    text = text_of(listed(desk, checklist=checklist).pdf)
    assert "2026年11月" in text
    assert "可以容缺" in text


@pytest.mark.parametrize("size", BOTH)
def test_its_code_is_read_from_the_paper_itself(desk: make.Desk, size: PaperSize) -> None:
    sheet = listed(desk, size)
    (picture, *_rest) = pictures_of(sheet.pdf, 203)
    out = io.BytesIO()
    picture.save(out, "PNG")
    back = desk.program.guides.resume(text_in(out.getvalue()))
    assert (back.item.code, back.found.checklist, back.same_version) == (item().code, asked(), True)
    assert desk.program.guides.resume(text_in(sheet.pdf)).found.checklist == asked()


def test_a_paper_without_such_a_code_is_said_to_be_none(desk: make.Desk) -> None:
    for data in (desk.program.guides.guide(item().code).pdf, b"", b"no picture"):
        with pytest.raises(Refused, match="list_code_foreign"):
            text_in(data)


@pytest.mark.parametrize("size", BOTH)
def test_every_shipped_item_fits_its_paper(desk: make.Desk, size: PaperSize) -> None:
    sheets = desk.program.guides
    for one in make.items().values():
        for sheet in (sheets.guide(one.code, size), sheets.checklist(one.code, Checklist(), size=size)):
            pages = pictures_of(sheet.pdf, 30)
            assert len(pages) == sheet.pages <= (2 if size is PaperSize.A4 else 1)
            assert smallest_type(sheet.pdf) >= 8.4
            if size is PaperSize.ROLL:
                assert abs(pages[0].width - 80 * MILLIMETRE * 30 / 72) <= 1


def test_nothing_is_written_by_printing(desk: make.Desk) -> None:
    with desk.program.store.reading() as store:
        before = store.journal.head()
    listed(desk)
    desk.program.guides.guide(item().code)
    with desk.program.store.reading() as store:
        assert store.journal.head() == before


def test_a_list_of_an_item_that_is_cancelled_meanwhile_says_so(desk: make.Desk) -> None:
    code = desk.program.guides.code(item().code, asked())
    cancelled = replace(item(), cancelled_on=date(2026, 11, 1))
    with desk.program.store.writing() as store:
        store.catalogue.keep_items([cancelled])
    with pytest.raises(Refused, match="item_cancelled"):
        desk.program.guides.resume(code)

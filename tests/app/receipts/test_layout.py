"""The four documents: what must stand on them (domain.md, 3.4), short and long."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.receipts.documents import MARGIN
from app.receipts.ending import proof_side
from app.receipts.fonts import Fonts
from app.receipts.layout import render
from app.receipts.model import DocumentKind, Facts, MaterialLine, PersonFacts
from app.receipts.pen import MILLIMETRE
from app.receipts.pictures import png_pages
from app.receipts.qr import sign_proof
from app.receipts.rendering import pages_of
from app.receipts.spacing import CLOSE, ROOMY
from app.receipts.symbols import proof_symbol
from app.receipts.wording import Wording
from tests.app.receipts.pages import depth_of, pictures_of, smallest_type, text_of
from tests.app.receipts.samples import LONG_NAME, SIGNER, busy_facts, facts, long_facts, proof

EVERY = [
    "快大茂受字〔2026〕0017号",
    "220502100002-01-20260924-0017-K",
    "以系统编号为准",
    "张㐀",
    "220502********1234",
    "高龄津贴申领",
    "通化县民政局",
    "通化县快大茂镇便民服务中心",
    "0435-5220000",
    "12345",
    "3号窗口",
    "王晓梅",
    "第 1 页 共 1 页",
]

MUST_STAND = {
    DocumentKind.RECEIVED: [
        "收件凭证",
        "居民身份证",
        "2 份",
        "复印件",
        "2026年9月24日 09:12",
        "收件不等于受理",
        "签名",
    ],
    DocumentKind.ACCEPTANCE: [
        "受理通知书",
        "138****5678",
        "5 个工作日",
        "2026年10月9日",
        "第二十八条",
        "受理专用章",
        "签收",
        "一式两份",
    ],
    DocumentKind.SUPPLEMENT: [
        "一次性告知书",
        "户口簿",
        "请提交户口簿首页和本人页复印件",
        "A4 纸复印",
        "2026年10月23日",
        "逾期未补正",
        "第三十二条第一款第四项",
        "签收",
    ],
    DocumentKind.NOTICE: ["补正通知书", "现被退回", "银行账户户名与申请人不一致", "不必另行申请", "居民身份证", "签收"],
    DocumentKind.DECLINED: ["不予受理通知书", "申请人户籍不在通化县", "梅河口市民政局", "60 日", "6 个月", "签收"],
    DocumentKind.LATE_PROMISE: ["容缺受理承诺书", "户口簿、本人银行卡", "2026年10月9日 前", "终止办理", "承诺人签名"],
    DocumentKind.INFORMED_PROMISE: [
        *(
            "告知承诺书",
            "一、告知",
            "年满 80 周岁",
            "最迟于 2026年10月23日 作出决定",
            "依法于 2026年11月24日 前对承诺内容",
        ),
        *("进行核查", "二、承诺", "承诺人签名"),
    ],
    DocumentKind.ADDED: ["补充材料收件凭证", "2026年9月28日 10:05", "尚待补交：户口簿", "高龄津贴申请表"],
    DocumentKind.SUSPENDED: ["特别程序告知书", "入户核查", "10 日", "第四十五条", "2026年9月25日", "签收"],
    DocumentKind.RESUMED: ["恢复办理告知书", "2026年9月25日 至 2026年10月8日", "2026年10月19日", "签收"],
    DocumentKind.TRANSFERRED: ["转办告知书", "转由梅河口市民政局", "不必另行申请", "申请人已迁居", "本人银行卡"],
    DocumentKind.WITHDRAWN: ["撤回申请书", "自愿撤回", "家人已在网上办理", "退还的材料", "申请人签名"],
    DocumentKind.LAPSED: ["终止办理通知书", "两次电话提醒无果", "2026年10月9日", "退还", "60 日", "签收"],
    DocumentKind.CORRECTED: ["更正通知书", "快大茂受理〔2026〕0100017号", "原凭证已收回", "均不改变", "姓名录入有误"],
    DocumentKind.VOIDED: ["作废通知书", "重复登记", "0100017号", "0018-3", "原凭证已收回"],
    DocumentKind.DELIVERED: ["送达回证", "张小北", "户口簿", "核对居民身份证原件", "代领", "按手印", "0117号"],
    DocumentKind.ORIGINALS: [
        "原件退还清单",
        "张小北",
        "授权委托书",
        "退还的原件",
        "当面清点",
        "领取人签名",
        "仍有原件",
    ],
    DocumentKind.ASKED: ["补充材料通知书", "2026年10月9日", "缺户主页", "需补充", "逾期没有补充的", "一式两份", "签收"],
    DocumentKind.RESULT: ["办结通知书", "决定准予", "0117号", "2031年10月8日", "3 号窗口", "窗口领取", "代领", "签收"],
    DocumentKind.JOINT: [
        "一件事受理清单",
        "L220502100002012026092400015",
        "转送公安派出所",
        "通化县公安局",
        "不影响其他",
    ],
}


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_an_ordinary_document_takes_one_page_and_says_what_it_must(
    fonts: Fonts, wording: Wording, kind: DocumentKind
) -> None:
    text = text_of(render(facts(kind), fonts, wording))
    assert [wanted for wanted in EVERY + MUST_STAND[kind] if wanted not in text] == []
    assert "补打" not in text
    assert "试用" not in text
    assert "代理人　" not in text


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_eight_materials_with_everything_else_filled_take_one_page(
    fonts: Fonts, wording: Wording, kind: DocumentKind
) -> None:
    value = busy_facts(kind)
    pdf = render(value, fonts, wording)
    assert pages_of(pdf) == 1
    text = text_of(pdf)
    assert [name for name in _names(value) if name not in text] == []
    page = pictures_of(pdf, 200)[0]
    assert {code.text for code in zxingcpp.read_barcodes(page)} == {value.link, value.proof}


@pytest.mark.parametrize("make", [facts, busy_facts, long_facts])
def test_nothing_is_smaller_than_eight_and_a_half_points(
    fonts: Fonts, wording: Wording, make: Callable[[DocumentKind], Facts]
) -> None:
    for kind in DocumentKind:
        assert smallest_type(render(make(kind), fonts, wording)) >= 8.5


def test_air_is_given_up_only_where_that_saves_a_page(fonts: Fonts, wording: Wording) -> None:
    def row_height(value: Facts) -> float:
        pdf = render(value, fonts, wording)
        return depth_of(pdf, "事项编码") - depth_of(pdf, "事项名称")

    assert row_height(facts()) == pytest.approx(2 * ROOMY.row_padding + ROOMY.row_leading, abs=0.5)
    assert row_height(busy_facts()) == pytest.approx(2 * CLOSE.row_padding + CLOSE.row_leading, abs=0.5)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_document_filled_to_the_brim_loses_nothing(fonts: Fonts, wording: Wording, kind: DocumentKind) -> None:
    value = long_facts(kind)
    pdf = render(value, fonts, wording)
    text = text_of(pdf)
    pages = pages_of(pdf)
    assert pages > 1 or not value.materials
    wanted = [
        LONG_NAME,
        "김영희",
        "儿媳",
        value.central_no,
        "补打第 2 次",
        "试用",
        f"第 {pages} 页 共 {pages} 页",
        "（续页）" if pages > 1 else None,
    ]
    assert [part for part in wanted if part is not None and part not in text] == []
    torn = [name for name in _names(value) if name not in text]
    assert len(torn) < pages
    for name in torn:
        assert any(name[:cut] in text and name[cut:] in text for cut in range(1, len(name)))


def test_rare_names_stand_on_paper_as_themselves(fonts: Fonts, wording: Wording) -> None:
    applicant = PersonFacts(name="刘𬘘䶮㐀𠀀", id_type="居民身份证", id_masked="220502********1234")
    agent = replace(applicant, name="김영희", relation="女儿")
    text = text_of(render(facts(applicant=applicant, agent=agent), fonts, wording))
    assert "刘𬘘䶮㐀𠀀" in text
    assert "김영희（女儿）" in text


def test_a_name_with_a_character_of_no_font_is_noted_on_paper(fonts: Fonts, wording: Wording) -> None:
    applicant = PersonFacts(name="张\U00031350", id_type="居民身份证", id_masked="220502********1234")
    text = text_of(render(facts(applicant=applicant), fonts, wording))
    assert "字库暂缺" in text
    assert "31" in text
    assert "350" in text


def test_no_line_runs_out_of_the_page(fonts: Fonts, wording: Wording) -> None:
    for kind in DocumentKind:
        for page in pictures_of(render(replace(long_facts(kind), trial=False), fonts, wording), 72):
            dark = page.point(lambda shade: 255 if shade < 200 else 0).getbbox()
            assert dark is not None
            left, top, right, bottom = dark
            assert left >= MARGIN - 2
            assert right <= page.width - MARGIN + 2
            assert top >= 20
            assert bottom <= page.height - 15


def test_what_the_facts_lack_leaves_no_empty_row(fonts: Fonts, wording: Wording) -> None:
    bare = facts(DocumentKind.RECEIVED, applicant=PersonFacts(name="王五", id_type="护照", id_masked="E12****78"))
    text = text_of(render(bare, fonts, wording))
    assert "联系电话" not in text
    assert "代理人" not in text
    assert "系统编号 " not in text


def test_a_provisional_due_date_and_work_left_for_the_link_are_said(fonts: Fonts, wording: Wording) -> None:
    text = text_of(render(facts(due_provisional=True, pending_online=True), fonts, wording))
    assert "暂定" in text
    assert "待联网办结" in text


def test_dates_on_paper_are_chinas(fonts: Fonts, wording: Wording) -> None:
    late = datetime(2026, 9, 24, 17, 30, tzinfo=UTC)
    text = text_of(render(facts(accepted_at=late), fonts, wording))
    assert "2026年9月25日 01:30" in text


def test_what_the_clerk_adds_to_a_supplement_stands_on_it(fonts: Fonts, wording: Wording) -> None:
    text = text_of(render(facts(DocumentKind.SUPPLEMENT, reason="户口簿正在补办，可先交派出所证明"), fonts, wording))
    assert "户口簿正在补办，可先交派出所证明" in text


def test_the_central_number_takes_the_place_of_the_provisional_note(fonts: Fonts, wording: Wording) -> None:
    text = text_of(render(facts(central_no="CN-0001"), fonts, wording))
    assert "CN-0001" in text
    assert "以系统编号为准" not in text


def test_the_same_facts_give_the_same_bytes(fonts: Fonts, wording: Wording) -> None:
    value = long_facts(DocumentKind.ACCEPTANCE)
    assert render(value, fonts, wording) == render(value, fonts, wording)
    assert render(value, fonts, wording) != render(replace(value, copy_number=4), fonts, wording)


def test_documents_drawn_in_several_threads_are_the_same_as_one_after_another(fonts: Fonts, wording: Wording) -> None:
    values = [make(kind) for kind in DocumentKind for make in (facts, long_facts)] * 2
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda value: render(value, fonts, wording), values))
    assert together == [render(value, fonts, wording) for value in values]


def test_the_file_tells_whose_paper_it_is_and_when_it_was_issued(fonts: Fonts, wording: Wording) -> None:
    pdf = render(facts(), fonts, wording)
    with pypdfium2.PdfDocument(pdf) as document:
        about = document.get_metadata_dict()
    assert about["Title"] == "受理通知书 快大茂受字〔2026〕0017号"
    assert about["Author"] == "通化县快大茂镇便民服务中心"
    assert about["CreationDate"] == "D:20260924091230+08'00'"
    assert "张" not in "".join(about.values())
    assert b"/Lang (zh-CN)" in pdf


def test_every_font_of_a_document_is_embedded(fonts: Fonts, wording: Wording) -> None:
    pdf = render(long_facts(DocumentKind.SUPPLEMENT), fonts, wording)
    assert b"Helvetica" not in pdf
    assert len(re.findall(rb"/Type /Font\b", pdf)) == len(re.findall(rb"/FontFile2 ", pdf)) >= 3


def test_both_codes_are_read_from_the_page_and_say_what_they_should(fonts: Fonts, wording: Wording) -> None:
    value = facts()
    page = pictures_of(render(value, fonts, wording), 200)[0]
    assert {code.text for code in zxingcpp.read_barcodes(page)} == {value.link, value.proof}


def test_modules_of_the_proof_are_large_enough_with_and_without_the_sealed_part() -> None:
    for sealed in (b"", bytes(550)):
        code = proof_symbol(sign_proof(proof(sealed=sealed), SIGNER))
        assert proof_side(code) / code.modules >= 0.45 * MILLIMETRE - 1e-6


def test_a_document_with_its_sealed_part_keeps_both_codes_readable(fonts: Fonts, wording: Wording) -> None:
    text = sign_proof(proof(sealed=bytes(range(256)) * 2), SIGNER)
    pages = pictures_of(render(facts(proof=text), fonts, wording), 200)
    assert text in {code.text for code in zxingcpp.read_barcodes(pages[-1])}


def test_the_seal_never_stands_alone_on_a_page(fonts: Fonts, wording: Wording) -> None:
    for count in range(1, 30):
        lines = tuple(MaterialLine(name=f"材料{number}", count=1, form="原件") for number in range(count))
        pdf = render(facts(materials=lines), fonts, wording)
        with pypdfium2.PdfDocument(pdf) as document:
            last = document[len(document) - 1].get_textpage().get_text_range()
        assert "受理专用章" in last
        assert "一式两份" in last


def test_pages_become_pictures_for_the_preview(fonts: Fonts, wording: Wording) -> None:
    pdf = render(long_facts(DocumentKind.DECLINED), fonts, wording)
    pictures = [Image.open(io.BytesIO(data)) for data in png_pages(pdf, 72)]
    assert len(pictures) == pages_of(pdf)
    assert {picture.size for picture in pictures} == {(596, 842)}


def _names(value: Facts) -> list[str]:
    return [line.name for line in value.materials] + [line.name for line in value.wanted]

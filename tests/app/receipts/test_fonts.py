import io
import re

import pytest
import reportlab
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.receipts.font_files import Face
from app.receipts.fonts import Fonts, Run, reportlabs_own, to_unicode_map
from app.receipts.pen import Pen
from tests.app.receipts.pages import pictures_of, text_of

NAMES = ["张㐀", "李𠀀", "王䶮", "赵喆", "刘𬘘", "欧阳娜娜", "阿布都热依木·买买提", "김영희(金英姬)", "Nguyễn Văn Ј"]


def drawn(fonts: Fonts, text: str, face: Face = Face.BODY) -> bytes:
    """A page that holds nothing but `text`."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.name(Face.BODY))
    pen = Pen(canvas, fonts)
    pen.text(60, 100, text, 24, face=face)
    pen.next_page()
    canvas.save()
    return out.getvalue()


def shape(pdf: bytes) -> Image.Image:
    return ImageChops.invert(pictures_of(pdf, 144)[0])


@pytest.mark.parametrize("name", NAMES)
def test_rare_names_come_out_of_the_pdf_as_themselves(fonts: Fonts, name: str) -> None:
    assert text_of(drawn(fonts, name)) == name


@pytest.mark.parametrize("character", ["𬘘", "䶮", "㐀", "𠀀", "김", "喆", "·", "〔", "ế", "Ј"])
def test_rare_characters_are_drawn_and_not_as_the_empty_box(fonts: Fonts, character: str) -> None:
    picture = shape(drawn(fonts, character))
    face = fonts.runs(character)[0].face
    assert face is not None
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.name(Face.BODY))
    canvas.setFont(fonts.name(face), 24)
    canvas.drawString(60, 842 - 100, "\ue123")  # no face has it: .notdef
    canvas.save()
    box = shape(out.getvalue())
    assert picture.getbbox() is not None
    assert ImageChops.difference(picture, box).getbbox() is not None


def test_a_character_that_no_face_has_is_a_box_with_its_code_point(fonts: Fonts) -> None:
    pdf = drawn(fonts, "李\U00031350")
    assert text_of(pdf).replace(" ", "") == "李31350"
    assert fonts.missing("李\U00031350") == "\U00031350"


def test_tick_boxes_are_drawn_as_shapes(fonts: Fonts) -> None:
    empty, ticked = drawn(fonts, "☐"), drawn(fonts, "☑")
    assert text_of(ticked) == ""
    assert fonts.missing("☐☑") == ""
    assert shape(empty).getbbox() is not None
    assert ImageChops.difference(shape(empty), shape(ticked)).getbbox() is not None


def test_every_font_of_a_page_is_embedded(fonts: Fonts) -> None:
    pdf = drawn(fonts, "".join(NAMES))
    fonts_named = len(re.findall(rb"/Type /Font\b", pdf))
    assert fonts_named == len(re.findall(rb"/FontFile2 ", pdf)) >= 4
    assert b"Helvetica" not in pdf


def test_variation_selectors_and_control_characters_draw_nothing(fonts: Fonts) -> None:
    assert fonts.runs("葛\U000e0100\u200b") == [Run(Face.BODY, "葛")]
    assert fonts.width("葛\U000e0100", 10) == fonts.width("葛", 10)


def test_the_face_changes_only_where_it_must(fonts: Fonts) -> None:
    assert fonts.runs("李𠀀和김영") == [
        Run(Face.BODY, "李"),
        Run(Face.RARE, "𠀀"),
        Run(Face.BODY, "和"),
        Run(Face.HANGUL, "김영"),
    ]


def test_reportlab_still_writes_rare_characters_wrong_and_so_still_needs_mending() -> None:
    assert reportlab.__version__ == "5.1.0"
    assert "<01> <20000>" in reportlabs_own("F", [0, 0x20000])
    assert "<01> <D840DC00>" in to_unicode_map("F", [0, 0x20000])


def test_no_block_of_the_map_is_longer_than_a_hundred() -> None:
    blocks = [int(line.split()[0]) for line in to_unicode_map("F", range(256)).splitlines() if "beginbfchar" in line]
    assert blocks == [100, 100, 56]


TEXTS = st.text(alphabet="中文，。（）《》、张䶮abc 0123456789-/.김", max_size=120)


@given(text=TEXTS, room=st.integers(min_value=25, max_value=300))
def test_lines_lose_nothing_but_blanks_and_stay_within_the_room(fonts: Fonts, text: str, room: int) -> None:
    lines = fonts.lines(text, 10, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert fonts.width(line, 10) <= room + 0.01


@given(text=TEXTS)
def test_balanced_lines_are_no_more_than_needed(fonts: Fonts, text: str) -> None:
    assert len(fonts.balanced(text, 10, 100)) == len(fonts.lines(text, 10, 100))


def test_chinese_punctuation_never_begins_a_line_and_numbers_stay_whole(fonts: Fonts) -> None:
    lines = fonts.lines("申请材料齐全，请于2026年10月9日前到3号窗口（东厅）领取。", 10, 65)
    assert not any(line[0] in "，。）年" and line[0] != "年" for line in lines)
    assert not any(line[-1] in "（《" for line in lines)
    assert any("2026" in line for line in lines)


def test_a_word_longer_than_the_line_is_cut(fonts: Fonts) -> None:
    lines = fonts.lines("A" * 60, 10, 50)
    assert "".join(lines) == "A" * 60
    assert max(fonts.width(line, 10) for line in lines) <= 50


def test_width_is_what_reportlab_will_draw(fonts: Fonts) -> None:
    name = fonts.name(Face.BODY)
    assert fonts.width("受理通知书 2026", 12) == pytest.approx(pdfmetrics.stringWidth("受理通知书 2026", name, 12))

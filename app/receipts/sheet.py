"""Papers that are no case's receipt, as PDF: a title, facts, perhaps a table, places for signatures side by side."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.receipts.blocks import Block, Lines, Row, cell, paragraph
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.furniture import FIRST_TOP, FRAME_FOOT, TOP, draw_foot, draw_framed, draw_title
from app.receipts.layout import open_canvas
from app.receipts.pen import MILLIMETRE, PAGE_WIDTH, Align, Pen
from app.receipts.sheet_words import SheetColumns, SheetWords
from app.receipts.spacing import BODY, NOTE, ROOMY, TABLE
from app.receipts.stack import stacked
from app.receipts.symbols import Symbol, sheet_symbol
from app.receipts.wording import Wording, filled

_LEFT, _RIGHT = 56.0, PAGE_WIDTH - 56.0
_WIDTH = _RIGHT - _LEFT
_LABEL = 76.0
_SHADE = 0.955
_NUMBER = 34.0
_GAP = 20.0
_SIGNING = 96.0
_CAPTION = 18.0
_MODULE = 0.45 * MILLIMETRE
_SMALLEST = 30 * MILLIMETRE
_LARGEST = 80 * MILLIMETRE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one sheet says. `values` fill the blanks of its words; `lines` are the table's rows; `code` is the text of
    its code, empty for none."""

    words: SheetWords
    number: str
    point: str
    address: str
    phone: str
    at: datetime
    values: Mapping[str, str]
    lines: Sequence[tuple[str, ...]] = ()
    code: str = ""
    trial: bool = False


def render_sheet(sheet: Sheet, fonts: Fonts, wording: Wording) -> bytes:
    """The sheet as PDF, once for each of its marks; one at a time with the same fonts."""
    with fonts.drawing():
        out = io.BytesIO()
        title = f"{sheet.words.title} {sheet.number}".strip()
        canvas = open_canvas(out, fonts, title=title, author=sheet.point, subject=sheet.number, at=sheet.at)
        pen = Pen(canvas, fonts)
        symbol = sheet_symbol(sheet.code) if sheet.code else None
        for mark in sheet.words.marks:
            _draw(pen, sheet, wording, mark, symbol)
        canvas.save()
        return out.getvalue()


def _draw(pen: Pen, sheet: Sheet, wording: Wording, mark: str, symbol: Symbol | None) -> None:
    foot = _foot_height(symbol)
    blocks = _body(sheet, pen.fonts, wording)
    pages = stacked(blocks, first_room=FRAME_FOOT - FIRST_TOP, room=FRAME_FOOT - TOP, ending=foot)
    values = {"address": sheet.address, "point_phone": sheet.phone}
    number = filled(wording.common["number"], {"receipt_no": sheet.number}) or ""
    for page, placed in enumerate(pages, start=1):
        if sheet.trial:
            pen.watermark(wording.common["trial"])
        if page == 1:
            draw_title(pen, sheet.point, sheet.words.title, number)
            if mark:
                width = pen.fonts.width(mark, 9.5, Face.BOLD) + 12.0
                draw_framed(pen, _RIGHT - width, mark, width)
        else:
            continued = filled(wording.common["continued"], {"title": sheet.words.title}) or ""
            pen.text(_LEFT, 56.0, continued, 9.5)
            pen.text(_RIGHT, 56.0, number, 9.5, align=Align.RIGHT)
            pen.line(_LEFT, 62.0, _RIGHT, 62.0)
        draw_foot(pen, wording, values, page=page, pages=len(pages))
        top = FIRST_TOP if page == 1 else TOP
        for one in placed:
            one.block.draw(pen, _LEFT, top + one.y)
        if page == len(pages):
            _draw_ending(pen, sheet, wording, symbol, FRAME_FOOT - foot)
        pen.next_page()


def _body(sheet: Sheet, fonts: Fonts, wording: Wording) -> Iterator[Block]:
    words, leading = sheet.words, ROOMY.leading
    for text in _filled(words.opening, sheet.values):
        yield paragraph(fonts, text, size=BODY, leading=leading, width=_WIDTH, indent=2 * BODY)
    yield _space(ROOMY.above_closing)
    for row in words.rows:
        pairs = [(label, said) for label, template in row if (said := filled(template, sheet.values))]
        if pairs:
            yield _labelled(fonts, pairs)
    if words.table is not None and sheet.lines:
        yield from _table(fonts, wording, words.table, sheet.lines)
    for text in _filled(words.closing, sheet.values):
        before = ROOMY.above_closing
        yield paragraph(fonts, text, size=BODY, leading=leading, width=_WIDTH, indent=2 * BODY, before=before)
    notes = list(_filled(words.notes, sheet.values))
    if sheet.trial:
        notes.insert(0, wording.common["trial_note"])
    yield _space(ROOMY.above_notes)
    for place, note in enumerate(notes, start=1):
        yield paragraph(
            fonts,
            f"{place}. {note}",
            size=NOTE,
            leading=ROOMY.note_leading,
            width=_WIDTH,
            before=ROOMY.above_note,
            grey=0.2,
            keep=True,
        )


def _filled(texts: Sequence[str], values: Mapping[str, str]) -> Iterator[str]:
    return (done for text in texts if (done := filled(text, values)))


def _labelled(fonts: Fonts, pairs: Sequence[tuple[str, str]]) -> Row:
    room = _WIDTH / len(pairs) - _LABEL
    cells = []
    for label, text in pairs:
        cells.append(cell(fonts, label, _LABEL, TABLE, align=Align.CENTRE, shade=_SHADE))
        cells.append(cell(fonts, text, room, TABLE))
    return Row(cells=tuple(cells), size=TABLE, leading=ROOMY.row_leading, padding=ROOMY.row_padding + 1.0)


def _table(fonts: Fonts, wording: Wording, columns: SheetColumns, lines: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    """A heading, titles that are repeated on each page, numbered lines."""
    free = _WIDTH - _NUMBER - sum(columns.widths)
    widths = (_NUMBER, *(width or free for width in columns.widths))
    yield Lines(
        lines=(columns.heading,),
        size=BODY,
        leading=ROOMY.leading,
        width=_WIDTH,
        face=Face.BOLD,
        before=ROOMY.above_table,
        keep=True,
    )
    titles = (wording.common["serial"], *columns.titles)
    titled = (
        cell(fonts, title, width, TABLE, face=Face.BOLD, align=Align.CENTRE, shade=_SHADE)
        for title, width in zip(titles, widths, strict=True)
    )
    head = Row(cells=tuple(titled), size=TABLE, leading=ROOMY.row_leading, padding=ROOMY.row_padding, keep=True)
    yield head
    for number, line in enumerate(lines, start=1):
        cells = [
            cell(fonts, text, width, TABLE, align=Align.CENTRE if width <= 60.0 else Align.LEFT)
            for text, width in zip((str(number), *line), widths, strict=True)
        ]
        yield Row(cells=tuple(cells), size=TABLE, leading=ROOMY.row_leading, padding=ROOMY.row_padding, head=head)


def _side(symbol: Symbol) -> float:
    return min(max(symbol.modules * _MODULE, _SMALLEST), _LARGEST)


def _foot_height(symbol: Symbol | None) -> float:
    return max(_SIGNING, _side(symbol) + _CAPTION if symbol else 0.0) + 8.0


def _draw_ending(pen: Pen, sheet: Sheet, wording: Wording, symbol: Symbol | None, top: float) -> None:
    """The code at the lower left, the places for signatures beside it."""
    left = _LEFT
    bottom = FRAME_FOOT - _CAPTION
    if symbol is not None:
        side = _side(symbol)
        pen.symbol(left, bottom - side, side, symbol)
        pen.text(left + side / 2, bottom + 12.0, sheet.words.code_caption, NOTE, align=Align.CENTRE)
        left += side + _GAP
    labels = sheet.words.signatures
    width = (_RIGHT - left - _GAP * (len(labels) - 1)) / len(labels)
    for place, label in enumerate(labels):
        begin = left + place * (width + _GAP)
        for row, line in enumerate(pen.fonts.lines(f"{label}：", TABLE, width)):
            pen.text(begin, bottom - 66.0 + row * 12.5, line, TABLE)
        pen.line(begin, bottom - 17.0, begin + width, bottom - 17.0)
        pen.text(begin + width, bottom - 2.0, wording.common["signed_on"], TABLE, align=Align.RIGHT)


def _space(height: float) -> Lines:
    return Lines(lines=(), size=1.0, leading=1.0, width=_WIDTH, before=height)

"""办事指南 and 材料清单 as PDF, on A4 and on an 80 mm roll: the documents' blocks, with no number, seal or copy."""

import io
from collections.abc import Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.receipts.blocks import Block, Cell, Lines, Row, cell, paragraph
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.guide_model import PaperSize, SheetFacts
from app.receipts.guide_values import (
    GuideWording,
    condition_lines,
    material_cells,
    missing_cells,
    sheet_blanks,
    standing_text,
)
from app.receipts.pen import MILLIMETRE, PAGE_HEIGHT, PAGE_WIDTH, Align, Pen
from app.receipts.stack import Placed, stacked
from app.receipts.symbols import Symbol, link_symbol
from app.receipts.wording import Columns, filled

_MARGIN = 56.0
_WIDTH = PAGE_WIDTH - 2 * _MARGIN
_TOP, _NEXT_TOP, _FOOT = 108.0, 64.0, PAGE_HEIGHT - 48.0
_CODE_SIDE = 26 * MILLIMETRE
_BODY, _TABLE, _NOTE = 10.5, 9.5, 8.5
_LABEL = 66.0
_SHADE, _MARKED = 0.955, 0.9
_ROLL_WIDTH, _ROLL_EDGE = 80 * MILLIMETRE, 4 * MILLIMETRE
"""72 of the roll's 80 mm take print."""
_ROLL_CODE = 34 * MILLIMETRE
_ROLL_FOOT = 8 * MILLIMETRE


def render_sheet(facts: SheetFacts, fonts: Fonts, wording: GuideWording, size: PaperSize) -> bytes:
    """The sheet as PDF; one at a time with the same fonts. For the devices lane."""
    with fonts.drawing():
        code = link_symbol(facts.code) if facts.code else None
        layout = _Roll(facts, fonts, wording) if size is PaperSize.ROLL else _Pages(facts, fonts, wording)
        return layout.draw(code)


class _Sheet:
    """What both papers have in common: the texts."""

    def __init__(self, facts: SheetFacts, fonts: Fonts, wording: GuideWording) -> None:
        self.facts, self.fonts, self.wording = facts, fonts, wording
        self.words = wording.sheets[facts.kind]
        self.values = sheet_blanks(facts, wording)

    def filled(self, texts: Sequence[str]) -> list[str]:
        """Those of `texts` whose blanks can be filled."""
        return [done for text in texts if (done := filled(text, self.values))]

    def canvas(self, out: io.BytesIO, size: tuple[float, float]) -> Canvas:
        """A canvas that tells nothing of the visitor."""
        canvas = Canvas(
            out, pagesize=size, invariant=1, pageCompression=1, initialFontName=self.fonts.name(Face.BODY), lang="zh-CN"
        )
        canvas.setTitle(f"{self.words.title} {self.facts.item.name}")
        canvas.setAuthor(self.facts.head.name)
        canvas.setCreator("Sidao")
        return canvas


class _Pages(_Sheet):
    """On A4: tables, the code at the upper right, as many pages as it takes."""

    def draw(self, code: Symbol | None) -> bytes:
        out = io.BytesIO()
        canvas = self.canvas(out, A4)
        pen = Pen(canvas, self.fonts)
        pages = stacked(self._blocks(code), first_room=_FOOT - _TOP, room=_FOOT - _NEXT_TOP, ending=0.0)
        for number, blocks in enumerate(pages, start=1):
            self._furniture(pen, code, number, len(pages))
            self._place(pen, blocks, _TOP if number == 1 else _NEXT_TOP)
            pen.next_page()
        canvas.save()
        return out.getvalue()

    def _place(self, pen: Pen, blocks: Sequence[Placed], top: float) -> None:
        for placed in blocks:
            placed.block.draw(pen, _MARGIN, top + placed.y)

    def _furniture(self, pen: Pen, code: Symbol | None, page: int, pages: int) -> None:
        right = PAGE_WIDTH - _MARGIN
        if page == 1:
            pen.text(PAGE_WIDTH / 2, 54.0, self.facts.head.name, 13.0, face=Face.TITLE, align=Align.CENTRE)
            pen.text(PAGE_WIDTH / 2, 84.0, self.words.title, 22.0, face=Face.TITLE, align=Align.CENTRE)
            pen.line(_MARGIN, 98.0, right, 98.0, width=0.9)
            if code is not None:
                pen.symbol(right - _CODE_SIDE, _TOP + 2.0, _CODE_SIDE, code)
                caption = self.words.others["code_caption"]
                middle = right - _CODE_SIDE / 2
                pen.text(middle, _TOP + _CODE_SIDE + 13.0, caption, _NOTE, align=Align.CENTRE)
        else:
            pen.text(_MARGIN, 50.0, f"{self.words.title}　{self.facts.item.name}", _TABLE)
            pen.line(_MARGIN, 56.0, right, 56.0)
        counted = filled(self.wording.common["page"], {"page": str(page), "pages": str(pages)}) or ""
        pen.line(_MARGIN, _FOOT + 6.0, right, _FOOT + 6.0, grey=0.5)
        pen.text(_MARGIN, _FOOT + 17.0, f"{self.facts.head.name}　{self.values['phone']}", _NOTE, grey=0.2)
        pen.text(right, _FOOT + 17.0, counted, _NOTE, align=Align.RIGHT, grey=0.2)

    def _blocks(self, code: Symbol | None) -> Iterator[Block]:
        narrow = _WIDTH - _CODE_SIDE - 14.0 if code is not None else _WIDTH
        beside = 0.0
        for block in (*self._opening(narrow), *self._facts_rows(narrow)):
            beside += block.height
            yield block
        if code is not None and beside < _CODE_SIDE + 20.0:
            yield _gap(_CODE_SIDE + 20.0 - beside)
        if lines := condition_lines(self.facts, self.wording):
            yield self._heading(self.words.conditions)
            for line in lines:
                yield paragraph(self.fonts, line, size=_TABLE, leading=14.5, width=_WIDTH)
        widths = (0.0, 190.0, 108.0) if self.words.missing else (0.0, 200.0, 116.0)
        rows = material_cells(self.facts, self.wording)
        yield from self._table(self.words.materials, rows, widths)
        if self.words.missing is not None and (missing := missing_cells(self.facts, self.wording)):
            yield from self._table(self.words.missing, missing, (132.0, 0.0))
        yield _gap(6.0, keep=True)
        for number, note in enumerate(self.filled(self.words.notes), start=1):
            yield paragraph(
                self.fonts, f"{number}. {note}", size=_NOTE, leading=12.5, width=_WIDTH, before=1.0, grey=0.2, keep=True
            )

    def _opening(self, width: float) -> Iterator[Block]:
        for line in self.filled([self.words.addressee] if self.words.addressee else []):
            yield paragraph(self.fonts, line, size=_BODY, leading=17.0, width=width, keep=True)
        if said := standing_text(self.facts, self.wording):
            yield paragraph(self.fonts, said, size=_BODY, leading=17.0, width=width, indent=2 * _BODY)
            yield _gap(4.0)

    def _facts_rows(self, width: float) -> Iterator[Block]:
        for row in self.words.rows:
            pairs = [(label, text) for label, template in row if (text := filled(template, self.values))]
            half = width / 2 - _LABEL - 10.0
            fits = len(pairs) == 1 or all(self.fonts.width(text, _TABLE) <= half for _label, text in pairs)
            for group in [pairs] if fits else [[pair] for pair in pairs]:
                if group:
                    yield self._labelled(group, width)

    def _labelled(self, pairs: Sequence[tuple[str, str]], width: float) -> Row:
        cells: list[Cell] = []
        for label, text in pairs:
            cells.append(cell(self.fonts, label, _LABEL, _TABLE, align=Align.CENTRE, shade=_SHADE))
            cells.append(cell(self.fonts, text, width / len(pairs) - _LABEL, _TABLE))
        return Row(cells=tuple(cells), size=_TABLE, leading=13.0, padding=3.0)

    def _heading(self, text: str) -> Lines:
        return Lines(lines=(text,), size=_BODY, leading=17.0, width=_WIDTH, face=Face.BOLD, before=7.0, keep=True)

    def _table(self, columns: Columns, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> Iterator[Block]:
        """Numbered rows under titles that each page repeats; the column of width 0 takes what is left."""
        if not rows:
            return
        number_width = 30.0
        free = _WIDTH - number_width - sum(widths)
        all_widths = (number_width, *(width or free for width in widths))
        yield self._heading(columns.heading)
        titled = (
            cell(self.fonts, title, width, _TABLE, face=Face.BOLD, align=Align.CENTRE, shade=_SHADE)
            for title, width in zip((self.wording.common["serial"], *columns.titles), all_widths, strict=True)
        )
        head = Row(cells=tuple(titled), size=_TABLE, leading=13.0, padding=3.0, keep=True)
        yield head
        marked = {self.wording.common["state_absent"], self.wording.common["state_later"]}
        for number, line in enumerate(rows, start=1):
            shade = _MARKED if marked & set(line) else None
            face = Face.BOLD if shade else Face.BODY
            cells = [cell(self.fonts, str(number), number_width, _TABLE, align=Align.CENTRE, shade=shade)]
            for place, (text, width) in enumerate(zip(line, all_widths[1:], strict=True)):
                plain = place == 1 or shade is None
                cells.append(cell(self.fonts, text, width, _TABLE, face=Face.BODY if plain else face, shade=shade))
            yield Row(cells=tuple(cells), size=_TABLE, leading=13.0, padding=3.0, head=head)


class _Roll(_Sheet):
    """On a roll: one column, one page as long as it takes, the code below the title."""

    _INSIDE = _ROLL_WIDTH - 2 * _ROLL_EDGE

    def draw(self, code: Symbol | None) -> bytes:
        blocks = list(self._blocks())
        above = 62.0 + (_ROLL_CODE + 30.0 if code is not None else 0.0)
        height = above + sum(block.height for block in blocks) + _ROLL_FOOT
        out = io.BytesIO()
        canvas = self.canvas(out, (_ROLL_WIDTH, height))
        canvas.translate(0, height - PAGE_HEIGHT)  # a pen measures from A4's upper edge
        pen = Pen(canvas, self.fonts)
        self._top(pen, code)
        y = above
        for block in blocks:
            block.draw(pen, _ROLL_EDGE, y)
            y += block.height
        pen.next_page()
        canvas.save()
        return out.getvalue()

    def _top(self, pen: Pen, code: Symbol | None) -> None:
        middle = _ROLL_WIDTH / 2
        size = 11.0
        while pen.fonts.width(self.facts.head.name, size, Face.BOLD) > self._INSIDE and size > 7.0:
            size -= 0.5
        pen.text(middle, 24.0, self.facts.head.name, size, face=Face.BOLD, align=Align.CENTRE)
        pen.text(middle, 46.0, self.words.title, 17.0, face=Face.BOLD, align=Align.CENTRE)
        pen.line(_ROLL_EDGE, 54.0, _ROLL_WIDTH - _ROLL_EDGE, 54.0, width=0.9)
        if code is not None:
            pen.symbol(middle - _ROLL_CODE / 2, 66.0, _ROLL_CODE, code)
            pen.text(middle, 66.0 + _ROLL_CODE + 14.0, self.words.others["code_caption"], 9.0, align=Align.CENTRE)

    def _blocks(self) -> Iterator[Block]:
        for line in self.filled([self.words.addressee] if self.words.addressee else []):
            yield self._text(line)
        if said := standing_text(self.facts, self.wording):
            yield self._text(said, face=Face.BOLD)
        for row in self.words.rows:
            for label, template in row:
                if text := filled(template, self.values):
                    yield self._text(f"{label}：{text}", before=1.5)
        if lines := condition_lines(self.facts, self.wording):
            yield self._heading(self.words.conditions)
            for line in lines:
                yield self._text(line)
        yield self._heading(self.words.materials.heading)
        for number, (name, needed, state) in enumerate(material_cells(self.facts, self.wording), start=1):
            yield self._text(f"{number}. {name}", face=Face.BOLD, before=3.0)
            yield self._text(needed, inset=True)
            yield self._text(state, inset=True)
        if self.words.missing is not None and (missing := missing_cells(self.facts, self.wording)):
            yield self._heading(self.words.missing.heading)
            for name, how in missing:
                yield self._text(f"☐ {name}", face=Face.BOLD, before=3.0)
                yield self._text(how, inset=True)
        yield _gap(6.0)
        for number, note in enumerate(self.filled(self.words.notes), start=1):
            yield self._text(f"{number}. {note}", before=1.5, size=_NOTE)

    def _heading(self, text: str) -> Lines:
        return Lines(lines=(text,), size=_BODY, leading=16.0, width=self._INSIDE, face=Face.BOLD, before=8.0)

    def _text(
        self, text: str, *, face: Face = Face.BODY, before: float = 0.0, inset: bool = False, size: float = _TABLE
    ) -> Block:
        width = self._INSIDE - (12.0 if inset else 0.0)
        lines = Lines(
            lines=tuple(self.fonts.lines(text, size, width, face)),
            size=size,
            leading=size * 1.36,
            width=width,
            face=face,
            before=before,
        )
        return _Inset(lines) if inset else lines


class _Inset:
    """A block a little to the right."""

    def __init__(self, block: Lines) -> None:
        self._block = block

    keep, head = False, None

    @property
    def height(self) -> float:
        return self._block.height

    def draw(self, pen: Pen, x: float, y: float) -> None:
        self._block.draw(pen, x + 12.0, y)

    def cut(self, room: float) -> None:
        return None


def _gap(height: float, keep: bool = False) -> Lines:
    return Lines(lines=(), size=1.0, leading=1.0, width=_WIDTH, before=height, keep=keep)

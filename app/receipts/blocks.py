"""What a page is stacked from: paragraphs and table rows that know their height and where they may be cut."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.pen import Align, Pen

_ASCENT = 0.86
"""How far the tops of Chinese characters stand over the baseline, as a part of the size."""
_CELL_MARGIN = 5.0


class Block(Protocol):
    """A piece of a page. `keep` holds it on one page with the next block; `head` is repeated on a new page."""

    @property
    def height(self) -> float: ...

    @property
    def keep(self) -> bool: ...

    @property
    def head(self) -> "Block | None": ...

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at (x, y)."""
        ...

    def cut(self, room: float) -> "tuple[Block, Block] | None":
        """Two blocks, the first no higher than `room`; None when there is no good place to cut."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of one size: a paragraph or heading. `indent` shifts the first line, `before` is blank space above."""

    lines: tuple[str, ...]
    size: float
    leading: float
    width: float
    face: Face = Face.BODY
    align: Align = Align.LEFT
    indent: float = 0.0
    before: float = 0.0
    grey: float = 0.0
    keep: bool = False
    head: Block | None = None

    @property
    def height(self) -> float:
        return self.before + len(self.lines) * self.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        start = {Align.LEFT: x, Align.CENTRE: x + self.width / 2, Align.RIGHT: x + self.width}[self.align]
        baseline = y + self.before + (self.leading - self.size) / 2 + self.size * _ASCENT
        for number, line in enumerate(self.lines):
            shift = self.indent if number == 0 else 0.0
            pen.text(start + shift, baseline, line, self.size, face=self.face, align=self.align, grey=self.grey)
            baseline += self.leading

    def cut(self, room: float) -> tuple[Self, Self] | None:
        fit = int((room - self.before) / self.leading)
        if fit < 2 or len(self.lines) - fit < 1:
            return None
        rest = replace(self, lines=self.lines[fit:], indent=0.0, before=0.0)
        return replace(self, lines=self.lines[:fit]), rest


def paragraph(
    fonts: Fonts,
    text: str,
    *,
    size: float,
    leading: float,
    width: float,
    indent: float = 0.0,
    before: float = 0.0,
    grey: float = 0.0,
    keep: bool = False,
) -> Lines:
    """`text` broken into lines of `width`, the first one shorter by `indent`."""
    lines = fonts.lines(text, size, width - indent)[:1]
    rest = text[len(lines[0]) :].lstrip(" \n")
    if rest:
        lines += fonts.lines(rest, size, width)
    return Lines(
        lines=tuple(lines),
        size=size,
        leading=leading,
        width=width,
        indent=indent,
        before=before,
        grey=grey,
        keep=keep,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's lines and width; `shade` is its ground."""

    lines: tuple[str, ...]
    width: float
    face: Face = Face.BODY
    align: Align = Align.LEFT
    shade: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a ruled table: thin frames around its cells."""

    cells: tuple[Cell, ...]
    size: float = 10.0
    leading: float = 14.0
    padding: float = 4.0
    keep: bool = False
    head: Block | None = None

    @property
    def height(self) -> float:
        return max(len(cell.lines) for cell in self.cells) * self.leading + 2 * self.padding

    def draw(self, pen: Pen, x: float, y: float) -> None:
        height = self.height
        for cell in self.cells:
            pen.box(x, y, cell.width, height, fill=cell.shade)
            self._write(pen, cell, x, y + (height - len(cell.lines) * self.leading) / 2)
            x += cell.width

    def cut(self, room: float) -> tuple[Self, Self] | None:
        fit = int((room - 2 * self.padding) / self.leading)
        most = max(len(cell.lines) for cell in self.cells)
        if fit < 2 or most - fit < 2:
            return None
        upper = tuple(replace(cell, lines=cell.lines[:fit]) for cell in self.cells)
        lower = tuple(replace(cell, lines=cell.lines[fit:]) for cell in self.cells)
        return replace(self, cells=upper), replace(self, cells=lower)

    def _write(self, pen: Pen, cell: Cell, x: float, y: float) -> None:
        right = cell.width - _CELL_MARGIN
        left = {Align.LEFT: _CELL_MARGIN, Align.CENTRE: cell.width / 2, Align.RIGHT: right}[cell.align]
        baseline = y + (self.leading - self.size) / 2 + self.size * _ASCENT
        for line in cell.lines:
            pen.text(x + left, baseline, line, self.size, face=cell.face, align=cell.align)
            baseline += self.leading


def cell(
    fonts: Fonts,
    text: str,
    width: float,
    size: float,
    *,
    face: Face = Face.BODY,
    align: Align = Align.LEFT,
    shade: float | None = None,
) -> Cell:
    """A cell with `text` broken to its width."""
    lines = fonts.lines(text, size, width - 2 * _CELL_MARGIN, face)
    return Cell(lines=tuple(lines), width=width, face=face, align=align, shade=shade)

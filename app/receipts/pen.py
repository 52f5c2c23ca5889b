"""Drawing on a page in points from the upper left corner, as one reads."""

from enum import StrEnum

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from app.receipts.font_files import Face
from app.receipts.fonts import TICK_BOXES, Fonts
from app.receipts.symbols import Symbol

PAGE_WIDTH: float = A4[0]
PAGE_HEIGHT: float = A4[1]
MILLIMETRE = 72 / 25.4
HAIRLINE = 0.5


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Pen:
    """One document's canvas and fonts. `y` grows downwards; a text's `y` is its baseline."""

    def __init__(self, canvas: Canvas, fonts: Fonts) -> None:
        self._canvas = canvas
        self.fonts = fonts

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        face: Face = Face.BODY,
        align: Align = Align.LEFT,
        grey: float = 0.0,
    ) -> None:
        """One line of text; `x` is its left end, middle or right end as `align` says."""
        if align is not Align.LEFT:
            width = self.fonts.width(text, size, face)
            x -= width if align is Align.RIGHT else width / 2
        self._canvas.setFillGray(grey)
        for run in self.fonts.runs(text, face):
            if run.face is None:
                for character in run.text:
                    self._shape(x, y, character, size)
                    x += size
                self._canvas.setFillGray(grey)
                continue
            name = self.fonts.name(run.face)
            self._canvas.setFont(name, size)
            self._canvas.drawString(x, PAGE_HEIGHT - y, run.text)
            x += pdfmetrics.stringWidth(run.text, name, size)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, width: float = HAIRLINE, grey: float = 0.0) -> None:
        """A straight line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width)
        self._canvas.line(x, PAGE_HEIGHT - y, to_x, PAGE_HEIGHT - to_y)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: float | None = None, line: float = HAIRLINE
    ) -> None:
        """A frame whose upper left corner is (x, y), over a ground of the shade `fill`."""
        self._canvas.setStrokeGray(0)
        self._canvas.setLineWidth(line)
        if fill is not None:
            self._canvas.setFillGray(fill)
        self._canvas.rect(x, PAGE_HEIGHT - y - height, width, height, stroke=1, fill=int(fill is not None))

    def seal_place(self, x: float, y: float, radius: float) -> None:
        """A faint dashed ring around (x, y): the seal goes here, over the date."""
        self._canvas.saveState()
        self._canvas.setStrokeGray(0.72)
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.setDash(2, 2)
        self._canvas.circle(x, PAGE_HEIGHT - y, radius)
        self._canvas.restoreState()

    def watermark(self, text: str) -> None:
        """Large pale letters across the page; draw them before everything else."""
        self._canvas.saveState()
        self._canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        self._canvas.rotate(35)
        self._canvas.setFillGray(0.95)
        name = self.fonts.name(Face.TITLE)
        self._canvas.setFont(name, 150)
        self._canvas.drawCentredString(0, -52, text)
        self._canvas.restoreState()

    def symbol(self, x: float, y: float, side: float, symbol: Symbol) -> None:
        """A QR code without quiet zone: one literal path, five times as fast as the path interface."""
        scale = side / symbol.modules
        bars = "\n".join(f"{b.column} {symbol.modules - 1 - b.row} {b.length} 1 re" for b in symbol.bars())
        self._canvas.setFillGray(0)
        place = f"{scale:.5f} 0 0 {scale:.5f} {x:.3f} {PAGE_HEIGHT - y - side:.3f} cm"
        self._canvas.addLiteral(f"q {place}\n{bars}\nf Q")

    def next_page(self) -> None:
        """End this page and begin a blank one."""
        self._canvas.showPage()

    def _shape(self, x: float, y: float, character: str, size: float) -> None:
        """A character that no font has: a tick box, or a box with its code point; never "?"."""
        if character in TICK_BOXES:
            self._tick_box(x + size * 0.1, y - size * 0.74, size * 0.8, ticked=TICK_BOXES[character])
            return
        self.box(x + size * 0.06, y - size * 0.8, size * 0.88, size * 0.94, line=0.4)
        digits = f"{ord(character):05X}"
        for row, part in enumerate((digits[:-3], digits[-3:])):
            self.text(x + size / 2, y - size * 0.42 + row * size * 0.4, part, size * 0.36, align=Align.CENTRE)

    def _tick_box(self, x: float, y: float, side: float, *, ticked: bool) -> None:
        self.box(x, y, side, side, line=0.7)
        if ticked:
            self.line(x + side * 0.2, y + side * 0.5, x + side * 0.42, y + side * 0.75, width=1.1)
            self.line(x + side * 0.42, y + side * 0.75, x + side * 0.82, y + side * 0.22, width=1.1)

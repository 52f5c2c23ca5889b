"""A page that tries a printer: a frame at the margins, and lines whose rare characters show what the fonts can."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.pen import PAGE_HEIGHT, PAGE_WIDTH, Align, Pen

_MARGIN = 56.0


def printer_page(fonts: Fonts, title: str, lines: Sequence[str]) -> bytes:
    """One A4 page as PDF. If its frame is whole on paper, every document will be. For the devices lane."""
    out = io.BytesIO()
    with fonts.drawing():
        canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=fonts.name(Face.BODY), lang="zh-CN")
        canvas.setTitle(title)
        pen = Pen(canvas, fonts)
        pen.box(_MARGIN, _MARGIN, PAGE_WIDTH - 2 * _MARGIN, PAGE_HEIGHT - 2 * _MARGIN)
        pen.text(PAGE_WIDTH / 2, 120.0, title, 22, face=Face.TITLE, align=Align.CENTRE)
        for row, line in enumerate(lines):
            pen.text(_MARGIN + 24, 176.0 + row * 24, line, 12)
        pen.next_page()
        canvas.save()
    return out.getvalue()

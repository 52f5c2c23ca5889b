"""A receipt's pages as a PDF: A4, fonts embedded, the same bytes for the same facts."""

import io
from datetime import datetime
from itertools import chain

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas

from app.clock import CHINA
from app.receipts.documents import MARGIN, body
from app.receipts.ending import Codes, draw_ending, ending_height
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.furniture import FIRST_TOP, FRAME_FOOT, TOP, draw_furniture
from app.receipts.model import Facts
from app.receipts.pen import Pen
from app.receipts.spacing import CLOSE, ROOMY, Spacing
from app.receipts.stack import Placed, stacked
from app.receipts.symbols import link_symbol, proof_symbol
from app.receipts.wording import Wording

rl_config.useA85 = 0  # pages as plain bytes: its ASCII encoding in Python costs 4 ms a page


def render(facts: Facts, fonts: Fonts, wording: Wording, sets: int = 1) -> bytes:
    """The document as PDF, `sets` times one behind the other; one at a time with the same fonts. Raises Trouble when a
    font can't be unpacked."""
    with fonts.drawing():
        return _rendered(facts, fonts, wording, sets)


def _rendered(facts: Facts, fonts: Fonts, wording: Wording, sets: int) -> bytes:
    codes = None if facts.preview else Codes(link=link_symbol(facts.link), proof=proof_symbol(facts.proof))
    foot = ending_height(codes)
    pages = _pages(facts, fonts, wording, foot)
    out = io.BytesIO()
    title = f"{wording.documents[facts.kind].title} {facts.receipt_no}"
    canvas = open_canvas(out, fonts, title=title, author=facts.point.name, subject=facts.case_no, at=facts.issued_at)
    pen = Pen(canvas, fonts)
    for number, blocks in chain.from_iterable(enumerate(pages, start=1) for _ in range(sets)):
        top = draw_furniture(pen, facts, wording, page=number, pages=len(pages))
        for placed in blocks:
            placed.block.draw(pen, MARGIN, top + placed.y)
        if number == len(pages):
            draw_ending(pen, facts, wording, y=FRAME_FOOT - foot, codes=codes)
        pen.next_page()
    canvas.save()
    return out.getvalue()


def _pages(facts: Facts, fonts: Fonts, wording: Wording, foot: float) -> list[list[Placed]]:
    """The text on as few pages as it takes, roomy where close lines would save none."""

    def laid_out(spacing: Spacing) -> list[list[Placed]]:
        blocks = body(facts, wording, fonts, spacing)
        return stacked(blocks, first_room=FRAME_FOOT - FIRST_TOP, room=FRAME_FOOT - TOP, ending=foot)

    roomy = laid_out(ROOMY)
    return roomy if len(roomy) == 1 else min(roomy, laid_out(CLOSE), key=len)


def open_canvas(out: io.BytesIO, fonts: Fonts, *, title: str, author: str, subject: str, at: datetime) -> Canvas:
    """A canvas that names no font of its own and takes the document's time from `at`."""
    canvas = Canvas(
        out, pagesize=A4, invariant=1, pageCompression=1, initialFontName=fonts.name(Face.BODY), lang="zh-CN"
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    canvas.setCreator("Sidao")
    issued = at.astimezone(CHINA)
    stamp = TimeStamp(invariant=1)
    stamp.t, stamp.lt = issued.timestamp(), issued.timetuple()
    stamp.YMDhms, stamp.dhh, stamp.dmm, stamp.tzname = tuple(issued.timetuple())[:6], 8, 0, "CST"
    canvas._doc._timeStamp = stamp  # the only way to a given time; reportlab is pinned
    return canvas

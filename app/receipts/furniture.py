"""What every page has around its text: title or continuation line, marks, foot line with the page's number."""

from app.receipts.font_files import Face
from app.receipts.model import Facts
from app.receipts.pen import PAGE_HEIGHT, PAGE_WIDTH, Align, Pen
from app.receipts.spacing import NOTE
from app.receipts.values import blanks
from app.receipts.wording import Wording, filled

_LEFT, _RIGHT = 56.0, PAGE_WIDTH - 56.0
_MIDDLE = PAGE_WIDTH / 2
TOP = 72.0
FIRST_TOP = 117.0
FRAME_FOOT = PAGE_HEIGHT - 52.0


def draw_furniture(pen: Pen, facts: Facts, wording: Wording, *, page: int, pages: int) -> float:
    """Draw the page's surroundings, the pale 预览 or 试用 below everything first. Returns where its text begins."""
    values = blanks(facts, wording)
    if facts.preview or facts.trial:
        pen.watermark(wording.common["preview" if facts.preview else "trial"])
    title = wording.documents[facts.kind].title
    number = filled(wording.common["number"], values) or ""
    if page == 1:
        draw_title(pen, facts.point.name, title, number)
        _marks(pen, wording, values, trial=facts.trial)
    else:
        continued = filled(wording.common["continued"], {"title": title}) or ""
        pen.text(_LEFT, 56.0, continued, 9.5)
        pen.text(_RIGHT, 56.0, number, 9.5, align=Align.RIGHT)
        pen.line(_LEFT, 62.0, _RIGHT, 62.0)
    draw_foot(pen, wording, values, page=page, pages=pages)
    return FIRST_TOP if page == 1 else TOP


def draw_title(pen: Pen, point: str, title: str, number: str) -> None:
    """Who issues, what it is, and its number at the right, as official papers have it."""
    size = 15.0
    while pen.fonts.width(point, size, Face.TITLE) > _RIGHT - _LEFT and size > 10.0:
        size -= 0.5
    pen.text(_MIDDLE, 57.0, point, size, face=Face.TITLE, align=Align.CENTRE)
    pen.text(_MIDDLE, 88.0, title, 24.0, face=Face.TITLE, align=Align.CENTRE)
    pen.text(_RIGHT, 107.0, number, 10.0, align=Align.RIGHT)
    pen.line(_LEFT, 112.0, _RIGHT, 112.0, width=0.9)


def _marks(pen: Pen, wording: Wording, values: dict[str, str], *, trial: bool) -> None:
    """Framed words in the upper corners: 补打第 n 次 at the right, 试用 at the left."""
    reprint = filled(wording.common["reprint"], values)
    if reprint:
        width = pen.fonts.width(reprint, 9.5, Face.BOLD) + 12.0
        draw_framed(pen, _RIGHT - width, reprint, width)
    if trial:
        width = pen.fonts.width(wording.common["trial"], 9.5, Face.BOLD) + 12.0
        draw_framed(pen, _LEFT, wording.common["trial"], width)


def draw_framed(pen: Pen, x: float, text: str, width: float) -> None:
    """A word in a frame, in the page's upper margin."""
    pen.box(x, 21.0, width, 17.0, line=0.9)
    pen.text(x + width / 2, 33.0, text, 9.5, face=Face.BOLD, align=Align.CENTRE)


def draw_foot(pen: Pen, wording: Wording, values: dict[str, str], *, page: int, pages: int) -> None:
    """The point's address (`values`: address, point_phone) and the page's number."""
    foot = filled(wording.common["footer"], values) or ""
    counted = filled(wording.common["page"], {"page": str(page), "pages": str(pages)}) or ""
    room = _RIGHT - _LEFT - pen.fonts.width(counted, NOTE) - 16.0
    whole = foot.replace("\n", "\u3000")
    fits = pen.fonts.width(whole, NOTE) <= room
    pen.line(_LEFT, FRAME_FOOT + 5.0, _RIGHT, FRAME_FOOT + 5.0, grey=0.5)
    for row, line in enumerate([whole] if fits else pen.fonts.lines(foot, NOTE, room)):
        pen.text(_LEFT, FRAME_FOOT + 15.0 + row * 10.0, line, NOTE, grey=0.2)
    pen.text(_RIGHT, FRAME_FOOT + 15.0, counted, NOTE, align=Align.RIGHT, grey=0.2)

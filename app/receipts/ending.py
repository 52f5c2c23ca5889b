"""The foot of the last page: the two codes at the left, date and place of the seal at the right, signature below."""

from app.receipts.font_files import Face
from app.receipts.model import Facts
from app.receipts.pen import MILLIMETRE, PAGE_WIDTH, Align, Pen
from app.receipts.symbols import Symbol
from app.receipts.values import blanks
from app.receipts.wording import Wording

_LEFT, _RIGHT = 56.0, PAGE_WIDTH - 56.0
_LINK_SIDE = 20 * MILLIMETRE
_SMALLEST_MODULE = 0.45 * MILLIMETRE  # design.md, Paper
_USUAL_SIDE = 42 * MILLIMETRE
_SEAL_RADIUS = 20 * MILLIMETRE  # 受理专用章 are 40 mm wide
_ABOVE, _CAPTION, _LEADING = 10.0, 8.0, 11.0


def ending_height(proof: Symbol) -> float:
    """How high the foot is: a proof code with a sealed part is larger."""
    return _ABOVE + _proof_side(proof) + 3 * _LEADING


def draw_ending(pen: Pen, facts: Facts, wording: Wording, *, y: float, link: Symbol, proof: Symbol) -> None:
    """Draw the foot with its upper edge at `y`."""
    side = _proof_side(proof)
    top = y + _ABOVE
    pen.symbol(_LEFT, top, side, proof)
    _caption(pen, wording.common["proof_caption"], _LEFT, top + side, side)
    link_left = _LEFT + side + 16.0
    link_top = top + side - _LINK_SIDE
    pen.symbol(link_left, link_top, _LINK_SIDE, link)
    _caption(pen, wording.common["link_caption"], link_left, top + side, _LINK_SIDE)
    _seal(pen, facts, wording, left=link_left + _LINK_SIDE + 14.0, top=top, bottom=top + side + 3 * _LEADING - 6.0)


def _proof_side(proof: Symbol) -> float:
    return max(_USUAL_SIDE, proof.modules * _SMALLEST_MODULE)


def _caption(pen: Pen, text: str, left: float, y: float, side: float) -> None:
    for row, line in enumerate(pen.fonts.lines(text, _CAPTION, side)):
        pen.text(left + side / 2, y + 14.0 + row * _LEADING, line, _CAPTION, align=Align.CENTRE)


def _seal(pen: Pen, facts: Facts, wording: Wording, *, left: float, top: float, bottom: float) -> None:
    """Who issues and when, the seal's ring over the date, and the line for the signature."""
    document = wording.documents[facts.kind]
    middle = (left + _RIGHT) / 2
    centre = top + _SEAL_RADIUS
    pen.seal_place(middle, centre, _SEAL_RADIUS)
    names = pen.fonts.balanced(facts.point.name, 10.5, _RIGHT - left)
    for row, line in enumerate(names):
        pen.text(middle, centre - 6.0 - (len(names) - 1 - row) * 15.0, line, 10.5, face=Face.BODY, align=Align.CENTRE)
    pen.text(middle, centre + 12.0, blanks(facts, wording)["issued_on"], 10.5, align=Align.CENTRE)
    pen.text(middle, centre + 32.0, f"（{document.seal}）", 8.5, align=Align.CENTRE, grey=0.45)
    label = f"{document.signature}："
    pen.text(left, bottom - 20.0, label, 9.5)
    pen.line(left + pen.fonts.width(label, 9.5), bottom - 17.0, _RIGHT, bottom - 17.0)
    pen.text(_RIGHT, bottom, wording.common["signed_on"], 9.5, align=Align.RIGHT)

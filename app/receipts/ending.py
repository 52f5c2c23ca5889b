"""The foot of the last page: both codes at the left, the signature beside them, the seal's place over the date."""

from app.receipts.font_files import Face
from app.receipts.model import Facts
from app.receipts.pen import MILLIMETRE, PAGE_WIDTH, Align, Pen
from app.receipts.spacing import BODY, NOTE, TABLE
from app.receipts.symbols import Symbol
from app.receipts.values import blanks
from app.receipts.wording import Wording

_LEFT, _RIGHT = 56.0, PAGE_WIDTH - 56.0
_LINK_SIDE = 20 * MILLIMETRE
_SMALLEST_MODULE = 0.45 * MILLIMETRE  # design.md, Paper
_USUAL_SIDE = 42 * MILLIMETRE
_SEAL_RADIUS = 20 * MILLIMETRE  # 受理专用章 are 40 mm wide
_SEAL_LEFT = _RIGHT - 2 * _SEAL_RADIUS
_ABOVE, _BELOW, _GAP = 8.0, 18.0, 16.0
_SIGNING_ROOM = 72.0
"""From the signature's label to the codes' lower edge: a hand signs here, or a thumb is pressed (按手印)."""


def ending_height(proof: Symbol) -> float:
    """How high the foot is: a proof code with a sealed part is larger."""
    return _ABOVE + proof_side(proof) + _BELOW


def proof_side(proof: Symbol) -> float:
    """How wide the proof's code stands on paper."""
    return max(_USUAL_SIDE, proof.modules * _SMALLEST_MODULE)


def draw_ending(pen: Pen, facts: Facts, wording: Wording, *, y: float, link: Symbol, proof: Symbol) -> None:
    """Draw the foot with its upper edge at `y`."""
    side = proof_side(proof)
    top = y + _ABOVE
    bottom = top + side
    pen.symbol(_LEFT, top, side, proof)
    _caption(pen, wording.common["proof_caption"], _LEFT + side / 2, bottom)
    link_left = _LEFT + side + _GAP
    pen.symbol(link_left, bottom - _LINK_SIDE, _LINK_SIDE, link)
    _caption(pen, wording.common["link_caption"], link_left + _LINK_SIDE / 2, bottom)
    _signature(pen, facts, wording, left=link_left + _LINK_SIDE + _GAP, bottom=bottom)
    _seal(pen, facts, wording, bottom=bottom)


def _caption(pen: Pen, text: str, middle: float, bottom: float) -> None:
    pen.text(middle, bottom + 12.5, text, NOTE, align=Align.CENTRE)


def _signature(pen: Pen, facts: Facts, wording: Wording, *, left: float, bottom: float) -> None:
    """Who signs, room to do it, and a line for the day."""
    right = _SEAL_LEFT - _GAP / 2
    label = f"{wording.documents[facts.kind].signature}："
    for row, line in enumerate(pen.fonts.lines(label, TABLE, right - left)):
        pen.text(left, bottom - _SIGNING_ROOM + row * 12.5, line, TABLE)
    pen.line(left, bottom - 17.0, right, bottom - 17.0)
    pen.text(right, bottom - 2.0, wording.common["signed_on"], TABLE, align=Align.RIGHT)


def _seal(pen: Pen, facts: Facts, wording: Wording, *, bottom: float) -> None:
    """Who issues and when, within the seal's ring."""
    middle, centre = _SEAL_LEFT + _SEAL_RADIUS, bottom - _SEAL_RADIUS
    pen.seal_place(middle, centre, _SEAL_RADIUS)
    names = pen.fonts.balanced(facts.point.name, BODY, 2 * _SEAL_RADIUS)
    for row, line in enumerate(names):
        above = 4.0 + (len(names) - 1 - row) * 14.0
        pen.text(middle, centre - above, line, BODY, face=Face.BODY, align=Align.CENTRE)
    pen.text(middle, centre + 13.0, blanks(facts, wording)["issued_on"], BODY, align=Align.CENTRE)
    seal = f"（{wording.documents[facts.kind].seal}）"
    pen.text(middle, centre + 32.0, seal, NOTE, align=Align.CENTRE, grey=0.45)

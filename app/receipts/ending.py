"""The foot of the last page: both codes at the left, the signature beside them, the seal's place over the date."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The two codes of a page."""

    link: Symbol
    proof: Symbol


def ending_height(codes: Codes | None) -> float:
    """How high the foot is: a proof code with a sealed part is larger. None: a preview, which has no codes."""
    return _ABOVE + proof_side(codes.proof if codes else None) + _BELOW


def proof_side(proof: Symbol | None) -> float:
    """How wide the proof's code stands on paper, or its empty place."""
    return max(_USUAL_SIDE, proof.modules * _SMALLEST_MODULE) if proof else _USUAL_SIDE


def draw_ending(pen: Pen, facts: Facts, wording: Wording, *, y: float, codes: Codes | None) -> None:
    """Draw the foot with its upper edge at `y`."""
    side = proof_side(codes.proof if codes else None)
    top = y + _ABOVE
    bottom = top + side
    _code(pen, codes.proof if codes else None, _LEFT, bottom, side, wording.common["proof_caption"])
    link_left = _LEFT + side + _GAP
    _code(pen, codes.link if codes else None, link_left, bottom, _LINK_SIDE, wording.common["link_caption"])
    _signature(pen, facts, wording, left=link_left + _LINK_SIDE + _GAP, bottom=bottom)
    _seal(pen, facts, wording, bottom=bottom)


def _code(pen: Pen, symbol: Symbol | None, left: float, bottom: float, side: float, caption: str) -> None:
    """A code over its caption; an empty frame where there is no code yet."""
    if symbol is None:
        pen.box(left, bottom - side, side, side)
    else:
        pen.symbol(left, bottom - side, side, symbol)
    pen.text(left + side / 2, bottom + 12.5, caption, NOTE, align=Align.CENTRE)


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
    if facts.unanchored:
        pen.text(middle, centre + 22.5, wording.common["unanchored"], NOTE, align=Align.CENTRE)
    seal = f"（{wording.documents[facts.kind].seal}）"
    pen.text(middle, centre + 32.0, seal, NOTE, align=Align.CENTRE, grey=0.45)

"""How much air a document has. A page is laid out roomy, and close where that saves a page."""

from dataclasses import dataclass

BODY, TABLE, NOTE = 10.5, 9.5, 8.5
"""Sizes of type, the same in both spacings: nothing on paper is smaller than NOTE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Distances in points: leadings of letter, tables and notes, and the blank space above each part."""

    leading: float
    row_leading: float
    row_padding: float
    note_leading: float
    above_note: float
    above_table: float
    above_closing: float
    above_notes: float


ROOMY = Spacing(
    leading=17.0,
    row_leading=13.5,
    row_padding=3.2,
    note_leading=12.5,
    above_note=1.5,
    above_table=8.0,
    above_closing=6.0,
    above_notes=5.0,
)
CLOSE = Spacing(
    leading=15.2,
    row_leading=12.0,
    row_padding=2.3,
    note_leading=11.2,
    above_note=0.8,
    above_table=6.5,
    above_closing=5.0,
    above_notes=4.0,
)

"""What lists and chips show, as plain values: a screen's `rows.py` makes them. No Qt here."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["neutral", "good", "attention", "bad", "stopped"]


class Mark(NamedTuple):
    """A chip: a word and the state that tints it."""

    text: str
    kind: Kind = "neutral"


class Cell(NamedTuple):
    """What stands in a row's column. `kind` makes it a chip, `order` sorts where the text would not."""

    text: str
    kind: Kind | None = None
    order: str | float | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list. `key` is the identity that `chosen` and `opened` give back.

    `said` is what a screen reader says of it; the cells one after another when empty.
    """

    key: str
    cells: tuple[Cell, ...]
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` in logical pixels; 0 takes the room that is left."""

    title: str
    width: int = 0
    align: Literal["left", "right", "centre"] = "left"

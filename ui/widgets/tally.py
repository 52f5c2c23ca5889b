"""A figure with its word, as a value. No Qt here."""

from dataclasses import dataclass

from ui.widgets.rows import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as text, its word, and its state, which the word says too."""

    number: str
    word: str
    kind: Kind = "neutral"

"""What a number says of its holder once it has been found good."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["F", "M"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A good number: its form for storing, what can be read from it, and what the clerk should look at again.

    `place` is a hint for the eye and never a reason to refuse. `warnings` are codes that have sentences.
    """

    normalised: str
    birth: date | None = None
    sex: Sex | None = None
    place: str | None = None
    warnings: tuple[str, ...] = ()


def age(birth: date, today: date) -> int:
    """Full years lived; who was born on 29 February is a year older on 1 March."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))

"""One line of the bench's table."""

import importlib
from dataclasses import dataclass

from app.errors import SidaoError


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A piece of work, what it took us, and what it has to be compared with.

    `floor` is the same work done the barest way, measured in the same run, or None where there is none.
    `at_most_ratio` is the target for ours / floor; `at_most` the target for ours itself. Both may be given,
    and a row with neither only informs. Numbers are in `unit`, medians unless the work says otherwise.
    """

    work: str
    ours: float
    floor: float | None = None
    at_most_ratio: float | None = None
    at_most: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times the floor we take."""
        return None if self.floor is None else self.ours / self.floor

    @property
    def met(self) -> bool | None:
        """Whether every target is met; None when there is none."""
        if self.at_most_ratio is None and self.at_most is None:
            return None
        if self.at_most_ratio is not None and (self.ratio is None or self.ratio > self.at_most_ratio):
            return False
        return self.at_most is None or self.ours <= self.at_most

    @property
    def target(self) -> str:
        """The targets as people write them."""
        parts = []
        if self.at_most_ratio is not None:
            parts.append(f"<= {self.at_most_ratio:g} x")
        if self.at_most is not None:
            parts.append(f"<= {self.at_most:g} {self.unit}")
        return ", ".join(parts)


def rows_of(name: str) -> list[Row]:
    """Run one bench, in the process that calls."""
    try:
        rows: list[Row] = importlib.import_module(f"tests.bench.{name}").main()
    except SidaoError as error:  # it does not pass between processes, and whoever waits for it would wait for ever
        raise RuntimeError(f"{name}: {error}") from None
    return rows

"""QR codes as shapes: squares of modules, ready for a PDF's page or any other drawing."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import zxingcpp

QUIET_ZONE = 4
"""Blank modules that must stay around a code (ISO/IEC 18004)."""


class Bar(NamedTuple):
    """A run of dark modules in one row; `column` and `row` count from the upper left corner."""

    column: int
    row: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A QR code without its quiet zone: `rows` holds a byte per module, 0 is dark."""

    modules: int
    rows: tuple[bytes, ...]

    def bars(self) -> Iterator[Bar]:
        """The dark runs, row by row."""
        for number, row in enumerate(self.rows):
            for run in re.finditer(rb"\x00+", row):
                yield Bar(run.start(), number, run.end() - run.start())


def link_symbol(link: str) -> Symbol:
    """The link's code at level M."""
    return _symbol(link, "M")


def proof_symbol(text: str) -> Symbol:
    """The proof's code at level Q."""
    return _symbol(text, "Q")


def sheet_symbol(text: str) -> Symbol:
    """The code of a list at level M: it may hold a hundred cases, and lies flat in an office."""
    return _symbol(text, "M")


def _symbol(text: str, level: str) -> Symbol:
    image = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level).to_image(add_quiet_zones=False)
    flat = bytes(cast(Any, image))  # a buffer, which the library's own types do not say
    modules = math.isqrt(len(flat))
    rows = tuple(flat[start : start + modules] for start in range(0, modules * modules, modules))
    return Symbol(modules=modules, rows=rows)

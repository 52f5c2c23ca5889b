"""Rows as the text that a spreadsheet takes from the clipboard. No Qt."""

import re
from collections.abc import Iterable, Sequence

_LONG_NUMBER = re.compile(r"\d{12,}[0-9Xx]?|0\d+")
"""What a spreadsheet would round or shorten: identity, case and account numbers, codes with a leading zero."""
_FORMULA = ("=", "+", "-", "@")


def sheet_text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A head row and the rows, tab-separated. Long numbers stay text; nothing is taken for a formula."""
    lines = [titles, *rows]
    return "\n".join("\t".join(map(sheet_cell, line)) for line in lines)


def sheet_cell(text: str) -> str:
    """One cell. domain.md, trap 13: numbers as text, a leading = + - @ escaped."""
    plain = " ".join(text.split())
    if _LONG_NUMBER.fullmatch(plain):
        return f'="{plain}"'
    return f"'{plain}" if plain.startswith(_FORMULA) else plain

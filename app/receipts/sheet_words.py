"""The words of papers that are no case's receipt: `resources/receipts/sheets/*.toml`, blanks as in `wording.py`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumns:
    """A table's heading, its columns' titles after the running number, and their widths; 0 takes what is left."""

    heading: str
    titles: tuple[str, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """The words of one kind of sheet. It is printed once for each of `marks`, which stand at the upper right."""

    title: str
    marks: tuple[str, ...]
    opening: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    table: SheetColumns | None
    closing: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]
    code_caption: str
    blanks: Mapping[str, str]


def read_sheet_words(folder: Path, name: str) -> SheetWords:
    """The words of `folder`/sheets (resources/receipts). Raises Trouble("receipt_wording_damaged")."""
    file = f"sheets/{name}.toml"
    try:
        return _words(tomllib.loads((folder / file).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("receipt_wording_damaged", file=file) from error


def _words(data: dict[str, Any]) -> SheetWords:
    table = data.get("table")
    return SheetWords(
        title=data["title"],
        marks=tuple(data["marks"]),
        opening=tuple(data["opening"]),
        rows=tuple(tuple((label, text) for label, text in row) for row in data["rows"]),
        table=table
        and SheetColumns(heading=table["heading"], titles=tuple(table["titles"]), widths=tuple(table["widths"])),
        closing=tuple(data["closing"]),
        notes=tuple(data["notes"]),
        signatures=tuple(data["signatures"]),
        code_caption=data["code_caption"],
        blanks=dict(data.get("blanks", {})),
    )

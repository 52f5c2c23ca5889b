"""The words on paper, as data: `resources/receipts/*.toml`, one file a document and `common.toml`.

A text has blanks, {applicant}; a text with an empty blank is left out, so that a page says nothing about
an agent whom there isn't. A blank with a question mark, {due_note?}, may stay empty.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Trouble
from app.receipts.model import DocumentKind

_BLANK = re.compile(r"\{(\w+)(\??)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A table of materials: its heading, and the titles of its columns after the running number."""

    heading: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The words of one kind of document. `rows` are lines of the table, each of one or two (label, text) cells;
    `addressee` is "" where nobody is spoken to; `sets`: in how many copies it is issued (一式两份)."""

    title: str
    addressee: str
    opening: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    materials: Columns | None
    wanted: Columns | None
    together: Columns | None
    closing: tuple[str, ...]
    notes: tuple[str, ...]
    seal: str
    signature: str
    sets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All words on paper: `common` are short texts by name, `documents` the words by kind."""

    common: Mapping[str, str]
    documents: Mapping[DocumentKind, Document]


def read_wording(folder: Path) -> Wording:
    """The words of `folder` (resources/receipts). Raises Trouble("receipt_wording_damaged") when one can't be read."""
    name = "common.toml"
    try:
        common = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        documents = {}
        for kind in DocumentKind:
            name = f"{kind}.toml"
            data = tomllib.loads((folder / name).read_text(encoding="utf-8"))
            documents[kind] = _document(data, common["addressee"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("receipt_wording_damaged", file=name) from error
    return Wording(common=common, documents=documents)


def filled(text: str, values: Mapping[str, str]) -> str | None:
    """`text` with its blanks filled, or None when a blank that is needed is empty. KeyError: unknown blank."""
    if any(not values[name] for name, optional in _BLANK.findall(text) if not optional):
        return None
    return _BLANK.sub(lambda blank: values[blank[1]], text)


def _document(data: dict[str, Any], addressee: str) -> Document:
    return Document(
        title=data["title"],
        addressee=data.get("addressee", addressee),
        opening=tuple(data.get("opening", ())),
        rows=tuple(tuple((label, text) for label, text in row) for row in data["rows"]),
        materials=_columns(data.get("materials")),
        wanted=_columns(data.get("wanted")),
        together=_columns(data.get("together")),
        closing=tuple(data.get("closing", ())),
        notes=tuple(data.get("notes", ())),
        seal=data["seal"],
        signature=data["signature"],
        sets=int(data.get("sets", 1)),
    )


def _columns(data: dict[str, Any] | None) -> Columns | None:
    return None if data is None else Columns(heading=data["heading"], titles=tuple(data["titles"]))

"""Brings `en.po` up to date with the texts of `ui/` and compiles `en.mo`.

    python resources/translations/make.py

Texts that have gone are dropped, new ones stand at the end of the output as those that still want English.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
UI = HERE.parents[1] / "ui"
KEYWORDS = {"_": None, "mark": None}
_HEADER = "# English texts of Sidao's screens. Chinese, the source, stands in the sources."


def source_texts() -> dict[str, list[tuple[str, int]]]:
    """Every text that screens pass through `_` or `mark`, with the files that hold it (without line numbers)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for file, _line, text, _comments, _context in extract_from_dir(UI, keywords=KEYWORDS):
        places = found.setdefault(str(text), [])
        if (place := (f"ui/{Path(file).as_posix()}", 0)) not in places:
            places.append(place)
    return found


def english() -> Catalog:
    """`en.po` as it stands."""
    with (HERE / "en.po").open("rb") as stream:
        return read_po(stream, locale="en")


def renewed(old: Catalog) -> Catalog:
    """The same translations for today's texts."""
    new = Catalog(
        locale="en",
        header_comment=_HEADER,
        project="Sidao",
        version="0.1",
        msgid_bugs_address="",
        last_translator="Sidao",
        language_team="Sidao",
        fuzzy=False,
    )
    new.creation_date = new.revision_date = old.creation_date
    for text, places in sorted(source_texts().items(), key=lambda item: (item[1][0], item[0])):
        known = old.get(text)
        new.add(text, known.string if known else "", locations=places)
    return new


def write(catalogue: Catalog) -> None:
    """Both files."""
    with (HERE / "en.po").open("wb") as stream:
        write_po(stream, catalogue, width=120, no_location=False, include_lineno=False, omit_header=False)
    with (HERE / "en.mo").open("wb") as stream:
        write_mo(stream, catalogue)


def main() -> int:
    """1 as long as a text has no English."""
    catalogue = renewed(english())
    write(catalogue)
    wanting = [message.id for message in catalogue if message.id and not message.string]
    for text in wanting:
        print(text)
    return 1 if wanting else 0


if __name__ == "__main__":
    sys.exit(main())

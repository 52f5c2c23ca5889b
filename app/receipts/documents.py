"""What stands on each document, from top to bottom, as blocks: facts and wording in, no drawing."""

from collections.abc import Iterator, Mapping, Sequence

from app.receipts.blocks import Block, Cell, Lines, Row, cell, paragraph
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.model import Facts
from app.receipts.pen import PAGE_WIDTH, Align
from app.receipts.values import blanks
from app.receipts.wording import Columns, Document, Wording, filled

MARGIN = 56.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
_BODY, _LEADING = 10.5, 17.0
_TABLE = 9.5
_NOTE, _NOTE_LEADING = 8.5, 12.5
_LABEL_WIDTH = 84.0
_LABEL_SHADE = 0.955


def body(facts: Facts, wording: Wording, fonts: Fonts) -> Iterator[Block]:
    """The document from below its title to above its codes and seal."""
    document = wording.documents[facts.kind]
    values = blanks(facts, wording)
    yield from _opening(document, wording, values, fonts)
    yield from _facts_table(document, values, fonts)
    yield from _wanted(document.wanted, facts, wording, fonts)
    yield from _materials(document.materials, facts, wording, fonts)
    yield from _closing(document, values, fonts)
    yield from _notes(document, facts, wording, values, fonts)


def _opening(document: Document, wording: Wording, values: Mapping[str, str], fonts: Fonts) -> Iterator[Block]:
    addressee = filled(wording.common["addressee"], values)
    if addressee:
        yield paragraph(fonts, addressee, size=_BODY, leading=_LEADING, width=WIDTH, before=2.0, keep=True)
    for text in _filled(document.opening, values):
        yield _prose(fonts, text)
    yield _space(6.0)


def _facts_table(document: Document, values: Mapping[str, str], fonts: Fonts) -> Iterator[Block]:
    for row in document.rows:
        pairs = [(label, text) for label, template in row if (text := filled(template, values))]
        if len(pairs) == 1 or all(_fits_half(text, fonts) for _, text in pairs):
            groups = [pairs]
        else:
            groups = [[pair] for pair in pairs]
        yield from (_labelled(group, fonts) for group in groups if group)


def _fits_half(text: str, fonts: Fonts) -> bool:
    return fonts.width(text, _TABLE) <= WIDTH / 2 - _LABEL_WIDTH - 10.0


def _labelled(pairs: Sequence[tuple[str, str]], fonts: Fonts) -> Row:
    """One or two labels with their texts; labels lie on a pale ground."""
    room = WIDTH / len(pairs) - _LABEL_WIDTH
    cells: list[Cell] = []
    for label, text in pairs:
        cells.append(cell(fonts, label, _LABEL_WIDTH, _TABLE, align=Align.CENTRE, shade=_LABEL_SHADE))
        cells.append(cell(fonts, text, room, _TABLE))
    return Row(cells=tuple(cells), size=_TABLE, leading=13.5, padding=3.2)


def _wanted(columns: Columns | None, facts: Facts, wording: Wording, fonts: Fonts) -> Iterator[Block]:
    if columns is not None and facts.wanted:
        lines = [(w.name, w.problem, w.fix, w.standard or "—") for w in facts.wanted]
        yield from _table(columns, lines, (104.0, 60.0, 0.0, 112.0), wording, fonts)


def _materials(columns: Columns | None, facts: Facts, wording: Wording, fonts: Fonts) -> Iterator[Block]:
    if columns is not None and facts.materials:
        count = wording.common["count"]
        lines = [(m.name, filled(count, {"count": str(m.count)}) or "", m.form) for m in facts.materials]
        yield from _table(columns, lines, (0.0, 60.0, 96.0), wording, fonts)


def _table(
    columns: Columns, lines: Sequence[tuple[str, ...]], widths: tuple[float, ...], wording: Wording, fonts: Fonts
) -> Iterator[Block]:
    """A heading, column titles repeated on each page, and numbered lines; the column of width 0 takes what is left."""
    number_width = 34.0
    free = WIDTH - number_width - sum(widths)
    all_widths = (number_width, *(width or free for width in widths))
    yield Lines(
        lines=(columns.heading,), size=_BODY, leading=_LEADING, width=WIDTH, face=Face.BOLD, before=8.0, keep=True
    )
    titles = (wording.common["serial"], *columns.titles)
    head = Row(
        cells=tuple(
            cell(fonts, title, width, _TABLE, face=Face.BOLD, align=Align.CENTRE, shade=_LABEL_SHADE)
            for title, width in zip(titles, all_widths, strict=True)
        ),
        size=_TABLE,
        padding=3.0,
        keep=True,
    )
    yield head
    for number, line in enumerate(lines, start=1):
        cells = [cell(fonts, str(number), number_width, _TABLE, align=Align.CENTRE)]
        for text, width in zip(line, all_widths[1:], strict=True):
            align = Align.CENTRE if width <= 60.0 else Align.LEFT
            cells.append(cell(fonts, text, width, _TABLE, align=align))
        yield Row(cells=tuple(cells), size=_TABLE, padding=3.0, head=head)


def _closing(document: Document, values: Mapping[str, str], fonts: Fonts) -> Iterator[Block]:
    for text in _filled(document.closing, values):
        yield _prose(fonts, text, before=6.0, keep=True)


def _notes(
    document: Document, facts: Facts, wording: Wording, values: Mapping[str, str], fonts: Fonts
) -> Iterator[Block]:
    notes = list(_filled(document.notes, values))
    if facts.trial:
        notes.insert(0, wording.common["trial_note"])
    if fonts.missing("".join(values.values())):
        notes.append(wording.common["missing_note"])
    yield _space(4.0, keep=True)
    for number, note in enumerate(notes, start=1):
        text = f"{number}. {note}" if len(notes) > 1 else note
        yield paragraph(fonts, text, size=_NOTE, leading=_NOTE_LEADING, width=WIDTH, before=1.5, grey=0.2, keep=True)


def _prose(fonts: Fonts, text: str, before: float = 0.0, keep: bool = False) -> Lines:
    """A paragraph of the letter itself, its first line set in by two characters."""
    return paragraph(fonts, text, size=_BODY, leading=_LEADING, width=WIDTH, indent=2 * _BODY, before=before, keep=keep)


def _space(height: float, keep: bool = False) -> Lines:
    return Lines(lines=(), size=1.0, leading=1.0, width=WIDTH, before=height, keep=keep)


def _filled(texts: Sequence[str], values: Mapping[str, str]) -> Iterator[str]:
    for text in texts:
        done = filled(text, values)
        if done:
            yield done

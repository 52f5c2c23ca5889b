"""What stands on each document, from top to bottom, as blocks: facts and wording in, no drawing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.receipts.blocks import Block, Cell, Lines, Row, cell, paragraph
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.model import Facts
from app.receipts.pen import PAGE_WIDTH, Align
from app.receipts.spacing import BODY, NOTE, TABLE, Spacing
from app.receipts.values import blanks
from app.receipts.wording import Columns, Document, Wording, filled

MARGIN = 56.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
_LABEL_WIDTH = 70.0
_LABEL_SHADE = 0.955


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What every part of a document is set with."""

    facts: Facts
    wording: Wording
    fonts: Fonts
    spacing: Spacing
    values: Mapping[str, str]

    @property
    def document(self) -> Document:
        return self.wording.documents[self.facts.kind]

    def filled(self, texts: Sequence[str]) -> Iterator[str]:
        """Those of `texts` whose blanks can be filled."""
        return (done for text in texts if (done := filled(text, self.values)))

    def prose(self, text: str, before: float = 0.0, keep: bool = False) -> Lines:
        """A paragraph of the letter itself, its first line set in by two characters."""
        return paragraph(
            self.fonts,
            text,
            size=BODY,
            leading=self.spacing.leading,
            width=WIDTH,
            indent=2 * BODY,
            before=before,
            keep=keep,
        )

    def row(self, cells: Iterable[Cell], keep: bool = False, head: Block | None = None) -> Row:
        """A row of a table."""
        spacing = self.spacing
        return Row(
            cells=tuple(cells),
            size=TABLE,
            leading=spacing.row_leading,
            padding=spacing.row_padding,
            keep=keep,
            head=head,
        )


def body(facts: Facts, wording: Wording, fonts: Fonts, spacing: Spacing) -> Iterator[Block]:
    """The document from below its title to above its codes and seal."""
    setting = _Setting(facts=facts, wording=wording, fonts=fonts, spacing=spacing, values=blanks(facts, wording))
    yield from _opening(setting)
    yield from _facts_table(setting)
    yield from _together(setting)
    yield from _wanted(setting)
    yield from _materials(setting)
    yield from _closing(setting)
    yield from _notes(setting)


def _opening(setting: _Setting) -> Iterator[Block]:
    leading = setting.spacing.leading
    for addressee in setting.filled([setting.document.addressee]):
        yield paragraph(setting.fonts, addressee, size=BODY, leading=leading, width=WIDTH, before=2.0, keep=True)
    for text in setting.filled(setting.document.opening):
        yield setting.prose(text)
    yield _space(setting.spacing.above_closing)


def _facts_table(setting: _Setting) -> Iterator[Block]:
    values, fonts = setting.values, setting.fonts
    for row in setting.document.rows:
        pairs = [(label, text) for label, template in row if (text := filled(template, values))]
        if len(pairs) == 1 or all(_fits_half(text, fonts) for _, text in pairs):
            groups = [pairs]
        else:
            groups = [[pair] for pair in pairs]
        yield from (_labelled(setting, group) for group in groups if group)


def _fits_half(text: str, fonts: Fonts) -> bool:
    return fonts.width(text, TABLE) <= WIDTH / 2 - _LABEL_WIDTH - 10.0


def _labelled(setting: _Setting, pairs: Sequence[tuple[str, str]]) -> Row:
    """One or two labels with their texts; labels lie on a pale ground."""
    room = WIDTH / len(pairs) - _LABEL_WIDTH
    cells: list[Cell] = []
    for label, text in pairs:
        cells.append(cell(setting.fonts, label, _LABEL_WIDTH, TABLE, align=Align.CENTRE, shade=_LABEL_SHADE))
        cells.append(cell(setting.fonts, text, room, TABLE))
    return setting.row(cells)


def _together(setting: _Setting) -> Iterator[Block]:
    columns, together = setting.document.together, setting.facts.together
    if columns is not None and together:
        lines = [(one.item, one.case_no, one.department, one.due) for one in together]
        yield from _table(setting, columns, lines, (0.0, 170.0, 88.0, 86.0))


def _wanted(setting: _Setting) -> Iterator[Block]:
    columns, wanted = setting.document.wanted, setting.facts.wanted
    if columns is not None and wanted:
        lines = [(w.name, w.problem, w.fix, w.standard or "—") for w in wanted]
        yield from _table(setting, columns, lines, (112.0, 58.0, 0.0, 124.0))


def _materials(setting: _Setting) -> Iterator[Block]:
    columns, materials = setting.document.materials, setting.facts.materials
    if columns is not None and materials:
        count = setting.wording.common["count"]
        lines = [(m.name, filled(count, {"count": str(m.count)}) or "", m.form) for m in materials]
        yield from _table(setting, columns, lines, (0.0, 60.0, 96.0))


def _table(
    setting: _Setting, columns: Columns, lines: Sequence[tuple[str, ...]], widths: tuple[float, ...]
) -> Iterator[Block]:
    """A heading, column titles repeated on each page, and numbered lines; the column of width 0 takes what is left."""
    fonts, spacing = setting.fonts, setting.spacing
    number_width = 34.0
    free = WIDTH - number_width - sum(widths)
    all_widths = (number_width, *(width or free for width in widths))
    yield Lines(
        lines=(columns.heading,),
        size=BODY,
        leading=spacing.leading,
        width=WIDTH,
        face=Face.BOLD,
        before=spacing.above_table,
        keep=True,
    )
    titles = (setting.wording.common["serial"], *columns.titles)
    titled = (
        cell(fonts, title, width, TABLE, face=Face.BOLD, align=Align.CENTRE, shade=_LABEL_SHADE)
        for title, width in zip(titles, all_widths, strict=True)
    )
    head = setting.row(titled, keep=True)
    yield head
    for number, line in enumerate(lines, start=1):
        cells = [cell(fonts, str(number), number_width, TABLE, align=Align.CENTRE)]
        for text, width in zip(line, all_widths[1:], strict=True):
            align = Align.CENTRE if width <= 60.0 else Align.LEFT
            cells.append(cell(fonts, text, width, TABLE, align=align))
        yield setting.row(cells, head=head)


def _closing(setting: _Setting) -> Iterator[Block]:
    for text in setting.filled(setting.document.closing):
        yield setting.prose(text, before=setting.spacing.above_closing, keep=True)


def _notes(setting: _Setting) -> Iterator[Block]:
    common, spacing = setting.wording.common, setting.spacing
    notes = list(setting.filled(setting.document.notes))
    if setting.facts.trial:
        notes.insert(0, common["trial_note"])
    if setting.fonts.missing("".join(setting.values.values())):
        notes.append(common["missing_note"])
    yield _space(spacing.above_notes, keep=True)
    for number, note in enumerate(notes, start=1):
        yield paragraph(
            setting.fonts,
            f"{number}. {note}" if len(notes) > 1 else note,
            size=NOTE,
            leading=spacing.note_leading,
            width=WIDTH,
            before=spacing.above_note,
            grey=0.2,
            keep=True,
        )


def _space(height: float, keep: bool = False) -> Lines:
    return Lines(lines=(), size=1.0, leading=1.0, width=WIDTH, before=height, keep=keep)

"""The bundled fonts in reportlab: one face for each run of characters, so that every name prints.

One place of reportlab is mended here: see `to_unicode_map`.
"""

import mmap
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.receipts.font_files import Face, FontFiles


class _Mapped:
    """A font file as reportlab reads one. It keeps what `read` gives: the file's own pages, not 17 MB of copies."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        with path.open("rb") as file:
            self._pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def read(self) -> mmap.mmap:
        return self._pages

    def rest(self) -> None:
        """Reading or cutting it has walked through the whole file: where the system can, those pages are let go."""
        if sys.platform == "linux":
            self._pages.madvise(mmap.MADV_DONTNEED)


_DRAWING = RLock()
_REGISTERED: dict[str, _Mapped] = {}
"""reportlab's faces by name: it has one register for the whole process, and parsing a face takes 0.15 s."""


def _register(path: Path) -> _Mapped:
    """Hands the font to reportlab. The file's name holds its digest, so it is that font for good."""
    file = _Mapped(path)
    font = ttfonts.TTFont(path.stem, file, asciiReadable=0)
    font.face.glyphToChar = {}  # 4 MB that nothing reads but the parsing itself
    pdfmetrics.registerFont(font)
    file.rest()
    _REGISTERED[path.stem] = file
    return file


class Run(NamedTuple):
    """Characters that one face draws; `face` is None for characters that no bundled face has."""

    face: Face | None
    text: str


class Fonts:
    """Measures text and names the fonts to draw it with. Loads a face when a character first needs it.

    One of these serves all documents of a program. Measuring is safe from any thread; whoever draws holds `drawing`
    meanwhile, because reportlab's faces keep a reading position while they are cut to a document's characters.
    """

    def __init__(self, files: FontFiles) -> None:
        self._files = files
        self._names: dict[Face, str] = {}
        self._widths: dict[Face, dict[str, float]] = {face: {} for face in Face}
        self._chosen: dict[tuple[Face, str], Face | None] = {}
        self._mapped: list[_Mapped] = []

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """For whoever draws: nobody else does meanwhile."""
        with _DRAWING:
            try:
                yield
            finally:
                for file in self._mapped:
                    file.rest()

    def name(self, face: Face) -> str:
        """The name under which reportlab knows the face. Raises Trouble as `FontFiles.path` does."""
        with _DRAWING:
            if face not in self._names:
                path = self._files.path(face)
                self._mapped.append(_REGISTERED.get(path.stem) or _register(path))
                self._names[face] = path.stem
            return self._names[face]

    def runs(self, text: str, first: Face = Face.BODY) -> list[Run]:
        """`text` cut where the face changes; `first` is the wanted face. Invisible characters are left out."""
        pairs = [(self._face(c, first), c) for c in text if not _is_invisible(c)]
        return [Run(face, "".join(c for _, c in group)) for face, group in groupby(pairs, key=lambda pair: pair[0])]

    def width(self, text: str, size: float, first: Face = Face.BODY) -> float:
        """How wide `text` is in points at `size` points."""
        return sum(self._ems(character, first) for character in text) * size

    def missing(self, text: str) -> str:
        """The visible characters of `text` that no face has: they are drawn as boxes with their code points."""
        undrawn = (run.text for run in self.runs(text) if run.face is None)
        return "".join(undrawn).translate(_WITHOUT_TICK_BOXES)

    def lines(self, text: str, size: float, room: float, first: Face = Face.BODY) -> list[str]:
        """`text` broken into lines no wider than `room` points, by the rules of Chinese typesetting.

        Words and numbers stay whole where they fit; no line begins with 。，） or ends with （《.
        """
        limit = room / size
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines.extend(self._broken(paragraph, limit, first))
        return lines

    def balanced(self, text: str, size: float, room: float, first: Face = Face.BODY) -> list[str]:
        """`text` in as few lines as `room` allows, the lines about equally long: for centred names."""
        lines = self.lines(text, size, room, first)
        while room > size:
            room -= size / 2
            narrower = self.lines(text, size, room, first)
            if len(narrower) > len(lines):
                break
            lines = narrower
        return lines

    def _broken(self, paragraph: str, limit: float, first: Face) -> Iterator[str]:
        line, used = "", 0.0
        for piece in _pieces(paragraph):
            width = sum(self._ems(character, first) for character in piece)
            if line and used + width > limit + 1e-6:
                yield line.rstrip()
                line, used = "", 0.0
                piece = piece.lstrip()
                width = sum(self._ems(character, first) for character in piece)
            if width > limit:
                *full, piece = self._chopped(piece, limit, first)
                yield from full
                width = sum(self._ems(character, first) for character in piece)
            line, used = line + piece, used + width
        yield line.rstrip()

    def _chopped(self, piece: str, limit: float, first: Face) -> list[str]:
        """A word longer than a line, cut where the line ends."""
        parts, used = [""], 0.0
        for character in piece:
            width = self._ems(character, first)
            if parts[-1] and used + width > limit + 1e-6:
                parts.append("")
                used = 0.0
            parts[-1] += character
            used += width
        return parts

    def _face(self, character: str, first: Face) -> Face | None:
        key = (first, character)
        if key not in self._chosen:
            self._chosen[key] = self._files.face_for(character, first)
        return self._chosen[key]

    def _ems(self, character: str, first: Face) -> float:
        """The advance of one character as a part of the font's size; a missing one takes a whole square."""
        if _is_invisible(character):
            return 0.0
        face = self._face(character, first)
        if face is None:
            return 1.0
        widths = self._widths[face]
        if character not in widths:
            widths[character] = pdfmetrics.stringWidth(character, self.name(face), 1000) / 1000
        return widths[character]


TICK_BOXES = {"☐": False, "☑": True}
"""Boxes to tick, which the pen draws as shapes: only one known font has ☑ (domain.md, 7)."""
_WITHOUT_TICK_BOXES = str.maketrans("", "", "".join(TICK_BOXES))
_NO_LINE_START = set("，。、；：？！）》〉」』】〕”’％…—·,.;:?!)]}%")
_NO_LINE_END = set("（《〈「『【〔“‘([{")


def _is_invisible(character: str) -> bool:
    """Control and format characters, and variation selectors: no font draws them."""
    return (
        unicodedata.category(character) in ("Cc", "Cf")
        or "\ufe00" <= character <= "\ufe0f"
        or ("\U000e0100" <= character <= "\U000e01ef")
    )


def _pieces(text: str) -> Iterator[str]:
    """What must not be torn: a word or number of narrow characters, a wide one with its punctuation."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NO_LINE_START or before in _NO_LINE_END or after == " ":
        return False
    return before == " " or not (_is_narrow(before) and _is_narrow(after))


def _is_narrow(character: str) -> bool:
    return character < "\u0600" or unicodedata.combining(character) != 0


def to_unicode_map(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of a font's subset: what text a reader copies out of the PDF.

    reportlab 5.1.0 writes characters beyond U+FFFF as five hex digits, so that 𠀀 comes out as something else;
    ISO 32000-1, 9.10.3 asks for UTF-16BE. It also writes more than 100 lines in one block, which Adobe's
    CMap specification forbids. `tests/app/receipts/test_fonts.py` fails when reportlab changes its own.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(subset), 100):
        block = subset[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{start + i:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for i, point in enumerate(block)
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


reportlabs_own = ttfonts.makeToUnicodeCMap
ttfonts.makeToUnicodeCMap = to_unicode_map

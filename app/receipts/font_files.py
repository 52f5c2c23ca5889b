"""The bundled fonts as files: which face has which character, and where it lies unpacked.

Standard library only, so that the screens take the same fonts as the paper without loading reportlab.
Fonts lie compressed in `resources/fonts` and are unpacked once into the user's cache.
"""

import hashlib
import json
import lzma
import os
import tempfile
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import Trouble


class Face(StrEnum):
    """The bundled faces; the order is the order of falling back."""

    TITLE = "title"  # serif, GB 2312: the titles of official papers
    BOLD = "bold"  # GB 2312: headings
    BODY = "body"  # GBK and Extension A
    HANGUL = "hangul"
    LETTERS = "letters"  # Latin, Greek and Cyrillic of passports, compatibility ideographs
    RARE = "rare"  # Extensions B to F, 30 MB unpacked


_FALLBACKS = (Face.BODY, Face.HANGUL, Face.LETTERS, Face.RARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """One face as published in `coverage.json`: packed file, family name, unpacked size and digest, and its
    characters as the first and last code points of ascending ranges."""

    packed: str
    family: str
    size: int
    sha256: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def covers(self, character: str) -> bool:
        """Whether the face draws this character."""
        place = bisect_right(self.firsts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.lasts[place]


class FontFiles:
    """The faces of one `resources/fonts` folder, unpacked on demand into one cache folder.

    Safe with several threads and processes at once: whoever finishes first puts the whole file in its place.
    """

    def __init__(self, fonts: Path, cache: Path, files: dict[Face, FontFile]) -> None:
        self._fonts = fonts
        self._cache = cache
        self._files = files

    def face_for(self, character: str, first: Face = Face.BODY) -> Face | None:
        """The face that draws `character`: `first` if it can, else the next that can; None when no face has it."""
        return next((face for face in (first, *_FALLBACKS) if self._files[face].covers(character)), None)

    def needed(self, text: str) -> tuple[Face, ...]:
        """The faces besides BODY that `text` needs, in the order of falling back: for screens that load them late."""
        found = {self.face_for(character) for character in text}
        return tuple(face for face in _FALLBACKS if face in found and face is not Face.BODY)

    def missing(self, text: str) -> str:
        """The visible characters of `text` that no bundled face has, each once, in order."""
        return "".join(dict.fromkeys(c for c in text if c.isprintable() and self.face_for(c) is None))

    def family(self, face: Face) -> str:
        """The family name that is written in the font: what a screen asks its font database for."""
        return self._files[face].family

    def path(self, face: Face) -> Path:
        """The unpacked font, at hand for as long as the cache is left alone.

        The first call ever unpacks (0.3 s for BODY, 1.5 s for RARE), later ones only look at the file's size.
        Raises Trouble("font_damaged") when the bundled file is not whole and Trouble("font_cache_full") when the
        cache can't be written; nothing half written stays.
        """
        file = self._files[face]
        target = self._cache / f"{file.packed.removesuffix('.ttf.xz')}-{file.sha256[:8]}.ttf"
        with suppress(OSError):
            if target.stat().st_size == file.size:
                return target
        self._put(target, self._unpacked(file))
        return target

    def unpack(self, faces: Iterable[Face] = Face) -> None:
        """Unpack faces ahead of need, e.g. while the desk is idle. Raises as `path` does."""
        for face in faces:
            self.path(face)

    def _unpacked(self, file: FontFile) -> bytes:
        try:
            data = lzma.decompress((self._fonts / file.packed).read_bytes())
        except (OSError, lzma.LZMAError) as error:
            raise Trouble("font_damaged", file=file.packed) from error
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise Trouble("font_damaged", file=file.packed)
        return data

    def _put(self, target: Path, data: bytes) -> None:
        draft = None
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._cache, suffix=".part", delete=False) as out:
                draft = Path(out.name)
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(target)
        except OSError as error:
            if draft is not None:
                draft.unlink(missing_ok=True)
            # On Windows a font that another process holds open can't be replaced, and need not be.
            if target.is_file() and target.stat().st_size == len(data):
                return
            raise Trouble("font_cache_full", folder=str(self._cache)) from error


def font_files(fonts: Path, cache: Path) -> FontFiles:
    """The fonts of the folder `fonts` (resources/fonts), unpacked into `cache` as they are needed.

    Raises Trouble("font_damaged") when the folder's listing can't be read.
    """
    try:
        listing = json.loads((fonts / "coverage.json").read_text(encoding="utf-8"))
        files = {face: _font_file(listing[face.value]) for face in Face}
    except (OSError, ValueError, KeyError) as error:
        raise Trouble("font_damaged", file="coverage.json") from error
    return FontFiles(fonts, cache, files)


def _font_file(entry: dict[str, str]) -> FontFile:
    pairs = [pair.split("-") for pair in entry["covers"].split(",")]
    return FontFile(
        packed=entry["file"],
        family=entry["family"],
        size=int(entry["size"]),
        sha256=entry["sha256"],
        firsts=tuple(int(first, 16) for first, _ in pairs),
        lasts=tuple(int(last, 16) for _, last in pairs),
    )

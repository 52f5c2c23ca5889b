"""The bundled fonts on the screen: body and bold at once, the others when a text needs them.

HanaMin is 30 MB, so a desk that never meets a rare name never loads it. Why substitutions and not
`addApplicationFallbackFontFamily`: see DECISIONS.md.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.receipts.font_files import Face, FontFiles
from ui.theme import BODY_PX

_RENAMED: Final = "Noto Sans S2"
"""The body face once more, under a name of the same length, so that bold texts can fall back to it."""

EnsureGlyphs = Callable[[str], None]
"""What widgets that show or take names are given: `ScreenFonts.ensure`."""


class ScreenFonts:
    """The faces that this program has given to Qt. Used on the GUI thread, after the QApplication was made."""

    def __init__(self, files: FontFiles) -> None:
        self._files = files
        self._loaded: set[Face] = set()
        self._seen: set[str] = set()
        self._bold_falls_back = False

    def install(self, app: QApplication) -> None:
        """Body and bold, and the application's font. Raises Trouble as `FontFiles.path` does."""
        self._load(Face.BODY)
        self._load(Face.BOLD)
        font = QFont(self._files.family(Face.BODY))
        font.setPixelSize(BODY_PX)
        app.setFont(font)

    def ensure(self, text: str) -> None:
        """Load what `text` needs beyond the body face; costs next to nothing for characters seen before."""
        fresh = "".join(set(text) - self._seen)
        if not fresh:
            return
        self._seen.update(fresh)
        for face in self._files.needed(fresh):
            self._load(face)
        if any(self._files.face_for(character, Face.BOLD) is Face.BODY for character in fresh):
            self._let_bold_fall_back()

    @property
    def loaded(self) -> frozenset[Face]:
        """What is in memory now."""
        return frozenset(self._loaded)

    def _load(self, face: Face) -> None:
        if face in self._loaded:
            return
        self._loaded.add(face)
        QFontDatabase.addApplicationFont(str(self._files.path(face)))
        if face not in (Face.BODY, Face.BOLD):
            QFont.insertSubstitution(self._files.family(Face.BODY), self._files.family(face))

    def _let_bold_fall_back(self) -> None:
        """Qt never takes the regular weight of a family for what the bold one lacks; another family it takes."""
        if self._bold_falls_back:
            return
        self._bold_falls_back = True
        family = self._files.family(Face.BODY)
        data = self._files.path(Face.BODY).read_bytes()
        for encoding in ("utf-16-be", "latin-1"):
            data = data.replace(family.encode(encoding), _RENAMED.encode(encoding))
        QFontDatabase.addApplicationFontFromData(data)
        QFont.insertSubstitution(family, _RENAMED)

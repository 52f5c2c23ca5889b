"""Rare characters load their faces when a text needs them, not before."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.receipts.font_files import Face, font_files
from tests.ui.desk import RESOURCES
from ui.fonts import ScreenFonts


def test_a_rare_face_is_loaded_by_the_first_text_that_needs_it(qapp: QApplication, tmp_path: Path) -> None:
    fonts = ScreenFonts(font_files(RESOURCES / "fonts", tmp_path))
    fonts.install(qapp)
    fonts.ensure("王桂兰 220521")
    assert fonts.loaded == {Face.BODY, Face.BOLD}
    fonts.ensure("김수현")
    assert fonts.loaded == {Face.BODY, Face.BOLD, Face.HANGUL}
    fonts.ensure("𠀀")
    assert Face.RARE in fonts.loaded


def test_rare_names_are_drawn_in_regular_and_in_bold(fonts: ScreenFonts, qapp: QApplication) -> None:
    name = "䶮㐀堃𠀀𬘘김"
    fonts.ensure(name)
    for bold in (False, True):
        pictures = [_drawn(qapp.font(), character, bold) for character in name]
        box = _drawn(qapp.font(), "\U000e0fff", bold)
        assert all(picture != box for picture in pictures)
        assert len({bytes(picture) for picture in pictures}) == len(name)


def _drawn(font: QFont, text: str, bold: bool) -> bytes:
    chosen = QFont(font)
    chosen.setBold(bold)
    chosen.setPixelSize(24)
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(chosen)
    painter.drawText(4, QFontMetrics(chosen).ascent(), text)
    painter.end()
    return bytes(image.constBits())

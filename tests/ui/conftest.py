"""What tests of screens share: the program's look, its fonts, and a real desk."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.receipts.font_files import font_files
from tests.ui.desk import RESOURCES, ScreenDesk, open_desk
from ui import language, theme
from ui.fonts import ScreenFonts


@pytest.fixture(scope="session")
def fonts(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> ScreenFonts:
    """The bundled fonts and the style sheet, as the program has them."""
    made = ScreenFonts(font_files(RESOURCES / "fonts", tmp_path_factory.mktemp("fonts")))
    made.install(qapp)
    theme.apply(qapp, RESOURCES)
    return made


@pytest.fixture(scope="session")
def fresh_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk as it was made, to be copied: making one takes three times as long."""
    folder = tmp_path_factory.mktemp("fresh") / "desk"
    open_desk(folder).close()
    return folder


@pytest.fixture
def desk(fonts: ScreenFonts, fresh_desk: Path, tmp_path: Path) -> Iterator[ScreenDesk]:
    """A desk with nobody waiting; nothing may have crashed when the test ends."""
    copytree(fresh_desk, tmp_path / "desk")
    made = open_desk(tmp_path / "desk")
    yield made
    made.close()
    assert not made.crashed, made.crashed


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever the one before chose."""
    language.choose(language.SOURCE, RESOURCES / "translations")
    yield
    language.choose(language.SOURCE, RESOURCES / "translations")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # windows go with their test

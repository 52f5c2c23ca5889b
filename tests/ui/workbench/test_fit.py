"""The workbench and sign-in in all their states: nothing clipped, actions with key and name, no English in Chinese."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.screenshots.registry import all_shots
from tests.screenshots.shot import Shot, Stage
from tests.ui.desk import RESOURCES, ScreenDesk
from tests.ui.fit import LANGUAGES, SIZES, assert_keys_and_names, clipped
from ui import language
from ui.fonts import ScreenFonts

SHOTS = {
    shot.name: shot for shot in all_shots() if isinstance(shot, Shot) and shot.name.startswith(("workbench", "sign"))
}
_LATIN = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = re.compile(r"KB|Del|Ctrl|Shift|Alt|Esc|F\d+|Sidao|\.jpg|[A-Z]\d{3}|Enter|Z|gljt|ybcb|zdshbz|yl|X")

Show = Callable[[str, tuple[int, int]], QWidget]


@pytest.fixture
def show(desk: ScreenDesk, fonts: ScreenFonts, tmp_path_factory: pytest.TempPathFactory, qtbot) -> Show:
    """A shot's screen at a size, used as the shot uses it."""

    kept: list[QWidget] = []

    def shown(name: str, size: tuple[int, int]) -> QWidget:
        shot = SHOTS[name]
        stage = Stage(desk=desk, fonts=fonts, folder=tmp_path_factory.mktemp("shot"))
        shot.arrange(stage)
        screen = shot.make(stage)
        qtbot.addWidget(screen)
        screen.setMinimumSize(*size)  # as in the shell: the window's size rules, not the screen's wish
        screen.resize(*size)
        screen.show()
        stage.settle()
        shot.act(stage, screen)
        stage.settle()
        assert screen.size().toTuple() == size, "the screen asks for more room than there is"
        kept.append(screen)
        return screen

    return shown


def texts(screen: QWidget) -> list[str]:
    """What can be read on the screen and in a dialog over it."""
    found = screen.findChildren(QWidget)
    return [widget.text() for widget in found if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton)]


@pytest.mark.parametrize("chosen", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SHOTS)
def test_nothing_is_clipped_all_has_a_key_and_a_name_and_no_text_is_english(
    show: Show, name: str, size: str, chosen: language.Language
) -> None:
    language.choose(chosen, RESOURCES / "translations")
    screen = show(name, SIZES[size])
    assert clipped(screen) == []
    assert_keys_and_names(screen)
    if chosen == "zh":
        for text in texts(screen):
            assert not _LATIN.search(_ALLOWED.sub("", text)), text

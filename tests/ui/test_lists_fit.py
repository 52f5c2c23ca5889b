"""The lists, the open case, sync centre and settings: nothing clipped at both sizes, every action with its own key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.screenshots.shot import Stage
from tests.screenshots.show_courier import SHOTS as COURIER_SHOTS
from tests.screenshots.show_helping import SHOTS as HELPING_SHOTS
from tests.screenshots.show_lists import SHOTS as LISTS_SHOTS
from tests.ui.desk import RESOURCES, ScreenDesk
from tests.ui.fit import LANGUAGES, SIZES, assert_keys_and_names, clipped
from ui import language
from ui.fonts import ScreenFonts

SHOTS = {shot.name: shot for shot in (*LISTS_SHOTS, *COURIER_SHOTS, *HELPING_SHOTS) if shot.place}

Show = Callable[[str, tuple[int, int]], QWidget]


@pytest.fixture
def show(desk: ScreenDesk, fonts: ScreenFonts, tmp_path: Path, qtbot: QtBot) -> Show:
    """A shot's screen at a size, queried and used as the shot uses it."""

    def shown(name: str, size: tuple[int, int]) -> QWidget:
        from ui.screen import EVERYTHING

        shot = SHOTS[name]
        stage = Stage(desk=desk, fonts=fonts, folder=tmp_path)
        shot.arrange(stage)
        screen = shot.make(stage)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        screen.refresh(EVERYTHING)  # type: ignore[attr-defined]
        stage.settle()
        shot.act(stage, screen)
        stage.settle()
        assert screen.size().toTuple() == size, "the screen asks for more room than there is"
        return screen

    return shown


@pytest.mark.parametrize("chosen", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SHOTS)
def test_nothing_is_clipped_and_everything_has_a_key_and_a_name(
    show: Show, name: str, size: str, chosen: language.Language
) -> None:
    language.choose(chosen, RESOURCES / "translations")
    screen = show(name, SIZES[size])
    assert clipped(screen) == []
    assert_keys_and_names(screen)

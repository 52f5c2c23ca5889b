"""The lists, the open case, sync centre and settings: nothing clipped at both sizes, every action with its own key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.screenshots.shot import Stage
from tests.screenshots.show_lists import SHOTS as ALL_SHOTS
from tests.ui.desk import ScreenDesk
from ui.fonts import ScreenFonts
from ui.intake.form import IntakeForm
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import ElidedText

SHOTS = {shot.name: shot for shot in ALL_SHOTS if shot.place}
LARGE = (911 - 92, 460 - 30)
PANEL = (1366 - 92, 690 - 30)

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


@pytest.mark.parametrize("size", [PANEL, LARGE], ids=["panel", "large"])
@pytest.mark.parametrize("name", SHOTS)
def test_nothing_is_clipped(show: Show, name: str, size: tuple[int, int]) -> None:
    screen = show(name, size)
    clipped = [
        f"{type(widget).__name__} {widget.text()!r} has {widget.size().toTuple()} of {wanted}"  # type: ignore[attr-defined]
        for widget in screen.findChildren(QWidget)
        if widget.isVisible() and not _is_of_the_intake(widget) and (wanted := _wanted(widget)) is not None
        if widget.width() < wanted[0] or widget.height() < wanted[1]
    ]
    assert clipped == []


@pytest.mark.parametrize("name", SHOTS)
def test_every_action_has_a_key_of_its_own_and_everything_a_name(show: Show, name: str) -> None:
    screen = show(name, PANEL)
    keys: dict[tuple[QWidget, str], str] = {}
    for widget in screen.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, ActionButton):
            key = widget.key
            assert key, f"no key: {widget.text()}"
            place = (widget.window(), key)
            assert place not in keys, f"{key}: {keys.get(place)} and {widget.text()}"
            keys[place] = widget.text()
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.focusPolicy():
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert named, f"no name: {widget.objectName()}"


def _is_of_the_intake(widget: QWidget) -> bool:
    """The intake's own tests hold its form."""
    return any(form.isAncestorOf(widget) for form in widget.window().findChildren(IntakeForm))


def _wanted(widget: QWidget) -> tuple[int, int] | None:
    """The size that the text needs; None for what may be shortened on purpose."""
    if isinstance(widget, ElidedText) or not isinstance(widget, QLabel | QPushButton) or not widget.text():
        return None
    if isinstance(widget, QPushButton):
        return widget.sizeHint().width(), 30
    if widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    return widget.sizeHint().width(), widget.sizeHint().height()

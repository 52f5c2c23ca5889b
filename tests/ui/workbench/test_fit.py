"""What every screen of ours keeps to: nothing clipped, every action with key and name, no English in Chinese."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from tests.screenshots.registry import all_shots
from tests.screenshots.shot import Shot, Stage
from tests.ui.desk import ScreenDesk
from ui.fonts import ScreenFonts
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import ElidedText

SHOTS = {
    shot.name: shot for shot in all_shots() if isinstance(shot, Shot) and shot.name.startswith(("workbench", "sign"))
}
LARGE = (911 - 92, 460 - 30)
PANEL = (1366 - 92, 690 - 30)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = re.compile(r"Ctrl|Shift|Alt|Esc|F\d+|Sidao|\.jpg|[A-Z]\d{3}|Enter|Z|gljt|ybcb|zdshbz|yl|X")

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
        screen.resize(*size)
        screen.show()
        stage.settle()
        shot.act(stage, screen)
        stage.settle()
        kept.append(screen)
        return screen

    return shown


def everything(screen: QWidget) -> list[QWidget]:
    """What can be seen of the screen and of a dialog over it."""
    return [widget for widget in screen.findChildren(QWidget) if widget.isVisible()]


@pytest.mark.parametrize("size", [PANEL, LARGE], ids=["panel", "large"])
@pytest.mark.parametrize("name", SHOTS)
def test_nothing_is_clipped(show: Show, name: str, size: tuple[int, int]) -> None:
    clipped = []
    for widget in everything(show(name, size)):
        wanted = _wanted(widget)
        if wanted is not None and (widget.width() < wanted[0] or widget.height() < wanted[1]):
            text = widget.text() if hasattr(widget, "text") else widget.objectName()
            clipped.append(f"{type(widget).__name__} {text!r}: {widget.size().toTuple()} < {wanted}")
    assert clipped == []


@pytest.mark.parametrize("name", SHOTS)
def test_every_action_has_a_key_of_its_own_everything_a_name_and_no_text_is_english(show: Show, name: str) -> None:
    screen = show(name, PANEL)
    keys: dict[tuple[QWidget, str], str] = {}
    for widget in everything(screen):
        if isinstance(widget, ActionButton):
            assert widget.key, f"no key: {widget.text()}"
            place = (widget.window(), widget.key)
            assert place not in keys, f"{widget.key}: {keys.get(place)} and {widget.text()}"
            keys[place] = widget.text()
            assert widget.key.split("+")[-1] in widget.text()
        if isinstance(widget, QLabel | QAbstractButton):
            assert not _LATIN.search(_ALLOWED.sub("", widget.text())), widget.text()
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.focusPolicy():
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert named or widget.parent().__class__.__name__ == "QComboBox", widget.objectName()


def _wanted(widget: QWidget) -> tuple[int, int] | None:
    """The size that the text needs; None for what may be shortened on purpose."""
    if isinstance(widget, ElidedText):
        return 0, widget.fontMetrics().height()
    if isinstance(widget, QLabel):
        if not widget.text():
            return None
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width())
        return widget.sizeHint().width(), widget.sizeHint().height()
    if isinstance(widget, QPushButton):
        return widget.sizeHint().width(), 30
    if isinstance(widget, QCheckBox):
        return widget.sizeHint().width(), widget.fontMetrics().height()
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) + 36, 30
    return None

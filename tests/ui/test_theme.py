"""The look: every colour named in the style sheet exists, texts can be read, icons are there."""

import re
from pathlib import Path

import pytest

from tests.ui.desk import RESOURCES
from ui import theme

STYLE = RESOURCES / "styles" / "sidao.qss"


def test_every_name_in_the_style_sheet_is_a_colour() -> None:
    made = theme.style_sheet(STYLE)
    assert "@" not in made
    assert theme.PRIMARY in made


def test_every_icon_that_the_style_sheet_names_is_there() -> None:
    for name in re.findall(r"url\(icons:([^)]+)\)", STYLE.read_text(encoding="utf-8")):
        assert (RESOURCES / "icons" / name).is_file(), name


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (theme.TEXT, theme.GROUND),
        (theme.SECONDARY, theme.GROUND),
        (theme.SECONDARY, theme.PANEL),
        (theme.PANEL, theme.PRIMARY),
        (theme.RAIL_TEXT, theme.RAIL),
        (theme.RAIL_TEXT, theme.RAIL_CHOSEN),
        (theme.BOARD_CALL_TEXT, theme.BOARD_CALL),
        *theme.TINTS.values(),
    ],
)
def test_texts_stand_out_from_their_ground(text: str, ground: str) -> None:
    assert _contrast(text, ground) >= 4.5


def test_icons_are_one_outline_set(tmp_path: Path) -> None:
    for file in (RESOURCES / "icons").glob("*.svg"):
        drawing = file.read_text(encoding="utf-8")
        assert 'viewBox="0 0 20 20"' in drawing, file.name
        assert "<text" not in drawing, file.name


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1, 1.4.3."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

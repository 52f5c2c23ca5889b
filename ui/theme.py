"""Colours and measures, and the one style sheet (values: the team's look sheet, kept in `resources/styles`)."""

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

GROUND: Final = "#F3F5F7"
PANEL: Final = "#FFFFFF"
LINE: Final = "#D5DAE1"
BORDER: Final = "#B9C1CC"
TEXT: Final = "#1B2330"
SECONDARY: Final = "#566273"
PRIMARY: Final = "#1F4E8C"
PRESSED: Final = "#183F73"
FOCUS: Final = "#2F6FC4"
CHOSEN: Final = "#E3ECF8"
GOOD: Final = "#1B6E43"
GOOD_TINT: Final = "#E4F3EA"
ATTENTION: Final = "#9A5200"
ATTENTION_TINT: Final = "#FDF0DF"
BAD: Final = "#AE2018"
BAD_TINT: Final = "#FBE9E7"
NEUTRAL_TINT: Final = "#EBEEF2"
STATUS: Final = "#E7EBF0"
RAIL: Final = "#22324A"
RAIL_CHOSEN: Final = "#31476A"
RAIL_TEXT: Final = "#E8EDF4"
RAIL_EDGE: Final = "#7DB2F5"
BOARD: Final = "#0F2138"
BOARD_ROW: Final = "#1A3252"
BOARD_CALL: Final = "#F2B134"
BOARD_CALL_TEXT: Final = "#1B1400"

TINTS: Final = {
    "neutral": (SECONDARY, NEUTRAL_TINT),
    "good": (GOOD, GOOD_TINT),
    "attention": (ATTENTION, ATTENTION_TINT),
    "bad": (BAD, BAD_TINT),
    "stopped": (PRIMARY, CHOSEN),
}
"""Text and ground of chips and notes; never the only sign of a state."""

GRID: Final = 8
FIELD_HEIGHT: Final = 32
BUTTON_HEIGHT: Final = 34
ROW_HEIGHT: Final = 36
TALL_ROW_HEIGHT: Final = 52
VISITOR_HEIGHT: Final = 60
ACTIONS_HEIGHT: Final = 56
STATUS_HEIGHT: Final = 30
RAIL_WIDTH: Final = 92

BODY_PX: Final = 14
SMALL_PX: Final = 13

_TOKEN: Final = re.compile(r"@([a-z_]+)")


def apply(app: QApplication, resources: Path) -> None:
    """Fusion with our palette, the style sheet and the icons of `resources`."""
    app.setStyle("Fusion")
    app.setPalette(palette())
    QDir.setSearchPaths("icons", [str(resources / "icons")])
    app.setStyleSheet(style_sheet(resources / "styles" / "sidao.qss"))


def style_sheet(file: Path) -> str:
    """The style sheet with every `@name` replaced by this module's colour. An unknown name is a KeyError."""
    colours = {name.lower(): value for name, value in globals().items() if name.isupper() and isinstance(value, str)}
    return _TOKEN.sub(lambda found: colours[found[1]], file.read_text(encoding="utf-8"))


def palette() -> QPalette:
    """The colours for what the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    for kind, colour in (
        (role.Window, GROUND),
        (role.Base, PANEL),
        (role.AlternateBase, GROUND),
        (role.Button, PANEL),
        (role.WindowText, TEXT),
        (role.Text, TEXT),
        (role.ButtonText, TEXT),
        (role.ToolTipBase, TEXT),
        (role.ToolTipText, PANEL),
        (role.Highlight, PRIMARY),
        (role.HighlightedText, PANEL),
        (role.PlaceholderText, SECONDARY),
        (role.Link, PRIMARY),
    ):
        made.setColor(kind, QColor(colour))
    return made


def look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet speaks of, and draw the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # before, the style sheet has not looked yet
        widget.style().unpolish(widget)
        widget.style().polish(widget)

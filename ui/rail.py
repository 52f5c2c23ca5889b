"""The rail on the left: the places with their counts, the clerk below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import _
from ui.screen import Place
from ui.shortcuts import CLERK, MANUAL
from ui.theme import GRID, RAIL_TEXT, RAIL_WIDTH, look
from ui.widgets.frames import Text


class Rail(QWidget):
    """`chosen(key)` when the clerk goes somewhere, `clerk_pressed` for the name below."""

    chosen = Signal(str)
    clerk_pressed = Signal()

    def __init__(self, places: Sequence[Place], clerk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL_WIDTH)
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(2)
        for place in places:
            button = RailButton(place.title, place.icon, place.shortcut, self)
            button.setObjectName(f"rail_{place.key}")
            button.setCheckable(True)
            button.clicked.connect(self._tell)
            self._group.addButton(button)
            self._buttons[place.key] = button
            column.addWidget(button)
        column.addStretch(1)
        manual = _("手册")
        hint = Text(f"Alt+1…{len(places)}\n{MANUAL} {manual}", "hint", self)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(hint)
        self._clerk = RailButton(clerk, "clerk", CLERK, self)
        self._clerk.setObjectName("rail_clerk")
        self._clerk.setAccessibleName(_("{name}：锁定或换人").format(name=clerk))
        self._clerk.clicked.connect(self.clerk_pressed)
        column.addWidget(self._clerk)

    def choose(self, key: str) -> None:
        """Show where we are."""
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """How much waits there; 0 shows nothing."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def _tell(self) -> None:
        for key, button in self._buttons.items():
            if button is self.sender():
                self.chosen.emit(key)


class RailButton(QPushButton):
    """An icon and a word, the count behind it, the key in the tool tip."""

    def __init__(self, title: str, icon_name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._key = key
        self._shortcut = QShortcut(QKeySequence(key), self)
        self._shortcut.activated.connect(self.click)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # reached by its key; Tab belongs to the screen
        self.setIcon(icon(icon_name, RAIL_TEXT))
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look(self, "role", "rail")
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """The word with its count."""
        shown = f"{self._title} {count if count < 100 else '99+'}" if count else self._title
        if self.text() != shown or not self.toolTip():
            self.setText(shown)
            self.setAccessibleName(shown)
            self.setToolTip(f"{self._title}  {self._key}")

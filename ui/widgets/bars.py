"""The strip over a screen and the bar under it: they never scroll away."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import ACTIONS_HEIGHT, GRID, VISITOR_HEIGHT, look
from ui.widgets.frames import ShrinkingText, TwoLineText

NARROW = 1000
"""Below this width (150 % on the usual panel) buttons stand closer together."""


class HeadStrip(QFrame):
    """The screen's title with what is added behind it; `row` is its layout."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "strip")
        self.setFixedHeight(VISITOR_HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self.row.setSpacing(GRID)
        self.title = ShrinkingText(title, "title", self)
        self.row.addWidget(self.title)


class ActionBar(QFrame):
    """Ordinary actions at the left, a sentence in the middle, the primary action at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "actions")
        self.setFixedHeight(ACTIONS_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(GRID)
        self.said = TwoLineText("", "secondary", self)
        row.addLayout(self._left)
        row.addWidget(self.said, 1)
        row.addLayout(self._right)
        self._buttons: list[QWidget] = []

    def add_left(self, button: QWidget) -> None:
        """One more ordinary action."""
        self._left.addWidget(button)
        self._buttons.append(button)

    def add_right(self, button: QWidget) -> None:
        """One more at the right; the primary one comes last."""
        self._right.addWidget(button)
        self._buttons.append(button)

    def resizeEvent(self, event: object) -> None:
        tight = "true" if self.width() < NARROW else "false"
        for button in self._buttons:
            look(button, "tight", tight)

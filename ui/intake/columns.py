"""Two columns that scroll each for itself; in a narrow window one under the other, scrolling together."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import GRID, look
from ui.widgets.frames import Panel, scrolling

NARROW = 1000
"""Below this width (150 % on the usual panel) two columns would be too narrow for their fields."""


class Column(Panel):
    """A panel whose content scrolls, or is as high as its content when `whole`."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent, (0, 4, 0, 4))
        self._whole = False
        self._inside = inside
        layout = inside.layout()
        assert layout is not None
        layout.setContentsMargins(16, 8, 16, 8)
        self.area = scrolling(inside, self)
        self.body.addWidget(self.area)
        inside.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_whole(self, whole: bool) -> None:
        """As high as its content, so that what is round it scrolls."""
        self._whole = whole
        policy = Qt.ScrollBarPolicy
        self.area.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and self._whole:
            self._fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole and event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        if not self._whole:
            self.setMinimumHeight(0)
            return
        layout = self._inside.layout()
        assert layout is not None
        width = max(self.area.viewport().width(), 200)
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        self.setMinimumHeight(height + 12)


class Columns(QScrollArea):
    """`left` takes three fifths of the width. `narrowed(bool)` when there is no room for two, or room again."""

    narrowed = Signal(bool)

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget(self)
        look(self._page, "look", "page")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._page)
        self._box.setContentsMargins(16, 12, 16, 12)
        self._box.setSpacing(GRID + 4)
        self.left, self.right = Column(left, self._page), Column(right, self._page)
        self._box.addWidget(self.left, 3)
        self._box.addWidget(self.right, 2)
        self.setWidget(self._page)
        self.narrow = False

    def show_field(self, field: QWidget) -> None:
        """Scroll until the field can be seen, with room for the sentence under it."""
        for column in (self.left, self.right):
            if column.isAncestorOf(field):
                column.area.ensureWidgetVisible(field, 0, 48)
        self.ensureWidgetVisible(field, 0, 64)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        if narrow != self.narrow:
            self.narrow = narrow
            direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._box.setDirection(direction)
            for column in (self.left, self.right):
                column.set_whole(narrow)
            self.narrowed.emit(narrow)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 120)


def page(parent: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """An empty content for a column."""
    inside = QWidget(parent)
    layout = QVBoxLayout(inside)
    layout.setSpacing(GRID)
    return inside, layout

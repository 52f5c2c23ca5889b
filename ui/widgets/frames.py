"""Frames and texts in the program's look: panels, strips, dividers, labels."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import GRID, look
from ui.widgets.lines import in_two_lines


class Panel(QFrame):
    """A white frame with a thin line round it; `body` is its layout."""

    def __init__(self, parent: QWidget | None = None, margins: tuple[int, int, int, int] = (16, 12, 16, 12)) -> None:
        super().__init__(parent)
        look(self, "look", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(GRID)


class Divider(QFrame):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "divider")
        self.setFixedHeight(1)


class Text(QLabel):
    """A label in one of the style sheet's looks: label, secondary, head, title, figure, note, ticket or plain.

    Texts are plain: what a person typed is never taken for markup.
    """

    def __init__(self, text: str = "", style: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        look(self, "look", style)

    def set_kind(self, kind: str) -> None:
        """Colour it as a state: neutral, good, attention, bad."""
        look(self, "kind", kind)


class WrappedText(Text):
    """A text that may take several lines."""

    def __init__(self, text: str = "", style: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, style, parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # a new policy forgets what word wrap has set, and rows would not grow
        self.setSizePolicy(policy)


class ElidedText(Text):
    """One line that ends in … when there is no room; the whole text is its tool tip."""

    def __init__(self, text: str = "", style: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__("", style, parent)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fit()

    def setText(self, text: str) -> None:
        """The whole text; as much of it as there is room for is shown."""
        self._whole = text
        self._fit()

    def whole(self) -> str:
        """The text without regard to room."""
        return self._whole

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 8))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
        self.setAccessibleName(self._whole)


class TwoLineText(ElidedText):
    """Like `ElidedText`, with a second line before anything is left out."""

    def _fit(self) -> None:
        room = max(self.width(), 8)
        shown = in_two_lines(self._whole, self.font(), room)
        QLabel.setText(self, shown)
        self.setToolTip(self._whole if shown.endswith("…") and not self._whole.endswith("…") else "")
        self.setAccessibleName(self._whole)


class ShrinkingText(ElidedText):
    """As wide as its whole text, and shorter where there is no room for that."""

    _LEAST = 96

    def __init__(self, text: str = "", style: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, style, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(wanted, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._LEAST), super().minimumSizeHint().height())


def scrolling(inside: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """`inside` in an area that scrolls up and down, never sideways, and takes no focus itself."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    look(inside, "look", "page")
    area.setWidget(inside)
    return area

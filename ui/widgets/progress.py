"""What takes its time and goes on beside other work: a sentence, how far it is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.theme import GRID, look
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import ElidedText

_STEPS = 1000


class ProgressStrip(QFrame):
    """Across a screen, hidden while nothing goes on. `stopped` when the clerk wants it to end."""

    stopped = Signal()

    def __init__(self, stop: str, key: str, name: str, parent: QWidget | None = None) -> None:
        """`stop` and `key` are the stop button's."""
        super().__init__(parent)
        self.setObjectName(name)
        look(self, "look", "banner")
        look(self, "kind", "neutral")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 4, 2 * GRID, 4)
        row.setSpacing(GRID + 4)
        self.text = ElidedText("", "plain", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(220, 10)
        self.stop = ActionButton(stop, key, name=f"{name}_stop", parent=self)
        self.stop.clicked.connect(self.stopped)
        row.addWidget(self.text, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.hide()

    def show_progress(self, text: str, done: int, of: int, *, can_stop: bool) -> None:
        """`of` 0: nobody knows how long it takes."""
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, _STEPS if of else 0)
        self.bar.setValue(done * _STEPS // of if of else 0)
        self.stop.setVisible(can_stop)
        self.show()

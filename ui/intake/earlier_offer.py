"""Under a material: what the person handed in before, with its age and validity, and the button that uses it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.language import _
from ui.shortcuts import USE_MATERIAL
from ui.theme import GRID, look
from ui.widgets.frames import WrappedText
from ui.widgets.rows import Mark


class EarlierOffer(QWidget):
    """`asked` when it is to be used. The key stands on one offer at a time: that which it takes."""

    asked = Signal()

    def __init__(self, code: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = QPushButton(self)
        self.use.setObjectName(f"earlier_{code}")
        self.use.setAccessibleName(_("{name}：用以前的").format(name=name))
        self.use.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.use.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look(self.use, "role", "link")
        look(self.use, "roomy", "true")
        self.said = WrappedText("", "note", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(GRID)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.said, 1)
        self.use.clicked.connect(self.asked)
        self.show_key(False)

    def show_mark(self, mark: Mark | None) -> None:
        """What it was; None for nothing."""
        self.said.setText("" if mark is None else mark.text)
        self.said.set_kind("neutral" if mark is None else mark.kind)

    def show_key(self, shown: bool) -> None:
        """Whether the key takes this one."""
        self.use.setText(_("用以前的") + (f"  {USE_MATERIAL}" if shown else ""))

"""The bar under the form: it never scrolls away."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import shortcuts
from ui.intake.rows import saved_text
from ui.language import _
from ui.theme import ACTIONS_HEIGHT, GRID, look
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import ElidedText


class ActionBar(QFrame):
    """The intake's actions; the form connects them. `submit` is the screen's one primary button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "actions")
        self._at: datetime | None = None
        self._narrow = False
        self.setFixedHeight(ACTIONS_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(GRID)
        self.supplement = ActionButton(_("一次性告知"), shortcuts.SUPPLEMENT, name="supplement", parent=self)
        self.decline = ActionButton(_("不予受理"), shortcuts.DECLINE, name="decline", parent=self)
        self.enquiry = ActionButton(_("仅咨询"), shortcuts.ENQUIRY, name="enquiry", parent=self)
        self.saved = ElidedText("", "secondary", self)
        self.saved.setObjectName("saved")
        self.preview = ActionButton(_("预览"), shortcuts.PREVIEW, name="show_preview", parent=self)
        self.another = ActionButton(_("再办一件"), shortcuts.ANOTHER, name="another", parent=self)
        self.receive = ActionButton(_("收件"), shortcuts.RECEIVE, name="receive", parent=self)
        self.submit = ActionButton("", shortcuts.SUBMIT, role="primary", name="submit", parent=self)
        for button in (self.supplement, self.decline, self.enquiry):
            self._row.addWidget(button)
        self._row.addWidget(self.saved, 1)
        for button in (self.preview, self.another, self.receive, self.submit):
            self._row.addWidget(button)

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        """All of them."""
        return (
            self.supplement,
            self.decline,
            self.enquiry,
            self.preview,
            self.another,
            self.receive,
            self.submit,
        )

    def set_narrow(self, narrow: bool) -> None:
        """Closer together, with shorter words."""
        self._narrow = narrow
        self.show_saved(self._at)
        look(self.saved, "look", "label" if narrow else "secondary")
        edge = GRID if narrow else 2 * GRID
        self._row.setContentsMargins(edge, 0, edge, 0)
        self._row.setSpacing(4 if narrow else GRID)
        for button in self.buttons:
            look(button, "tight", "true" if narrow else "false")

    def show_saved(self, at: datetime | None) -> None:
        """When the draft was last written to the disk."""
        self._at = at
        self.saved.setText("" if at is None else saved_text(at, self._narrow))

    def set_busy(self, busy: bool) -> None:
        """While the case is being written, nothing may be pressed twice."""
        for button in self.buttons:
            button.setEnabled(not busy)

"""Buttons that show their key."""

from typing import Literal

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import look

Role = Literal["plain", "primary", "danger", "link"]


class ActionButton(QPushButton):
    """An action: its word, its key behind it, and the key pressed anywhere on the screen does the same.

    Enter does not press it (Enter goes to the next field); Space and the key do.
    """

    def __init__(
        self,
        caption: str,
        key: str = "",
        *,
        role: Role = "plain",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = QKeySequence(key)
        self._shortcut = QShortcut(self._key, self)  # QPushButton's own waits a tenth of a second before it clicks
        self._shortcut.setAutoRepeat(False)
        self._shortcut.activated.connect(self.click)
        self._caption = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setObjectName(name)
        self.set_role(role)
        self.set_caption(caption)

    @property
    def caption(self) -> str:
        """The word without the key."""
        return self._caption

    @property
    def key(self) -> str:
        """The key that does the same, empty for none."""
        return self._key.toString()

    def set_caption(self, caption: str) -> None:
        """Another word for the same action."""
        self._caption = caption
        key = self._key.toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{caption}  {key}".rstrip().replace("&", "&&"))
        self.setAccessibleName(caption)

    def set_role(self, role: Role) -> None:
        """How it stands out. One primary button a screen."""
        look(self, "role", role)

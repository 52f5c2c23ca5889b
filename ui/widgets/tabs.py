"""Words over a list that say which part of it is shown, each with its count."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget


class CountTabs(QTabBar):
    """`chosen(key)` when the clerk goes to another part. Ctrl+Page Down and Ctrl+Page Up go on and back."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str]], name: str, said: str, parent: QWidget | None = None) -> None:
        """`parts` are key and word."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._parts = tuple(parts)
        for place, (_key, word) in enumerate(self._parts):
            self.addTab(word)
            self.setTabData(place, word)
        self.currentChanged.connect(self._tell)
        for key, step in (("Ctrl+PgDown", self._on), ("Ctrl+PgUp", self._back)):
            QShortcut(QKeySequence(key), self).activated.connect(step)

    def key(self) -> str:
        """The part that is shown."""
        return self._parts[self.currentIndex()][0]

    def choose(self, key: str) -> None:
        """Show this part."""
        self.setCurrentIndex([part for part, _word in self._parts].index(key))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many there are in each part; none shows nothing."""
        for place, (key, word) in enumerate(self._parts):
            count = counts.get(key, 0)
            self.setTabText(place, f"{word} {count}" if count else word)

    def _tell(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self._parts[place][0])

    def _on(self) -> None:
        self.setCurrentIndex((self.currentIndex() + 1) % self.count())

    def _back(self) -> None:
        self.setCurrentIndex((self.currentIndex() - 1) % self.count())

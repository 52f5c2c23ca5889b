"""Words over a list that say which part of it is shown, each with its count."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget


class CountTabs(QTabBar):
    """`chosen(key)` when the clerk goes to another part. Ctrl+Page Down and Ctrl+Page Up go on and back."""

    chosen = Signal(str)

    def __init__(
        self,
        parts: Sequence[tuple[str, str]],
        name: str,
        said: str,
        parent: QWidget | None = None,
        *,
        hides_empty: bool = False,
    ) -> None:
        """`parts` are key and word. `hides_empty`: of those behind the first only the parts that hold something, and
        the chosen one, have a tab; for more parts than there is room."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._parts = tuple(parts)
        self._hides_empty = hides_empty
        for place, (_key, word) in enumerate(self._parts):
            self.addTab(word)
            self.setTabData(place, word)
            self.setTabVisible(place, place == 0 or not hides_empty)
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
            if self._hides_empty:
                self.setTabVisible(place, count > 0 or place in (0, self.currentIndex()))

    def _tell(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self._parts[place][0])

    def _on(self) -> None:
        self._go(1)

    def _back(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        places = [place for place in range(self.count()) if self.isTabVisible(place)]
        here = places.index(self.currentIndex())
        self.setCurrentIndex(places[(here + step) % len(places)])

"""Finding the item as one types: codes, pinyin, initials and 汉字 alike, with the list under the field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from app.catalogue.model import ServiceItem
from ui.intake.rows import item_choice
from ui.language import _
from ui.tasks import Lane
from ui.theme import GRID, ROW_HEIGHT, look
from ui.widgets.enter import is_enter
from ui.widgets.inputs import TextInput

_PAUSE_MS = 60
_SHOWN = 9
_LOWEST_ROW = 28
_ROUND = 10
"""What the list's frame takes above and below its rows."""


class ItemSearch(TextInput):
    """`chosen(ServiceItem)` when the clerk picks one: by arrows and Enter, by mouse, or by 1–9 after letters.

    Digits go on as a code while only digits have been typed. Esc closes the list and keeps the text.
    """

    chosen = Signal(object)

    def __init__(
        self, lane: Lane, search: Callable[[str], Sequence[ServiceItem]], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("item")
        self._lane, self._search = lane, search
        self._asked = 0
        self._found: tuple[ServiceItem, ...] = ()
        self._enter_waits = False
        self.list = ItemList(self)
        self.list.picked.connect(self._pick)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.edited.connect(self._pause.start)

    def show_item(self, item: ServiceItem | None) -> None:
        """The chosen item's name, none for a new intake."""
        self.setText("" if item is None else item.name)
        self.setCursorPosition(0)
        self.list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing:
            super().keyPressEvent(event)
            return
        open_ = self.list.isVisible()
        digit = event.key() - Qt.Key.Key_1
        if is_enter(event) and (self._pause.isActive() or self._asked):
            self._enter_waits = True
            self._pause.stop()
            self._ask()
        elif open_ and is_enter(event):
            self._pick(self.list.currentRow())
        elif open_ and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif open_ and event.key() == Qt.Key.Key_Escape:
            self.list.hide()
        elif open_ and 0 <= digit < len(self._found) and not self.text().isdigit() and not event.modifiers():
            self._pick(digit)
        elif not open_ and event.key() == Qt.Key.Key_Down:
            self._ask()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)
        self.list.hide()

    def _ask(self) -> None:
        text = self.value()
        self._asked += 1
        self._lane.run(lambda: (text, tuple(self._search(text))), self._show, self._failed)

    def _show(self, answer: tuple[str, tuple[ServiceItem, ...]]) -> None:
        self._asked -= 1
        text, found = answer
        if text != self.value():
            return
        self._found = found[:_SHOWN]
        if self._enter_waits and self._found:
            self._pick(0)
        elif self.hasFocus():
            self.list.show_items([item_choice(item) for item in self._found], self)
        self._enter_waits = False

    def _failed(self, _error: object) -> None:
        self._asked -= 1
        self._enter_waits = False

    def _pick(self, place: int) -> None:
        self._enter_waits = False
        if 0 <= place < len(self._found):
            item = self._found[place]
            self.show_item(item)
            self.chosen.emit(item)


class ItemList(QListWidget):
    """The list under the search field. It lies over the window's other content and never takes the focus."""

    picked = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setObjectName("item_list")
        self.setAccessibleName(_("找到的事项"))
        look(self, "look", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._clicked)
        self.hide()

    def show_items(self, choices: Sequence[tuple[str, str]], field: QWidget) -> None:
        """These choices under `field`, the first one marked."""
        self.clear()
        for number, (name, origin) in enumerate(choices, start=1):
            QListWidgetItem(f"{number}  {name}\u3000{origin}", self)
        if not choices:
            QListWidgetItem(_("没有找到。换个说法，或输入事项编码。"), self).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setParent(field.window())
        place = field.mapTo(field.window(), QPoint(0, field.height() + 2))
        room = field.window().size() - QSize(place.x() + GRID, place.y() + GRID)
        row_height = max(min((room.height() - _ROUND) // self.count(), ROW_HEIGHT), _LOWEST_ROW)
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, row_height))
        height = min(self.count() * row_height + _ROUND, room.height())
        self.setGeometry(place.x(), place.y(), min(max(field.width(), self._widest()), room.width()), height)
        self.setCurrentRow(0 if choices else -1)
        self.show()
        self.raise_()

    def _widest(self) -> int:
        """What the longest choice takes: an item's department and kind stand at its end."""
        texts = (self.item(row).text() for row in range(self.count()))
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + 3 * GRID

    def step(self, by: int) -> None:
        """The mark up or down, round the ends."""
        if self.count():
            self.setCurrentRow((self.currentRow() + by) % self.count())

    def _clicked(self, item: QListWidgetItem) -> None:
        self.picked.emit(self.row(item))

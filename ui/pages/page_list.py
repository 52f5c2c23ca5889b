"""The pages in order, small, each with its number."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap, QTransform
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.devices.page_pictures import Seen, Trim
from app.devices.scanning import Page
from ui.language import _
from ui.pages.rows import page_caption
from ui.theme import NEUTRAL_TINT, look

_SIDE = 76


class PageList(QListWidget):
    """`chosen(int)` is the place of the page to look at, -1 for none."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look(self, "look", "list")
        self.setObjectName("page_list")
        self.setAccessibleName(_("各页"))
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setFixedWidth(132)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self.chosen)
        self._small: dict[tuple[int, int, Trim], tuple[Seen | None, QPixmap]] = {}

    def show_pages(self, pages: Sequence[Page], pictures: Sequence[QPixmap | None], at: int) -> None:
        """These pages, the one at `at` chosen."""
        self.blockSignals(True)
        self.clear()
        for number, (page, picture) in enumerate(zip(pages, pictures, strict=True), start=1):
            entry = QListWidgetItem(QIcon(self._picture(page, picture)), page_caption(number, page), self)
            entry.setSizeHint(QSize(112, _SIDE + 8))
            entry.setToolTip(page.name)
        self.setCurrentRow(at)
        self.blockSignals(False)
        self.chosen.emit(self.currentRow())

    def _picture(self, page: Page, picture: QPixmap | None) -> QPixmap:
        """The page small, made once for each way that it lies: sixty are not drawn anew for a turn of one."""
        key = id(page.seen), page.turns % 4, page.trim
        if key not in self._small:
            self._small[key] = page.seen, _small(page, picture)  # which holds it, so that no other has this id
        return self._small[key][1]


def _small(page: Page, picture: QPixmap | None) -> QPixmap:
    """The page as it will be kept."""
    if picture is None:
        blank = QPixmap(_SIDE * 2 // 3, _SIDE)
        blank.fill(QColor(NEUTRAL_TINT))
        return blank
    turned = picture.transformed(QTransform().rotate(90 * (page.turns % 4)))
    width, height, trim = turned.width(), turned.height(), page.trim
    left, top = round(trim.left * width), round(trim.top * height)
    kept = turned.copy(left, top, round(trim.right * width) - left, round(trim.bottom * height) - top)
    return kept.scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)

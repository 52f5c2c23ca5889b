"""A PDF's pages on the screen, as pictures."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import GRID, look


class PagePicture(NamedTuple):
    """One page: RGBX bytes, row by row."""

    data: bytes
    width: int
    height: int
    stride: int


def page_pictures(pdf: bytes, width: int) -> tuple[PagePicture, ...]:
    """Every page drawn `width` pixels wide. Takes 20–60 ms a page: run it on a lane.

    pypdfium2 is loaded here, at the first preview, not when the program starts.
    """
    import pypdfium2

    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            drawn = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
            pictures.append(PagePicture(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride))
    return tuple(pictures)


class Preview(QScrollArea):
    """The pages one under the other on the ground; Page Up and Page Down turn them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(_("预览"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._pages = QWidget()
        look(self._pages, "look", "ground")
        self._column = QVBoxLayout(self._pages)
        self._column.setSpacing(2 * GRID)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._pages)
        for key, step in ((Qt.Key.Key_PageDown, self._down), (Qt.Key.Key_PageUp, self._up)):
            QShortcut(QKeySequence(key), self).activated.connect(step)

    def pixels(self) -> int:
        """How many device pixels wide a page should be drawn for this area."""
        return round((self.viewport().width() - 6 * GRID) * self.devicePixelRatioF())

    def show_pages(self, pictures: tuple[PagePicture, ...]) -> None:
        """These pages, drawn for `pixels()`."""
        while (taken := self._column.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.deleteLater()
        for number, picture in enumerate(pictures, start=1):
            drawn = QPixmap.fromImage(
                QImage(
                    picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGBX8888
                ).copy()
            )
            drawn.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel(self._pages)
            page.setPixmap(drawn)
            page.setAccessibleName(_("第 {number} 页").format(number=number))
            self._column.addWidget(page)
        self.verticalScrollBar().setValue(0)

    def _down(self) -> None:
        self._scroll(self.viewport().height())

    def _up(self) -> None:
        self._scroll(-self.viewport().height())

    def _scroll(self, by: int) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by)

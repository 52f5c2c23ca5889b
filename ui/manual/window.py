"""The manual in a window of its own: contents and search at the left, the page at the right. It blocks nothing."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.language import _, chosen
from ui.manual.pages import Page, found, page_of, read_pages
from ui.shortcuts import CANCEL
from ui.theme import GRID, look
from ui.widgets.enter import is_enter
from ui.widgets.frames import WrappedText
from ui.widgets.search_field import SearchField

_SIZE = 980, 640
_CONTENTS = 240
_KEY = Qt.ItemDataRole.UserRole


class ManualSearch(SearchField):
    """`again`: Enter, for the next place. It doesn't leave the field, as it does in forms."""

    again = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not self.composing:
            self.again.emit()
        else:
            super().keyPressEvent(event)


class ManualWindow(QWidget):
    """Ctrl+F searches: the contents list only pages with all the words, Enter goes to the next place. Esc closes."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """`folder` holds a folder of pages for each language, and `pictures`."""
        super().__init__(parent)
        self.setObjectName("manual")
        self.setWindowTitle(_("使用手册 · Sidao 四到"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program doesn't stay for its manual
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look(self, "look", "ground")
        self._pages = read_pages(folder / chosen())
        self._shown: Page | None = None
        self._typed = ""
        self.search = ManualSearch(_("在手册中查找"))
        self.search.setObjectName("manual_search")
        self.contents = QListWidget()
        self.contents.setObjectName("manual_contents")
        self.contents.setAccessibleName(_("目录"))
        self.contents.setSpacing(2)
        self.nothing = WrappedText(_("没有找到。换个说法，或少写几个字。"), "secondary")
        self.text = QTextBrowser()
        self.text.setObjectName("manual_text")
        self.text.setAccessibleName(_("手册正文"))
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([str(folder / chosen())])
        self.text.document().setDocumentMargin(2 * GRID)
        self._lay_out()
        self.search.searched.connect(self._search)
        self.search.again.connect(self._find_next)
        self.contents.currentItemChanged.connect(self._choose)
        self.text.anchorClicked.connect(self._follow)
        QShortcut(QKeySequence(CANCEL), self).activated.connect(self.close)
        self._list(self._pages)

    @property
    def page(self) -> Page | None:
        """What is being read."""
        return self._shown

    def open_at(self, place: str) -> None:
        """Comes to the front at the page of a screen."""
        self.search.clear()
        self._search("")
        self.show_page(place)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def show_page(self, key: str) -> None:
        """Turns to a page; the first one when there is none of this name."""
        page = page_of(self._pages, key)
        if page is None or page is self._shown:
            return
        self._shown = page
        self.text.setMarkdown(page.text)
        _give_air(self.text.document())
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_KEY) == page.key:
                self.contents.setCurrentRow(row)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID, GRID, 0, GRID)
        column.setSpacing(GRID)
        for part in (self.search, self.nothing):
            column.addWidget(part)
        column.addWidget(self.contents, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self.text)
        split.setSizes([_CONTENTS, _SIZE[0] - _CONTENTS])
        split.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        self.resize(*_SIZE)

    def _list(self, pages: tuple[Page, ...]) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for page in pages:
            entry = QListWidgetItem(page.title, self.contents)
            entry.setData(_KEY, page.key)
            if page is self._shown:
                self.contents.setCurrentItem(entry)
        self.contents.blockSignals(False)
        self.nothing.setVisible(not pages)

    def _search(self, typed: str) -> None:
        if typed == self._typed:
            return
        self._typed = typed
        pages = found(self._pages, typed)
        self._list(pages)
        if typed and pages and self._shown not in pages:
            self.show_page(pages[0].key)
        if typed:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self._find_next()

    def _find_next(self) -> None:
        """The next place of the first word, round the end of the page."""
        words = self._typed.split()
        if words and not self.text.find(words[0], QTextDocument.FindFlag(0)):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0], QTextDocument.FindFlag(0))

    def _choose(self, entry: QListWidgetItem | None) -> None:
        if entry is not None:
            self.show_page(entry.data(_KEY))
            if self._typed:
                self._find_next()

    def _follow(self, link: QUrl) -> None:
        """A link to another page turns to it; any other is the system's."""
        if link.isRelative() and link.fileName().endswith(".md"):
            self.show_page(link.fileName().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(link)


def _give_air(document: QTextDocument) -> None:
    """Room above headings and under paragraphs, of which Markdown gives none; tables stay dense."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            form = block.blockFormat()
            form.setTopMargin(2 * GRID if form.headingLevel() > 1 else 0)
            form.setBottomMargin(GRID if form.headingLevel() or block.textList() is None else GRID // 2)
            cursor.setBlockFormat(form)
        block = block.next()

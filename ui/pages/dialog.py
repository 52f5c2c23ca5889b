"""The pages of one material: added from files, a scanner or a folder, put in order, turned and trimmed."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.cases.files import read_file
from app.cases.given import MOST_PAGES, StoredFile
from app.devices.page_pictures import WHOLE, Seen, Trim
from app.devices.scanner import PageSource, Scan
from app.devices.scanning import Page, Scanning
from app.errors import NotFound, Refused, SidaoError
from ui.explain import explain
from ui.language import _, chosen
from ui.pages.canvas import PageCanvas
from ui.pages.page_list import PageList
from ui.pages.rows import edge_said, pages_said, waiting_said
from ui.pages.stack import PageStack
from ui.pages.tools import PageTools
from ui.tasks import Lanes
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.frames import WrappedText

_LOOK_MS = 800
FILTER = "*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.bmp *.ofd *.docx"


class PageKeeper(Protocol):
    """What keeps pages: the desk's cases."""

    def keep_pages(self, pages: Sequence[tuple[str, bytes]]) -> list[StoredFile]: ...

    def read_file(self, file: StoredFile) -> bytes: ...


class PagesDialog(Dialog):
    """`decided(list)` of (StoredFile, bytes before it was brought to size), in order. Esc changes nothing."""

    decided = Signal(list)

    def __init__(
        self,
        name: str,
        files: Sequence[StoredFile],
        *,
        cases: PageKeeper,
        scanning: Scanning,
        lanes: Lanes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("{name}：各页").format(name=name), _("正在打开…"), width=780, parent=parent)
        self._cases, self._scanning, self._lanes = cases, scanning, lanes
        self._files = tuple(files)
        self.pages = PageStack()
        self._pictures: dict[int, tuple[Seen, QPixmap]] = {}
        self._scanner: PageSource | None = None
        self._folder: PageSource | None = None
        self._deciding = PageStack()
        self._asked = self._busy = False
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self._look)
        self.list = PageList(self)
        self.canvas = PageCanvas(self)
        self.tools = PageTools(self)
        self._said = WrappedText("", "note", self)
        self._trouble = Banner(self)
        self._trouble.setObjectName("pages_trouble")
        self._lay_out()
        self._connect()
        if parent is not None:
            self.resize(min(900, parent.window().width() - 24), parent.window().height() - 20)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._typed = None  # what is there once everything is open is what Esc goes back to
            self._set_busy(True)  # before that, F9 would decide that there are no pages
            self._lanes.storage.run(self._read, self._open, self._not_opened)

    def add_files(self, paths: Sequence[str]) -> None:
        """Pages from the clerk's folder or stick, in the order of their names."""
        scanning = self._scanning

        def read() -> tuple[Page, ...]:
            scans = []
            for path in sorted(paths):
                name, _media, content = read_file(path, "file")
                scans.append(Scan(name=name, content=content))
            return scanning.took(scans)

        self._lanes.devices.run(read, self._add, self._failed)

    def confirm(self) -> None:
        """Keep the pages, then decide; what a look at the folder still brings comes first."""
        if not self._busy:
            self._set_busy(True)
            self._watch.stop()
            self._lanes.devices.run(lambda: None, self._finish, self._failed)

    def done(self, result: int) -> None:
        self._watch.stop()
        super().done(result)

    def _finish(self, _nothing: object) -> None:
        self._set_busy(True)
        self._watch.stop()
        self._deciding, scanning = PageStack(self.pages), self._scanning
        mended = [self.pages[place] for place in self.pages.mended()]
        self._lanes.devices.run(lambda: [scanning.finished(page) for page in mended], self._finished, self._failed)

    def _finished(self, scans: list[Scan]) -> None:
        cases, named = self._cases, [(scan.name, scan.content) for scan in scans]
        if not self.isHidden():
            self._lanes.storage.run(lambda: cases.keep_pages(named), self._decide, self._failed)

    def _decide(self, kept: list[StoredFile]) -> None:
        """Unless the clerk has left meanwhile."""
        if self.isHidden():
            return
        pages = self._deciding
        new = dict(zip(pages.mended(), kept, strict=True))
        self.accept()
        self.decided.emit([(new.get(place) or page.stored, page.came) for place, page in enumerate(pages)])

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(GRID + 4)
        columns.addWidget(self.list)
        columns.addWidget(self.canvas, 1)
        columns.addWidget(self.tools)
        self.body.setContentsMargins(16, 12, 16, 8)
        self.body.setSpacing(6)
        self.body.addWidget(self._trouble)
        self.body.addLayout(columns, 1)
        self.body.addWidget(self._said)
        self.add_cancel()
        self.keep = self.add_confirm(_("用这些页"))

    def _connect(self) -> None:
        for button, press in (
            *((self.tools.scan, self._scan), (self.tools.add, self.ask_files), (self.tools.trim, self._trim)),
            *((self.tools.left, self._turn_left), (self.tools.right, self._turn_right)),
            *((self.tools.up, self._move_up), (self.tools.down, self._move_down)),
            (self.tools.remove, self._remove),
        ):
            button.clicked.connect(press)
        self.list.chosen.connect(self._show_page)
        self.canvas.trimmed.connect(self._trimmed)
        self.canvas.edge_chosen.connect(self._say_edge)

    def _read(self) -> tuple[list[bytes], PageSource | None, PageSource | None]:
        """On the storage lane. What another window took in isn't here, and stays as it is."""
        contents = []
        for file in self._files:
            try:
                contents.append(self._cases.read_file(file))
            except NotFound:
                contents.append(b"")
        return contents, self._scanning.scanner(), self._scanning.folder()

    def _open(self, found: tuple[list[bytes], PageSource | None, PageSource | None]) -> None:
        contents, self._scanner, self._folder = found
        files, scanning = self._files, self._scanning

        def look() -> tuple[Page, ...]:
            return tuple(scanning.opened(file, content) for file, content in zip(files, contents, strict=True))

        self._lanes.devices.run(look, self._opened, self._not_opened)

    def _opened(self, pages: tuple[Page, ...]) -> None:
        self.sentence.hide()
        self.tools.scan.setVisible(self._scanner is not None)
        if self._folder is not None:
            self.sentence.setText(waiting_said())
            self.sentence.show()
        self._add(pages)
        self._typed = self._texts()
        self.list.setFocus()
        if not self.pages and self._scanner is None and self._folder is None:
            self.ask_files()

    def _not_opened(self, error: SidaoError) -> None:
        """What the material has can't be shown, so nothing is decided about it."""
        self.sentence.hide()
        self._trouble.say(explain(error, chosen()), "bad")

    def ask_files(self) -> None:
        """The clerk's own files."""
        dialog = QFileDialog(self, _("选择扫描件或照片"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("图片和文档 ({kinds})").format(kinds=FILTER))
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def _scan(self) -> None:
        scanner, scanning = self._scanner, self._scanning
        if scanner is None or self._busy:
            return
        self._set_busy(True)
        self._said.setText(_("正在扫描…"))
        self._lanes.devices.run(lambda: scanning.took(scanner.pages()), self._add, self._failed)

    def _look(self) -> None:
        """At the folder, from time to time."""
        folder, scanning = self._folder, self._scanning
        if folder is not None and not self._busy and self._lanes.devices.idle:
            self._lanes.devices.run(lambda: scanning.took(folder.pages()), self._came, self._lost)

    def _came(self, pages: tuple[Page, ...]) -> None:
        if pages:
            self._take(pages)

    def _lost(self, error: SidaoError) -> None:
        self._folder = None
        self._failed(error)

    def _add(self, pages: tuple[Page, ...]) -> None:
        self._set_busy(False)
        self._trouble.say("")
        self._take(pages)

    def _take(self, pages: tuple[Page, ...]) -> None:
        over = self.pages.take(pages)
        self._show(len(self.pages) - 1 if self._typed is not None else 0)
        if over:
            refused = Refused("pages_many", "file", most=MOST_PAGES, given=MOST_PAGES + over)
            self._trouble.say(explain(refused, chosen()), "bad")

    def _failed(self, error: SidaoError) -> None:
        self._set_busy(False)
        self._trouble.say(explain(error, chosen()), "bad")
        self._say()

    def _show(self, at: int) -> None:
        """The list anew, with the page at `at` in front."""
        pictures = [self._picture(page) for page in self.pages]
        self.list.show_pages(self.pages, pictures, min(at, len(self.pages) - 1))
        self._say()

    def _show_page(self, at: int) -> None:
        page = self.pages.at(at)
        seen = page is not None and page.seen is not None
        self.tools.show_place(at, len(self.pages), seen=seen)
        if page is None:
            self.canvas.show_page(None, 0, WHOLE, _("还没有页"))
            return
        words = _("{name}\n这种文件原样收进，不能在这里转动和裁边。").format(name=page.name)
        self.canvas.show_page(self._picture(page), page.turns, page.trim, words)
        self.tools.show_trimmed(page.trim != WHOLE)

    def _picture(self, page: Page) -> QPixmap | None:
        """The page to look at, made once."""
        if page.seen is None:
            return None
        key = id(page.seen)
        if key not in self._pictures:
            picture = QPixmap()
            picture.loadFromData(page.seen.picture)
            self._pictures[key] = page.seen, picture  # which holds it, so that no other has this id
        return self._pictures[key][1]

    def _turn_right(self) -> None:
        self.pages.turn(self.list.currentRow(), right=True)
        self._show(self.list.currentRow())

    def _turn_left(self) -> None:
        self.pages.turn(self.list.currentRow(), right=False)
        self._show(self.list.currentRow())

    def _trim(self) -> None:
        found = self.pages.trim_by_itself(self.list.currentRow())
        self._show(self.list.currentRow())
        if not found:
            self._said.setText(_("这一页四周没有可裁的；要裁请按 Tab 到页面上，用方向键移动边。"))

    def _trimmed(self, trim: Trim) -> None:
        self.pages.trim(self.list.currentRow(), trim)
        self.tools.show_trimmed(trim != WHOLE)

    def _move_up(self) -> None:
        self._show(self.pages.move(self.list.currentRow(), -1))

    def _move_down(self) -> None:
        self._show(self.pages.move(self.list.currentRow(), 1))

    def _remove(self) -> None:
        at = self.list.currentRow()
        self.pages.drop(at)
        self._show(at)

    def _say(self) -> None:
        self._said.setText(pages_said(self.pages))

    def _say_edge(self, edge: str) -> None:
        self._said.setText(edge_said(edge))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.keep, self.tools.scan, self.tools.add):
            button.setEnabled(not busy)
        if not busy and self._folder is not None:
            self._watch.start()
        elif not busy:
            self._watch.stop()

    def _texts(self) -> list[str]:
        """What Esc asks about: the pages as they are in hand."""
        return [f"{id(page.seen)} {page.name} {page.turns} {page.trim}" for page in self.pages]

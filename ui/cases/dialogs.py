"""An attachment to look at."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.cases.given import StoredFile
from app.errors import SidaoError
from ui import list_shortcuts as keys
from ui.explain import explain
from ui.language import _, chosen
from ui.tasks import Lane, Lanes
from ui.widgets.buttons import ActionButton
from ui.widgets.dialog import Dialog
from ui.widgets.frames import scrolling
from ui.widgets.preview import PagePicture, Preview, page_pictures

_PDF = "application/pdf"
_WIDTH = 640


class AttachmentDialog(Dialog):
    """The pages of a material as they were taken in, one at a time; any can be saved elsewhere."""

    def __init__(
        self,
        files: Sequence[StoredFile],
        read: Callable[[StoredFile], bytes],
        lanes: Lanes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_title(files, 0), _("正在打开…"), width=720, parent=parent)
        self._files, self._read, self._lanes = tuple(files), read, lanes
        self._at = 0
        self._content = b""
        self._asked = False
        self.pages = Preview(self)
        self.picture = QLabel()
        self.picture.setObjectName("attachment_picture")
        self._area = scrolling(self.picture, self)
        for part in (self.pages, self._area):
            part.hide()
            self.body.addWidget(part, 1)
        self.before = ActionButton(_("上一页"), keys.PAGE_BEFORE, name="page_before", parent=self)
        self.after = ActionButton(_("下一页"), keys.PAGE_AFTER, name="page_after", parent=self)
        for button, turn in ((self.before, self._turn_back), (self.after, self._turn_on)):
            button.setVisible(len(self._files) > 1)
            button.clicked.connect(turn)
            self.buttons.addWidget(button)
        self.save = ActionButton(_("另存为"), "Ctrl+S", name="save_attachment", parent=self)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._ask_where)
        self.buttons.addWidget(self.save)
        self.add_cancel()
        if parent is not None:
            self.resize(760, parent.window().height() - 20)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._open()

    def save_to(self, path: str) -> None:
        """Lay a copy where the clerk chose."""
        content = self._content
        _on(self._lanes.devices, lambda: Path(path).write_bytes(content), self.accept, self._not_saved)

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        if 0 <= self._at + by < len(self._files):
            self._at += by
            self._open()

    def _open(self) -> None:
        """The page in turn; what comes of an earlier one is no longer shown."""
        at, file, read = self._at, self._files[self._at], self._read
        self._content = b""
        self.save.setEnabled(False)
        self.title.setText(_title(self._files, at))
        self.picture.setAccessibleName(file.name)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < len(self._files) - 1)
        self.sentence.set_kind("neutral")
        self.sentence.setText(_("正在打开…"))
        for part in (self.pages, self._area):
            part.hide()
        self.sentence.show()

        self._lanes.storage.run(lambda: (at, read(file)), self._came, self._failed)

    def _came(self, found: tuple[int, bytes]) -> None:
        at, content = found
        if at != self._at:
            return
        self._content = content
        self.save.setEnabled(True)
        if self._files[self._at].media == _PDF:
            width = self.pages.pixels() or _WIDTH
            self._lanes.devices.run(lambda: (at, page_pictures(content, width)), self._show_pages, self._failed)
            return
        pixmap = QPixmap()
        if pixmap.loadFromData(content):
            self.sentence.hide()
            wide = pixmap.width() > _WIDTH
            self.picture.setPixmap(pixmap.scaledToWidth(_WIDTH) if wide else pixmap)
            self._area.show()
        else:
            self.sentence.setText(_("这种文件不能在这里查看，请另存后用其他程序打开。"))

    def _show_pages(self, found: tuple[int, tuple[PagePicture, ...]]) -> None:
        at, pictures = found
        if at == self._at:
            self.sentence.hide()
            self.pages.show()
            self.pages.show_pages(pictures)

    def _failed(self, error: SidaoError) -> None:
        self.sentence.setText(explain(error, chosen()))
        self.sentence.set_kind("bad")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("另存为"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._files[self._at].name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _not_saved(self) -> None:
        self.sentence.show()
        self.sentence.set_kind("bad")
        self.sentence.setText(_("没有存成，请换一个文件夹，或检查磁盘空间。"))


def _title(files: Sequence[StoredFile], at: int) -> str:
    """户口簿.jpg, or with its place among several."""
    name, count = files[at].name, len(files)
    return (
        name
        if count == 1
        else _("{name}（第 {number} 页，共 {count} 页）").format(name=name, number=at + 1, count=count)
    )


def _on(lane: Lane, write: Callable[[], object], done: Callable[[], None], failed: Callable[[], None]) -> None:
    """A file's troubles are the surroundings', not a bug."""

    def attempt() -> bool:
        try:
            write()
        except OSError:
            return False
        return True

    lane.run(attempt, lambda written: done() if written else failed())

"""An attachment to look at."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.cases.given import StoredFile
from app.errors import SidaoError
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
    """A picture or PDF as it was taken in; any file can be saved elsewhere."""

    def __init__(
        self, file: StoredFile, read: Callable[[], bytes], lanes: Lanes, parent: QWidget | None = None
    ) -> None:
        super().__init__(file.name, _("正在打开…"), width=720, parent=parent)
        self._file, self._read, self._lanes = file, read, lanes
        self._content = b""
        self._asked = False
        self.pages = Preview(self)
        self.picture = QLabel()
        self.picture.setObjectName("attachment_picture")
        self.picture.setAccessibleName(file.name)
        self._area = scrolling(self.picture, self)
        for part in (self.pages, self._area):
            part.hide()
            self.body.addWidget(part, 1)
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
            self._lanes.storage.run(self._read, self._came, self._failed)

    def save_to(self, path: str) -> None:
        """Lay a copy where the clerk chose."""
        content = self._content
        _on(self._lanes.devices, lambda: Path(path).write_bytes(content), self.accept, self._not_saved)

    def _came(self, content: bytes) -> None:
        self._content = content
        self.save.setEnabled(True)
        if self._file.media == _PDF:
            width = self.pages.pixels() or _WIDTH
            self._lanes.devices.run(lambda: page_pictures(content, width), self._show_pages, self._failed)
            return
        pixmap = QPixmap()
        if pixmap.loadFromData(content):
            self.sentence.hide()
            wide = pixmap.width() > _WIDTH
            self.picture.setPixmap(pixmap.scaledToWidth(_WIDTH) if wide else pixmap)
            self._area.show()
        else:
            self.sentence.setText(_("这种文件不能在这里查看，请另存后用其他程序打开。"))

    def _show_pages(self, pictures: tuple[PagePicture, ...]) -> None:
        self.sentence.hide()
        self.pages.show()
        self.pages.show_pages(pictures)

    def _failed(self, error: SidaoError) -> None:
        self.sentence.setText(explain(error, chosen()))
        self.sentence.set_kind("bad")

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("另存为"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._file.name)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _not_saved(self) -> None:
        self.sentence.show()
        self.sentence.set_kind("bad")
        self.sentence.setText(_("没有存成，请换一个文件夹，或检查磁盘空间。"))


def _on(lane: Lane, write: Callable[[], object], done: Callable[[], None], failed: Callable[[], None]) -> None:
    """A file's troubles are the surroundings', not a bug."""

    def attempt() -> bool:
        try:
            write()
        except OSError:
            return False
        return True

    lane.run(attempt, lambda written: done() if written else failed())

"""Scanning the code of a 材料清单: with a scanner, which types, or from a picture."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.language import _
from ui.shortcuts import ATTACH
from ui.widgets.buttons import ActionButton
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput


class ScanDialog(Dialog):
    """`scanned(text)` for what was typed, `picture_chosen(path)` for a file. It stays until `accept` or Esc, so that
    what can't be read is scanned again."""

    scanned = Signal(str)
    picture_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("扫材料清单"), _("对准清单上写着“窗口扫码接着办”的码扫一下，任何窗口打印的都可以。"), parent=parent
        )
        self._code = _Code(self)
        self._field = Field(_("码的内容"), self._code, required=True, parent=self)
        self.body.addWidget(self._field)
        picture = ActionButton(_("从图片读"), ATTACH, name="from_picture", parent=self)
        picture.clicked.connect(self._choose)
        self.add_cancel()
        self.buttons.addWidget(picture)
        self.add_confirm(_("带出"))
        self._code.entered.connect(self.confirm)
        self._field.setFocus()

    def confirm(self) -> None:
        if self._code.value():
            self.scanned.emit(self._code.value())
        else:
            self._field.show_error(_("还没有扫到码。请对准清单上的码，或选择一张图片。"))

    def show_trouble(self, sentence: str) -> None:
        """Why it was not taken; the next scan replaces what stands there."""
        self._field.show_error(sentence)
        self._code.setFocus()
        self._code.selectAll()

    def done_with(self) -> None:
        """It was taken: nothing typed here is left to ask about."""
        self._code.clear()
        self.accept()

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("选择清单的照片或 PDF"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("图片和 PDF (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.pdf)"))
        dialog.fileSelected.connect(self.picture_chosen)
        dialog.open()


class _Code(CodeInput):
    """A scanner ends with Enter."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(upper=True, parent=parent)
        self.setObjectName("list_code")

    def enter(self) -> None:
        self.entered.emit()

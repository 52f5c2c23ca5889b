"""The tools beside the page: where pages come from, what is done to one, and its place."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import shortcuts
from ui.language import _
from ui.widgets.buttons import ActionButton

_WIDTH, _GAP = 178, 6


class PageTools(QWidget):
    """Buttons only; the dialog connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scan = ActionButton(_("扫描"), shortcuts.SCAN_PAGE, name="scan_page", parent=self)
        self.add = ActionButton(_("从文件添加"), shortcuts.ATTACH, name="add_page", parent=self)
        self.trim = ActionButton(_("自动裁边"), shortcuts.TRIM_PAGE, name="trim_page", parent=self)
        self.left = ActionButton(_("左转"), shortcuts.TURN_LEFT, name="turn_left", parent=self)
        self.right = ActionButton(_("右转"), shortcuts.TURN_RIGHT, name="turn_right", parent=self)
        self.up = ActionButton(_("前移"), shortcuts.MOVE_UP, name="move_up", parent=self)
        self.down = ActionButton(_("后移"), shortcuts.MOVE_DOWN, name="move_down", parent=self)
        self.remove = ActionButton(_("移除"), shortcuts.REMOVE_PAGE, name="remove_page", parent=self)
        self.scan.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for row in (
            *((self.scan,), (self.add,), (self.trim,)),
            *((self.left, self.right), (self.up, self.down), (self.remove,)),
        ):
            beside = QHBoxLayout()
            beside.setSpacing(_GAP)
            for button in row:
                button.setFixedWidth(_WIDTH if len(row) == 1 else (_WIDTH - _GAP) // 2)
                beside.addWidget(button)
            column.addLayout(beside)
        column.addStretch(1)

    def show_place(self, at: int, count: int, *, seen: bool) -> None:
        """What can be done to the page at `at` of `count`; `seen`: it is a picture."""
        for tool in (self.trim, self.left, self.right):
            tool.setEnabled(seen)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < count - 1)
        self.remove.setEnabled(at >= 0)

    def show_trimmed(self, trimmed: bool) -> None:
        """What the key of trimming does next."""
        self.trim.set_caption(_("不裁边") if trimmed else _("自动裁边"))

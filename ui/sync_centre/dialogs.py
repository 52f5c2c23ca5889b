"""The sync centre's questions."""

from PySide6.QtWidgets import QWidget

from ui.language import _
from ui.widgets.dialog import Dialog


class AgainDialog(Dialog):
    """重新上报: what central lacks goes once more."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(
            _("重新上报市里缺的 {count} 件？").format(count=count),
            _("从其中最早的一件起，把以后的记录再传一遍。市级平台已有的不会重复，可以放心。")
            + _("传完仍列在这里的，请把办件编号报给市级平台管理员。"),
            parent=parent,
        )
        self.add_cancel()
        self.add_confirm(_("重新上报"))

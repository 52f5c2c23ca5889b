"""Who may sign in at this desk."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.storage.clerks import Clerk
from ui import list_shortcuts as keys
from ui.language import _
from ui.settings.dialogs import AddClerkDialog, PassphraseDialog
from ui.settings.rows import clerk_columns, clerk_rows
from ui.settings.services import SettingsServices
from ui.theme import GRID
from ui.widgets.acting_table import ActingTable
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import Panel


class ClerksPage(QWidget):
    """`said(sentence)` when somebody was added or a passphrase was changed."""

    said = Signal(str)

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.table = ActingTable(clerk_columns(), "clerks", _("人员"))
        self._add = ActionButton(_("添加人员"), keys.ADD_CLERK, name="add_clerk")
        self._change = ActionButton(_("更改我的口令"), keys.PASSPHRASE, name="change_passphrase")
        panel = Panel(self, (0, 0, 0, 0))
        panel.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._add)
        row.addWidget(self._change)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addLayout(row)
        column.addWidget(panel, 1)
        self._add.clicked.connect(self._ask_add)
        self._change.clicked.connect(self._ask_change)

    def ask(self) -> None:
        """Read them again."""
        self._services.lanes.storage.run(self._services.clerks.all, self._show)

    def _show(self, clerks: Sequence[Clerk]) -> None:
        self.table.show_rows(clerk_rows(clerks, self._services.clerk))

    def _ask_add(self) -> None:
        dialog = AddClerkDialog(self._services, self)
        dialog.accepted.connect(self._added)
        dialog.open()

    def _ask_change(self) -> None:
        dialog = PassphraseDialog(self._services, self._services.clerk, self)
        dialog.accepted.connect(self._changed)
        dialog.open()

    def _added(self) -> None:
        self.said.emit(_("已添加，可以用自己的口令登录了"))
        self.ask()

    def _changed(self) -> None:
        self.said.emit(_("口令已更改"))

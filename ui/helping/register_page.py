"""代办员: who serves in which village, and what they have done."""

from PySide6.QtWidgets import QWidget

from app.clock import local_date
from app.events import Changes
from app.helping.model import Helper
from app.helping.register import HelperFigures
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.helping.dialogs import HelperDialog, RetireDialog
from ui.helping.part import ListPart
from ui.helping.register_rows import helper_columns, helper_rows
from ui.helping.rows import HELPERS, empty_words
from ui.helping.services import HelpingServices
from ui.language import _
from ui.widgets.buttons import ActionButton
from ui.widgets.table import Table


class RegisterPage(ListPart):
    """The register, a new 代办员, the end of a term."""

    def __init__(self, services: HelpingServices, parent: QWidget | None = None) -> None:
        super().__init__(Table(helper_columns(), "helpers", _("代办员")), empty_words(HELPERS), parent)
        self._services = services
        self._helpers: dict[str, Helper] = {}
        self._asking = Asking(services.lanes.storage, services.register.figures, self._show, parent=self)
        self._new = ActionButton(_("登记代办员"), keys.NEW, role="primary", name="new_helper")
        self._retire = ActionButton(_("任期结束"), keys.SETTLE, name="retire_helper")
        self.bar.add_left(self._retire)
        self.bar.add_right(self._new)
        self._new.clicked.connect(self._ask_new)
        self._retire.clicked.connect(self._ask_retire)
        self.table.chosen.connect(self._show_act)
        self._show_act("")

    def refresh(self, changes: Changes) -> None:
        if changes.helping or changes.cases:
            self._asking.ask()

    def _show(self, figures: list[HelperFigures]) -> None:
        today = local_date(self._services.clock.now())
        self._helpers = {one.helper.id: one.helper for one in figures}
        self._services.ensure("".join(one.helper.name for one in figures))
        self.show_rows(helper_rows(figures, today))
        self._show_act(self.table.chosen_key())

    def _show_act(self, key: str) -> None:
        helper = self._helpers.get(key)
        today = local_date(self._services.clock.now())
        self._retire.setEnabled(helper is not None and helper.serves(today))

    def _ask_new(self) -> None:
        dialog = HelperDialog(self._services, self)
        dialog.done_well.connect(self._added)
        dialog.open()

    def _ask_retire(self) -> None:
        helper = self._helpers.get(self.table.chosen_key())
        if helper is not None:
            dialog = RetireDialog(self._services, helper, local_date(self._services.clock.now()), self)
            dialog.done_well.connect(self._retired)
            dialog.open()

    def _added(self, helper: Helper) -> None:
        self.said.emit(_("{name}已登记，受理时可以选了").format(name=helper.name))

    def _retired(self, helper: Helper) -> None:
        self.said.emit(_("{name}的任期已记为结束").format(name=helper.name))

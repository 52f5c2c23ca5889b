"""上门记录: where the 代办员 were, and about what."""

from PySide6.QtWidgets import QWidget

from app.clock import local_date
from app.events import Changes
from app.helping.model import Helper, Visit
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.helping.dialogs import VisitDialog
from ui.helping.part import ListPart
from ui.helping.register_rows import visit_columns, visit_rows
from ui.helping.rows import VISITS, empty_words
from ui.helping.services import HelpingServices
from ui.language import _
from ui.widgets.buttons import ActionButton
from ui.widgets.table import Table


class VisitsPage(ListPart):
    """The log, and a new line in it."""

    def __init__(self, services: HelpingServices, parent: QWidget | None = None) -> None:
        super().__init__(Table(visit_columns(), "visits", _("上门记录")), empty_words(VISITS), parent)
        self._services = services
        self._helpers: dict[str, Helper] = {}
        self._asking = Asking(services.lanes.storage, self._read, self._show, parent=self)
        self._new = ActionButton(_("记上门"), keys.NEW, role="primary", name="new_visit")
        self.bar.add_right(self._new)
        self._new.clicked.connect(self._ask_new)

    def refresh(self, changes: Changes) -> None:
        if changes.helping:
            self._asking.ask()

    def _read(self) -> tuple[list[Visit], list[Helper]]:
        register = self._services.register
        return register.visits(), register.helpers()

    def _show(self, found: tuple[list[Visit], list[Helper]]) -> None:
        visits, helpers = found
        self._helpers = {helper.id: helper for helper in helpers}
        self._services.ensure("".join(visit.name for visit in visits))
        self.show_rows(visit_rows(visits, self._helpers))
        serving = self._serving()
        self._new.setEnabled(bool(serving))
        self.bar.said.setText("" if serving else _("请先在“代办员”登记代办员。"))

    def _serving(self) -> list[Helper]:
        today = local_date(self._services.clock.now())
        return [helper for helper in self._helpers.values() if helper.serves(today)]

    def _ask_new(self) -> None:
        dialog = VisitDialog(self._services, self._serving(), local_date(self._services.clock.now()), self)
        dialog.done_well.connect(self._noted)
        dialog.open()

    def _noted(self, _visit: Visit) -> None:
        self.said.emit(_("上门已记下"))

"""The unfinished intakes of a free window: how many there are, and which to go on with."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ids import DraftId
from app.storage.cases import Draft
from ui.intake.services import IntakeServices


class Drafts(QObject):
    """`counted(number)` whenever they were looked at, `resumed(id)` for the one that the clerk chose."""

    counted = Signal(int)
    resumed = Signal(str)

    def __init__(self, services: IntakeServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._window = parent

    def look(self) -> None:
        """Counts them anew."""
        self._services.lanes.storage.run(lambda: self._services.cases.drafts(), self._show)

    def ask(self) -> None:
        """Lets the clerk choose one, or give one up."""
        services = self._services

        def look() -> tuple[list[Draft], dict[str, str]]:
            names: dict[str, str] = {item.code: item.name for item in services.catalogue.current()}
            names.update((form.theme.code, form.theme.name) for form in services.themes.forms())
            return services.cases.drafts(), names

        services.lanes.storage.run(look, self._choose)

    def find(self, draft_id: str) -> Draft | None:
        """On the storage lane."""
        return next((draft for draft in self._services.cases.drafts() if draft.id == draft_id), None)

    def _show(self, drafts: Sequence[Draft]) -> None:
        self.counted.emit(len(drafts))

    def _choose(self, found: tuple[list[Draft], dict[str, str]]) -> None:
        from ui.intake.dialogs import DraftsDialog

        drafts, names = found
        self._show(drafts)
        dialog = DraftsDialog(drafts, names, parent=self._window)
        dialog.resumed.connect(self.resumed)
        dialog.given_up.connect(self._give_up)
        dialog.open()

    def _give_up(self, draft_id: str) -> None:
        self._services.lanes.storage.run(lambda: self._services.cases.discard_draft(DraftId(draft_id)))

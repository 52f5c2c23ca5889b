"""The acts of the intake's bar that ask something first: supplement, decline, and the paper's preview."""

from PySide6.QtCore import QObject, Signal

from app.cases.model import CaseAct
from app.errors import SidaoError
from ui.explain import explain
from ui.intake.body import Body
from ui.intake.dialogs import DeclineDialog, PreviewDialog, SupplementDialog
from ui.intake.form import IntakeForm
from ui.intake.rows import letter_printed
from ui.intake.services import IntakeServices
from ui.intake.session import IntakeSession
from ui.language import chosen


class AskedActs(QObject):
    """Waits for the bar's keys as long as the form lives. `said(sentence)`, `complained(sentence)`."""

    said = Signal(str)
    complained = Signal(str)

    def __init__(self, form: IntakeForm, session: IntakeSession, services: IntakeServices) -> None:
        super().__init__(form)
        self._form, self._session, self._services = form, session, services
        form.bar.supplement.clicked.connect(self._ask_supplement)
        form.bar.decline.clicked.connect(self._ask_decline)
        form.bar.preview.clicked.connect(self._preview)
        form.people.letter_asked.connect(self._print_letter)

    def _ask_supplement(self) -> None:
        view = self._form.view
        if view is None:
            self._session.record(CaseAct.SUPPLEMENT)
            return
        missing = {code for code, _name in self._form.materials.missing()}
        listed = [(material.code, material.name, material.code in missing) for material in view.item.materials]
        dialog = SupplementDialog(listed, second=self._session.known.told_to_supplement, parent=self._form)
        dialog.decided.connect(self._supplement)
        dialog.open()

    def _supplement(self, wanted: dict[str, str], reason: str) -> None:
        self._session.record(CaseAct.SUPPLEMENT, reason=reason or None, wanted=wanted)

    def _ask_decline(self) -> None:
        dialog = DeclineDialog(parent=self._form)
        dialog.decided.connect(self._decline)
        dialog.open()

    def _decline(self, reason: str, elsewhere: str) -> None:
        self._session.record(CaseAct.DECLINE, reason=reason, to=elsewhere or None)

    def _preview(self) -> None:
        self._session.check(self._show_preview)

    def _show_preview(self, made: Body) -> None:
        draw = self._services.preview
        PreviewDialog(self._services.lanes.devices, lambda: draw(made), parent=self._form).open()

    def _print_letter(self) -> None:
        """Before anything is recorded: what is not said yet is left blank on the letter."""
        print_letter, body = self._services.print_letter, self._session.body()
        self._services.lanes.devices.run(lambda: print_letter(body), self._printed, self._failed)

    def _printed(self, _nothing: object) -> None:
        self.said.emit(letter_printed())

    def _failed(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))

"""办件: the list with its search, one open case, and its correction."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.cases.counter import Recorded
from app.cases.given import StoredFile
from app.cases.model import CaseAct, Document, case_to_json
from app.errors import SidaoError
from app.events import Changes
from app.ids import ActionId
from app.receipts.model import PrintState, Receipt
from app.storage.receipts import PrintJob
from ui.cases.act_dialog import ActDialog, Decided
from ui.cases.act_rows import done_text, main_act, originals_move, possible
from ui.cases.detail_page import DetailPage
from ui.cases.dialogs import AttachmentDialog
from ui.cases.hand_back_dialog import HandBackDialog
from ui.cases.list_page import ListPage
from ui.cases.mend_page import MendPage
from ui.cases.services import CaseServices
from ui.cases.view import CaseView, read_view
from ui.explain import explain, sentence
from ui.intake.body import body_of
from ui.intake.dialogs import DeclineDialog, PreviewDialog, SupplementDialog
from ui.intake.replacement import replacement_of
from ui.intake.replacing import ReplacingDialog
from ui.intake.rows import letter_printed
from ui.language import _, chosen

_FORMS = (CaseAct.CORRECT, CaseAct.ACCEPT, CaseAct.ADD_MATERIAL)
"""Acts that open the intake's form first: what was wrong must be looked at again."""


class CasesScreen(QWidget):
    """`said(sentence)` for successes, `complained(sentence)` for troubles, `replace_asked(Replacement)`: another case
    in the place of the open one.

    `open_case`, `mend_case` and `tell_of_case` are also called from 待办 and the sync centre.
    """

    said = Signal(str)
    complained = Signal(str)
    replace_asked = Signal(object)

    def __init__(self, services: CaseServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._storage = services.intake.lanes.storage
        self.list = ListPage(services)
        self.detail = DetailPage(services.intake.ensure)
        self._mend: MendPage | None = None
        self._dialog: ActDialog | HandBackDialog | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._connect()

    @property
    def mend(self) -> MendPage:
        """The form is made when a case is first corrected."""
        if self._mend is None:
            self._mend = MendPage(self._services)
            self._mend.left.connect(self._back_to_case)
            self._mend.done.connect(self._acted)
            self._mend.complained.connect(self.complained)
            self._pages.addWidget(self._mend)
        return self._mend

    def refresh(self, changes: Changes) -> None:
        """The page in front queries again; the form in front is never changed under the clerk's hands."""
        self.list.refresh(changes)
        touched = changes.cases or changes.receipts or changes.sync or changes.helping
        view = self.detail.view
        if touched and view is not None and self._pages.currentWidget() is self.detail:
            self._read(view.case.case_no, self._show_again)

    def shown(self) -> None:
        """The focus goes to the page in front."""
        if self._pages.currentWidget() is self.list:
            self.list.take_focus()
        elif self._pages.currentWidget() is self.detail:
            self.detail.take_focus()

    def open_case(self, number: str) -> None:
        """Show one case, by any of its numbers."""
        self._read(number, self._show_case)

    def mend_case(self, number: str) -> None:
        """Straight to the form of what the case waits for."""
        self._read(number, self._show_form)

    def tell_of_case(self, number: str) -> None:
        """The case, with the papers printed by which the applicant is told what central has done."""
        self._read(number, self._show_told)

    def _connect(self) -> None:
        self.list.opened.connect(self.open_case)
        detail = self.detail
        detail.left.connect(self._back_to_list)
        detail.act_asked.connect(self._act)
        detail.copy_asked.connect(self._copy)
        detail.preview_asked.connect(self._preview)
        detail.letter_asked.connect(self._print_letter)
        detail.settled.connect(self._settle)
        detail.file_asked.connect(self._show_file)
        detail.case_asked.connect(self.open_case)
        detail.replace_asked.connect(self._ask_replace)

    def _read(self, number: str, show: Callable[[CaseView], object]) -> None:
        services = self._services
        self._storage.run(lambda: read_view(services, number), show, self._failed)

    def _show_case(self, view: CaseView) -> None:
        self.detail.show_view(view)
        self._pages.setCurrentWidget(self.detail)
        self.detail.take_focus()

    def _show_again(self, view: CaseView) -> None:
        if self.detail.view is not None and self.detail.view.case.id == view.case.id:
            self.detail.show_view(view)

    def _show_form(self, view: CaseView) -> None:
        self._show_case(view)
        act = main_act(view.case, possible(view.case, view.item))
        if act in _FORMS:
            self._act(act)

    def _show_told(self, view: CaseView) -> None:
        self._show_case(view)
        if CaseAct.NOTIFY in possible(view.case, view.item):
            self._act(CaseAct.NOTIFY)

    def _back_to_list(self) -> None:
        self._pages.setCurrentWidget(self.list)
        self.list.take_focus()

    def _back_to_case(self) -> None:
        self._pages.setCurrentWidget(self.detail)
        self.detail.take_focus()

    def _act(self, act: CaseAct) -> None:
        view = self.detail.view
        if view is None:
            return
        case = view.case
        if act in _FORMS:
            self.mend.open(case, act)
            self._pages.setCurrentWidget(self.mend)
        elif act is CaseAct.SUPPLEMENT:
            given = {material.code for material in case.materials}
            materials = view.item.materials if view.item else ()
            wanted = [(m.code, m.name, m.required and m.code not in given) for m in materials]
            supplement = SupplementDialog(wanted, second=bool(case.wanted), parent=self)
            supplement.decided.connect(self._supplement)
            supplement.open()
        elif act is CaseAct.DECLINE:
            decline = DeclineDialog(self)
            decline.decided.connect(self._decline)
            decline.open()
        elif act is CaseAct.NOTIFY:
            self._do(act, None)
        else:
            if act is CaseAct.HAND_BACK:
                self._dialog = HandBackDialog(case, view.item, self)
            else:
                self._dialog = ActDialog(act, case, view.item, self)
            self._dialog.decided.connect(self._decided)
            self._dialog.finished.connect(self._left_dialog)
            self._dialog.open()

    def _ask_replace(self) -> None:
        """作废重办: why, before the workbench opens an intake in its place."""
        view = self.detail.view
        if view is None:
            return
        reminder = originals_move(view.case, view.item)
        dialog = ReplacingDialog(replacement_of(view.case), begun=False, reminder=reminder, parent=self)
        dialog.decided.connect(self.replace_asked)
        dialog.open()

    def _decided(self, asked: Decided) -> None:
        self._do(asked.act, asked.reason, {"details": asked.details} if asked.details else None)

    def _left_dialog(self) -> None:
        self._dialog = None

    def _supplement(self, wanted: dict[str, str], reason: str) -> None:
        view = self.detail.view
        assert view is not None

        self._do(CaseAct.SUPPLEMENT, reason or None, {**body_of(view.case), "wanted": wanted})

    def _decline(self, reason: str, elsewhere: str) -> None:
        self._do(CaseAct.DECLINE, reason, {"details": {"to": elsewhere}} if elsewhere else None)

    def _do(self, act: CaseAct, reason: str | None, body: object = None) -> None:
        view = self.detail.view
        assert view is not None
        services, number = self._services.intake, view.case.case_no
        action = ActionId(services.ids.new())

        def do() -> Recorded:
            return services.cases.act(number, act, body=body, reason=reason, action=action, window=services.window)

        self._storage.run(do, lambda recorded: self._acted(act, recorded), self._refused)

    def _acted(self, act: CaseAct, recorded: Recorded) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        number, case, before = recorded.case_no, recorded.case, self.detail.view
        assert number is not None
        known = before.case.documents if before else ()
        issued = [paper for paper in case.documents if paper not in known] if case else []
        self._print(number, issued)
        name = case.applicant.name if case else ""
        self.said.emit(done_text(act, recorded.state, number, name, paper=bool(issued)))
        if warnings := "".join(sentence(caution.code, chosen()) for caution in recorded.warnings):
            self.complained.emit(warnings)
        self.open_case(number)

    def _print(self, number: str, issued: list[Document]) -> None:
        """All that the act issued."""
        services, kinds = self._services.intake, [paper.kind for paper in issued]
        if kinds:
            self._storage.run(lambda: services.print_papers(number, kinds))

    def _refused(self, error: SidaoError) -> None:
        """Beside the field where one asked for it, else as a trouble of the screen."""
        if self._dialog is not None:
            self._dialog.refused(error.field or "", explain(error, chosen()))
        else:
            self._failed(error)

    def _copy(self, paper: Receipt) -> None:
        view = self.detail.view
        assert view is not None
        papers, number = self._services.papers, view.case.case_no
        action = ActionId(self._services.intake.ids.new())
        self._storage.run(lambda: papers.ask(number, paper.kind, action=action), self._asked, self._failed)

    def _asked(self, job: PrintJob) -> None:
        again = job.copy_number - 1
        self.said.emit(_("已送打印，补打第 {count} 次").format(count=again) if again else _("已送打印"))

    def _preview(self, paper: Receipt) -> None:
        view, papers = self.detail.view, self._services.papers
        assert view is not None
        case = view.case
        document = Document(kind=paper.kind, receipt_no=paper.receipt_no, issued_at=paper.issued_at)
        PreviewDialog(self._services.intake.lanes.devices, lambda: papers.preview(case, document), self).open()

    def _print_letter(self) -> None:
        view, intake = self.detail.view, self._services.intake
        assert view is not None
        case, print_letter = view.case, intake.print_letter
        intake.lanes.devices.run(lambda: print_letter(case_to_json(case)), self._letter_printed, self._failed)

    def _letter_printed(self, _nothing: object) -> None:
        self.said.emit(letter_printed())

    def _settle(self, paper: Receipt, state: PrintState) -> None:
        papers = self._services.papers
        self._storage.run(lambda: papers.settle(paper.id, state), None, self._failed)

    def _show_file(self, files: tuple[StoredFile, ...]) -> None:
        AttachmentDialog(files, self._services.lists.attachment, self._services.intake.lanes, self).open()

    def _failed(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))

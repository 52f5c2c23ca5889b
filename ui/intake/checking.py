"""受理前核对 over the intake: the questions, their papers, and lists that come back by their code."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.cases.completeness import NOTHING, Checklist, assess
from app.catalogue.model import Scope, ServiceItem
from app.clock import local_date
from app.errors import SidaoError, Trouble
from app.receipts.guide_model import PaperSize, SheetKind
from app.storage.cases import Draft
from app.tickets.model import Outcome
from ui.explain import explain
from ui.intake.check_body import checklist_of, filled
from ui.intake.form import IntakeForm
from ui.intake.item_view import ItemView, view_of
from ui.intake.services import IntakeServices
from ui.intake.session import IntakeSession
from ui.language import _, chosen

if TYPE_CHECKING:
    from app.catalogue.calendar import WorkingCalendar
    from app.ids import DraftId
    from app.receipts.guide_desk import Resumed
    from app.receipts.guide_model import GuideSheet
    from ui.intake.scan_dialog import ScanDialog


class Checking(QObject):
    """Waits for the form's two keys. `ended(Outcome, code)`: the visit came to no case; `paper_given(kind, code)` once
    it is on its way to the printer. `said(sentence)` and `complained(sentence)` as every screen's."""

    ended = Signal(object, str)
    paper_given = Signal(str, str)
    said = Signal(str)
    complained = Signal(str)

    def __init__(self, form: IntakeForm, session: IntakeSession, services: IntakeServices) -> None:
        super().__init__(form)
        self._form, self._session, self._services = form, session, services
        self._storage, self._devices = services.lanes.storage, services.lanes.devices
        self._begun: tuple[DraftId, str, Checklist] | None = None
        self._size = PaperSize.A4
        self._scan: ScanDialog | None = None
        form.check.clicked.connect(self.ask)
        form.scan.clicked.connect(self.ask_scan)

    def ask(self) -> None:
        """F6: the questions of the chosen item."""
        view = self._form.view
        if view is not None and view.theme is not None:
            self.complained.emit(_("一件事请选其中的一个事项来核对。"))
            return
        if view is None:
            self._form.focus_first()
            self.complained.emit(_("请先选事项，再核对条件和材料。"))
            return
        self._storage.run(self._services.catalogue.calendar, partial(self._open, view))

    def ask_scan(self) -> None:
        """Ctrl+B: a list that an applicant brought back."""
        from ui.intake.scan_dialog import ScanDialog

        dialog = ScanDialog(self._form)
        dialog.scanned.connect(self._resume)
        dialog.picture_chosen.connect(self._read_picture)
        dialog.destroyed.connect(self._scan_gone)
        self._scan = dialog
        dialog.open()

    def _open(self, view: ItemView, calendar: "WorkingCalendar") -> None:
        from ui.intake.check_dialog import CheckDialog

        item, today = view.item, local_date(self._services.clock.now())
        dialog = CheckDialog(
            item,
            checklist_of(item, self._session.body(), self._remembered(item)),
            lambda checklist: assess(item, checklist, today, calendar),
            size=self._size,
            may_begin=view.scope.scope is not Scope.ADVISE,
            parent=self._form,
        )
        dialog.changed.connect(partial(self._remember, item))
        dialog.list_asked.connect(partial(self._print_list, item))
        dialog.guide_asked.connect(partial(self._print_guide, item))
        dialog.case_asked.connect(partial(self._begin_case, item))
        dialog.ended.connect(partial(self._end, item))
        dialog.open()

    def _remembered(self, item: ServiceItem) -> Checklist:
        """What was answered before for this visitor: Esc leaves the questions, it does not forget them."""
        begun = self._begun
        return begun[2] if begun is not None and begun[:2] == (self._session.draft, item.code) else NOTHING

    def _remember(self, item: ServiceItem, checklist: Checklist) -> None:
        self._begun = (self._session.draft, item.code, checklist)

    def _begin_case(self, item: ServiceItem, checklist: Checklist) -> None:
        """转为办件: the form filled with what was answered."""
        self._session.fill(filled(item, self._session.body(), checklist))

    def _end(self, item: ServiceItem, outcome: Outcome) -> None:
        self.ended.emit(outcome, item.code)

    def _print_guide(self, item: ServiceItem, size: PaperSize) -> None:
        self._size = size
        guides = self._services.guides
        self._print(item, SheetKind.GUIDE, lambda: guides.guide(item.code, size))

    def _print_list(self, item: ServiceItem, checklist: Checklist, name: str, size: PaperSize) -> None:
        self._size = size
        guides = self._services.guides
        draft = self._session.leave_for_later()
        self._print(
            item,
            SheetKind.CHECKLIST,
            lambda: guides.checklist(item.code, checklist, size=size, name=name, draft=draft),
        )

    def _print(self, item: ServiceItem, kind: SheetKind, draw: "Callable[[], GuideSheet]") -> None:
        """Draw and print, both on the devices lane: nobody waits for a printer."""
        give = self._services.print_page

        def printed() -> str:
            sheet = draw()
            give(sheet.pdf, sheet.title)
            return sheet.title

        def done(title: str) -> None:
            self.said.emit(_("{title} 已送打印").format(title=title))
            self.paper_given.emit(kind.value, item.code)

        self._devices.run(printed, done, self._complain)

    def _read_picture(self, path: str) -> None:
        self._devices.run(lambda: _text_of(path), self._resume, self._not_resumed)

    def _resume(self, text: str) -> None:
        services, today = self._services, local_date(self._services.clock.now())

        def read() -> "tuple[Resumed, ItemView, Draft | None]":
            back = services.guides.resume(text)
            drafts = services.cases.drafts() if back.code.draft else []
            found = next((draft for draft in drafts if draft.id == back.code.draft), None)
            return back, view_of(services.catalogue, back.item, today), found

        self._storage.run(read, self._resumed, self._not_resumed)

    def _resumed(self, found: "tuple[Resumed, ItemView, Draft | None]") -> None:
        from ui.intake.check_rows import resumed_text

        back, view, draft = found
        if self._scan is not None:
            self._scan.done_with()
        if draft is not None and draft.body.get("item") == back.item.code:
            body = filled(back.item, draft.body, back.found.checklist, over=False)
            self._session.resume(replace(draft, body=body))
        else:
            draft = None
            self._session.begin_with(view, back.found.checklist)
        self._remember(back.item, back.found.checklist)
        self._form.notice.say(*resumed_text(back, draft is not None))

    def _not_resumed(self, error: SidaoError) -> None:
        sentence = explain(error, chosen())
        if self._scan is not None:
            self._scan.show_trouble(sentence)
        else:
            self.complained.emit(sentence)

    def _scan_gone(self) -> None:
        self._scan = None

    def _complain(self, error: SidaoError) -> None:
        self.complained.emit(explain(error, chosen()))


def _text_of(path: str) -> str:
    """The code in a file. Raises Trouble("file_not_read") and what `text_in` raises."""
    from app.receipts.guide_desk import text_in

    try:
        return text_in(Path(path).read_bytes())
    except OSError as error:
        raise Trouble("file_not_read", "source", reason=error.strerror or "") from error

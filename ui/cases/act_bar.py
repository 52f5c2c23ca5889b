"""The bar under an open case: its papers at the left, what may be done with it now at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.cases.model import Case, CaseAct
from app.catalogue.model import ServiceItem
from app.receipts.model import PrintState, Receipt
from ui import list_shortcuts as keys
from ui.cases.detail_rows import possible
from ui.language import _
from ui.widgets.bars import ActionBar
from ui.widgets.buttons import ActionButton

_MAIN = (CaseAct.CORRECT, CaseAct.ACCEPT, CaseAct.CONCLUDE)


class ActBar(ActionBar):
    """`act_asked(CaseAct)`. Only what is possible is shown; the first of what is possible is the primary one."""

    act_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main = CaseAct.ACCEPT
        self.preview = ActionButton(_("预览"), keys.PREVIEW, name="preview_paper")
        self.reprint = ActionButton(_("补打"), keys.REPRINT, name="reprint")
        self.came_out = ActionButton(_("出纸了"), keys.CAME_OUT, name="came_out")
        self.did_not_come_out = ActionButton(_("没出纸"), keys.DID_NOT_COME_OUT, name="did_not_come_out")
        self.decline = ActionButton(_("不予受理"), keys.DECLINE, role="danger", name="decline_case")
        self.supplement = ActionButton(_("一次性告知"), keys.SUPPLEMENT, name="supplement_case")
        self.void = ActionButton(_("作废"), keys.VOID, role="danger", name="void_case")
        self.notify = ActionButton(_("打印补正通知"), keys.NOTIFY, name="notify_case")
        self.main = ActionButton("", keys.ACCEPT, role="primary", name="main_act")
        for button in (self.preview, self.reprint, self.came_out, self.did_not_come_out):
            self.add_left(button)
        for button in (self.decline, self.void, self.supplement, self.notify, self.main):
            self.add_right(button)
        self.show_paper(None)
        for button in (self.decline, self.void, self.supplement, self.notify):
            button.hide()
        self.decline.clicked.connect(self._decline)
        self.supplement.clicked.connect(self._supplement)
        self.void.clicked.connect(self._void)
        self.notify.clicked.connect(self._notify)
        self.main.clicked.connect(self._do_main)

    def show_acts(self, case: Case, item: ServiceItem | None) -> None:
        """What is lawful in the case's state."""
        acts = possible(case, item)
        main = next((act for act in _MAIN if act in acts), None)
        self.decline.setVisible(CaseAct.DECLINE in acts)
        self.supplement.setVisible(CaseAct.SUPPLEMENT in acts)
        self.void.setVisible(CaseAct.VOID in acts)
        self.notify.setVisible(CaseAct.NOTIFY in acts)
        self.main.setVisible(main is not None)
        if main is not None:
            self._main = main
            words = {CaseAct.CORRECT: _("更正并重新上报"), CaseAct.ACCEPT: _("核对并受理"), CaseAct.CONCLUDE: _("办结")}
            self.main.set_caption(words[main])

    def show_paper(self, paper: Receipt | None) -> None:
        """What can be done with the chosen paper. A print of unknown fate first asks the clerk to look."""
        there = paper is not None and paper.state is not PrintState.VOID
        asks = paper is not None and paper.state is PrintState.UNKNOWN
        self.preview.setVisible(paper is not None)
        self.reprint.setVisible(there and not asks)
        if paper is not None:
            self.reprint.set_caption(_("补打") if paper.copies else _("打印"))
        self.came_out.setVisible(asks)
        self.did_not_come_out.setVisible(asks)

    def _decline(self) -> None:
        self.act_asked.emit(CaseAct.DECLINE)

    def _supplement(self) -> None:
        self.act_asked.emit(CaseAct.SUPPLEMENT)

    def _void(self) -> None:
        self.act_asked.emit(CaseAct.VOID)

    def _notify(self) -> None:
        self.act_asked.emit(CaseAct.NOTIFY)

    def _do_main(self) -> None:
        self.act_asked.emit(self._main)

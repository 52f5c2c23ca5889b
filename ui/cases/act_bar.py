"""The bar under an open case: its papers at the left, what may be done with it now at the right."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.cases.model import Case, CaseAct
from app.catalogue.model import ServiceItem
from app.receipts.model import PrintState, Receipt
from ui import list_shortcuts as keys
from ui.cases.act_rows import REPLACE, act_caption, main_act, menu_entries, possible, side_acts
from ui.language import _
from ui.widgets.bars import ActionBar
from ui.widgets.buttons import ActionButton


class ActBar(ActionBar):
    """`act_asked(CaseAct)`, `replace_asked` for 作废重办. Only what is possible is shown: the likeliest act is the
    primary button, the rare ones stand in the menu behind 更多, each with a digit."""

    act_asked = Signal(object)
    replace_asked = Signal()

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
        self.notify = ActionButton("", keys.NOTIFY, name="notify_case")
        self.more = ActionButton(_("更多"), keys.MORE, name="more_acts")
        self.menu = QMenu(self)
        self.menu.setObjectName("more_menu")
        self.main = ActionButton("", keys.ACCEPT, role="primary", name="main_act")
        for button in (self.preview, self.reprint, self.came_out, self.did_not_come_out):
            self.add_left(button)
        for button in (self.more, self.decline, self.void, self.supplement, self.notify, self.main):
            self.add_right(button)
        self.show_paper(None)
        for button in (self.more, self.decline, self.void, self.supplement, self.notify):
            button.hide()
        self.decline.clicked.connect(self._decline)
        self.supplement.clicked.connect(self._supplement)
        self.void.clicked.connect(self._void)
        self.notify.clicked.connect(self._notify)
        self.main.clicked.connect(self._do_main)
        self.more.clicked.connect(self._open_menu)
        self.menu.triggered.connect(self._do_chosen)

    def show_acts(self, case: Case, item: ServiceItem | None) -> None:
        """What is lawful in the case's state."""
        acts = possible(case, item)
        main, side, more = main_act(case, acts), side_acts(case, acts), menu_entries(case, acts)
        self.decline.setVisible(CaseAct.DECLINE in side)
        self.supplement.setVisible(CaseAct.SUPPLEMENT in side)
        self.void.setVisible(CaseAct.VOID in side)
        self.notify.setVisible(CaseAct.NOTIFY in side)
        self.notify.set_caption(act_caption(CaseAct.NOTIFY, case.state))
        self.main.setVisible(main is not None)
        if main is not None:
            self._main = main
            self.main.set_caption(act_caption(main, case.state))
        self.more.setVisible(bool(more))
        self.menu.clear()
        for place, (key, caption) in enumerate(more, start=1):
            self.menu.addAction(f"&{place % 10}  {caption}").setData(key)

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

    def _open_menu(self) -> None:
        """Over its button, the first act chosen: a digit, or the arrows and Enter, does one; Esc none."""
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(self.more.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def _do_chosen(self, chosen: QAction) -> None:
        if chosen.data() == REPLACE:
            self.replace_asked.emit()
        else:
            self.act_asked.emit(CaseAct(chosen.data()))

"""A recorded case in the intake's form: to correct it, to accept it (or pass it on, 代收) when the rest has come, or to
add materials."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.counter import Recorded
from app.cases.model import Case, CaseAct, CaseState
from app.clock import local_date
from app.errors import SidaoError
from app.ids import ActionId
from ui import list_shortcuts as keys
from ui.cases.detail_rows import notice
from ui.cases.services import CaseServices
from ui.explain import explain
from ui.intake.body import Body, body_of, line
from ui.intake.form import IntakeForm
from ui.intake.item_view import ItemView, view_of
from ui.intake.rows import submit_act, submit_caption
from ui.language import _, chosen
from ui.pages.asking import ask_pages
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.bars import ActionBar, HeadStrip
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.inputs import TextInput, TickInput


class MendPage(QWidget):
    """`left` goes back without a change; `done(CaseAct, Recorded)` when the act is durable; `complained(sentence)`.

    Nothing is saved before F9: the case as it was recorded stays what it is. What was typed stays on the page when
    the clerk goes back to look, until another case is opened here.
    """

    left = Signal()
    done = Signal(object, object)
    complained = Signal(str)

    def __init__(self, services: CaseServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._case: Case | None = None
        self._act = CaseAct.CORRECT
        self._action = ActionId("")
        self._busy = self._edited = False
        self._accepting = CaseAct.ACCEPT
        self.head = HeadStrip("", self)
        self._notice = Banner(self)
        self._notice.setObjectName("mend_notice")
        self.form = IntakeForm(services.intake, self)
        for part in (self.form.bar, self.form.check, self.form.scan):
            part.hide()  # what stands before a case, and its own actions
        self.reason = Field(_("更正说明（写进办件经过，上级能看到）"), TextInput(), required=True)
        self.reason.editor.setObjectName("mend_reason")
        self.taken_back = TickInput(_("旧文书已经收回"))
        self.taken_back.setObjectName("mend_taken_back")
        self._bar = ActionBar(self)
        self._back = ActionButton(_("返回"), keys.BACK, name="mend_back")
        self.submit = ActionButton("", keys.SAVE, role="primary", name="mend_submit")
        self._lay_out()
        self._back.clicked.connect(self.left)
        self.submit.clicked.connect(self._submit)
        self.form.materials.attach_asked.connect(self._ask_file)
        self.form.edited.connect(self._touched)
        self.reason.editor.edited.connect(self._touched)  # type: ignore[attr-defined]

    def open(self, case: Case, act: CaseAct) -> None:
        """Fill the form with the case as it stands; `act` is what F9 does."""
        services, before = self._services.intake, self._case
        if before is not None and (before.id, before.last, self._act) == (case.id, case.last, act) and self._edited:
            return
        self._case, self._act, self._action = case, act, ActionId(services.ids.new())
        self._edited = False
        self.head.title.setText(_title(act).format(item=case.item_name))
        said = notice(case)
        self._notice.say(said.text if said else "", said.kind if said else "neutral")
        self.reason.setVisible(act is CaseAct.CORRECT)
        self.reason.editor.set_value("")  # type: ignore[attr-defined]
        self.reason.clear_note()
        self.taken_back.setVisible(_replaces_paper(case, act))
        self.taken_back.set_value(False)
        for part in (self.form.columns.left, self.form.side):
            part.setVisible(act is not CaseAct.ADD_MATERIAL)
        self.submit.set_caption(_caption(act, case))
        self._bar.said.setText(case.case_no)
        today, catalogue = local_date(services.clock.now()), services.catalogue

        def read() -> ItemView:
            return view_of(catalogue, catalogue.item(case.item, case.item_version), today)

        services.lanes.storage.run(read, self._show, self._failed)

    def _show(self, view: ItemView) -> None:
        assert self._case is not None
        self._accepting = submit_act(view.scope)
        if self._act is CaseAct.ACCEPT and self._accepting is CaseAct.RECEIVE:
            self.submit.set_caption(submit_caption(view.item, view.scope, narrow=False))
            self.head.title.setText(_("核对并代收：{item}").format(item=self._case.item_name))
        late = [promise.due_on for promise in self._case.life.open_promises if promise.due_on is not None]
        self.form.show_view(replace(view, promised=max(late, default=None)))
        self.form.show_body(body_of(self._case))
        self.form.search.setReadOnly(True)
        first = self.form.materials.first() if self._act is CaseAct.ADD_MATERIAL else None
        (first or self.form.people.first()).setFocus()

    def _lay_out(self) -> None:
        self.head.row.addStretch(1)
        self.head.row.addWidget(self._back)
        said = QVBoxLayout()
        said.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        said.addWidget(self.reason)
        said.addWidget(self.taken_back)
        self._bar.add_right(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._notice)
        column.addLayout(said)
        column.addWidget(self.form, 1)
        column.addWidget(self._bar)

    def _submit(self) -> None:
        if self._busy or self._case is None:
            return
        reason = str(self.reason.editor.value()) or None  # type: ignore[attr-defined]
        if self._act is CaseAct.CORRECT and reason is None:
            self.reason.show_error(_("请写明改了什么，例如：换了正确的存折首页。"))
            self.reason.setFocus()
            return
        self.reason.clear_note()
        self._set_busy(True)
        services, number, action = self._services.intake, self._case.case_no, self._action
        act = self._accepting if self._act is CaseAct.ACCEPT else self._act
        made = self._made(act)

        def do() -> Recorded:
            return services.cases.act(number, act, body=made, reason=reason, action=action, window=services.window)

        services.lanes.storage.run(do, self._came, self._failed)

    def _made(self, act: CaseAct) -> Body:
        """What is different now; where materials are added, nothing else changes."""
        body = self.form.body()
        if act is CaseAct.ADD_MATERIAL:
            return {"materials": body["materials"]}
        made = line(body, act if act is CaseAct.ACCEPT else CaseAct.RECEIVE)
        return {**made, "details": {"taken_back": True}} if self.taken_back.value() else made

    def _touched(self) -> None:
        self._edited = True
        if self._act is CaseAct.ACCEPT:
            self.submit.set_caption(self.form.bar.submit.caption)

    def _came(self, recorded: Recorded) -> None:
        self._set_busy(False)
        self._edited = False
        self.done.emit(self._act, recorded)

    def _failed(self, error: SidaoError) -> None:
        self._set_busy(False)
        sentence = explain(error, chosen())
        if error.field == "reason":
            self.reason.show_error(sentence)
            return
        if homeless := self.form.show_errors([(error.field or "", sentence)], self.form.body()):
            self.complained.emit("".join(homeless))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.submit.setEnabled(not busy)

    def _ask_file(self, code: str) -> None:
        ask_pages(self.form.materials, code, self._services.intake, self)


def _title(act: CaseAct) -> str:
    words = {CaseAct.CORRECT: _("更正：{item}"), CaseAct.ADD_MATERIAL: _("补充材料：{item}")}
    return words.get(act, _("核对并受理：{item}"))


def _caption(act: CaseAct, case: Case) -> str:
    if act is CaseAct.CORRECT:
        return _("更正并重新上报") if case.state is CaseState.RETURNED else _("更正并打印新文书")
    return _("补充并打印收件凭证") if act is CaseAct.ADD_MATERIAL else _("受理并打印受理通知书")


def _replaces_paper(case: Case, act: CaseAct) -> bool:
    """Whether an old paper could come back (更正)."""
    return act is CaseAct.CORRECT and bool(case.documents)

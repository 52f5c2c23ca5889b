"""退还原件: which originals go back, and to whom; the list is printed for the signature."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.details import SELF
from app.cases.model import Case, CaseAct
from app.cases.originals import originals_here
from app.catalogue.model import ServiceItem
from ui.cases.act_dialog import Decided
from ui.cases.act_rows import wording
from ui.cases.life_rows import signings
from ui.intake.rows import relations
from ui.language import _
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.frames import scrolling
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, Editor, TextInput, TickInput

_AROUND = 200
"""Pixels: what head, sentence and buttons need of the window's height."""


class HandBackDialog(Dialog):
    """`decided(Decided)` on F9; it stays open until `accept`, and `refused` says why it must."""

    decided = Signal(object)

    def __init__(self, case: Case, item: ServiceItem | None, parent: QWidget | None = None) -> None:
        words = wording(CaseAct.HAND_BACK, case)
        super().__init__(words.head, words.said, width=640, parent=parent)
        self._case = case
        self._trouble = Banner(self)
        self._trouble.setObjectName("act_trouble")
        self.body.addWidget(self._trouble)
        names = {material.code: material.name for material in item.materials} if item else {}
        self._ticks: dict[str, TickInput] = {}
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for code in originals_here(case):
            tick = TickInput(names.get(code, code))
            tick.setObjectName(f"back_{code}")
            tick.set_value(True)
            self._ticks[code] = tick
            column.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GRID)
        self._grid = FieldGrid(inside)
        self._fields: dict[str, Field] = {}
        relation = ChoiceInput(((SELF, _("本人")), *relations()), _("请选择"))
        relation.set_value(SELF)
        relation.edited.connect(self._changed)
        signed = ChoiceInput(signings(), _("请选择"))
        signed.set_value(signings()[0][0])
        for key, label, editor, span in (
            ("relation", _("领取人是申请人的"), relation, 6),
            ("signed", _("领取人怎样确认"), signed, 6),
            ("receiver", _("领取人姓名"), TextInput(), 4),
            ("authority", _("代领凭据"), TextInput(_("例如：授权委托书、户口簿")), 8),
        ):
            editor.setObjectName(f"back_{key}")
            self._fields[key] = Field(label, editor, required=True)
            self._grid.add(self._fields[key], span)
        column.addWidget(self._grid)
        column.addStretch(1)
        self._area = scrolling(inside, self)
        self.body.addWidget(self._area, 1)
        self.add_cancel()
        self._confirm = self.add_confirm(words.button)
        self._arrange()
        next(iter(self._ticks.values()), relation).setFocus()

    def confirm(self) -> None:
        self._trouble.say("")
        for field in self._fields.values():
            field.clear_note()
        materials = [code for code, tick in self._ticks.items() if tick.value()]
        if not materials:
            self._trouble.say(_("请至少勾选一份原件。"), "bad")
            return
        relation = self._value("relation")
        if relation is None:
            self._fields["relation"].show_error(_("请选择领取人与申请人的关系。"))
            return
        told: dict[str, object] = {"materials": materials, "relation": relation, "signed": self._value("signed")}
        if relation != SELF:
            told |= {"receiver": self._value("receiver"), "authority": self._value("authority")}
        self._confirm.setEnabled(False)
        self.decided.emit(Decided(act=CaseAct.HAND_BACK, reason=None, details={"handing_back": told}))

    def refused(self, path: str, sentence: str) -> None:
        """The desk said no: the sentence beside its field, what was typed as it was."""
        self._confirm.setEnabled(True)
        field = self._fields.get(path.rpartition(".")[2])
        if field is None:
            self._trouble.say(sentence, "bad")
        else:
            field.show_error(sentence)
            field.setFocus()

    def _changed(self) -> None:
        agent, relation = self._case.agent, self._value("relation")
        receiver: Editor = self._fields["receiver"].editor  # type: ignore[assignment]
        if agent is not None and relation == agent.relation and not receiver.value():
            receiver.set_value(agent.name)
        self._arrange()

    def _arrange(self) -> None:
        own = self._value("relation") == SELF
        shown: set[QWidget] = {self._fields["relation"], self._fields["signed"]}
        self._grid.arrange(shown if own else {*self._fields.values()})
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as the fields need and the window allows."""
        parent, needed = self.parentWidget(), self._area.widget().sizeHint().height() + 2
        self._area.setMinimumHeight(min(needed, parent.window().height() - _AROUND) if parent else needed)

    def _value(self, key: str) -> object:
        editor: Editor = self._fields[key].editor  # type: ignore[assignment]
        return editor.value() or None

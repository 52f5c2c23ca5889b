"""A later act's decision: the fields that the table says it needs, kept as typed until the desk has taken it."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.cases.acts import Need, rule
from app.cases.model import Case, CaseAct
from app.catalogue.model import ServiceItem
from ui.cases.act_rows import originals_said, wording
from ui.cases.receiver_form import ReceiverForm
from ui.language import _
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.frames import scrolling
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, Editor, TextArea, TextInput, TickInput

_OTHER = ""
"""The choice that lets the clerk write a procedure that the item doesn't list."""
_CHECK = "details.check."
_AROUND = 230
"""Pixels: what head, sentence and buttons need of the window's height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the clerk asks for: an act with its reason and its `details`."""

    act: CaseAct
    reason: str | None
    details: dict[str, object]


class ActDialog(Dialog):
    """`decided(Decided)` on F9; it stays open until `accept`, and `refused` says why it must.

    Its fields follow from the act's needs in the case's state.
    """

    decided = Signal(object)

    def __init__(self, act: CaseAct, case: Case, item: ServiceItem | None, parent: QWidget | None = None) -> None:
        words = wording(act, case)
        needs = rule(case.state, act).needs
        super().__init__(words.head, words.said, width=720 if Need.RECEIVER in needs else 560, parent=parent)
        self._act = act
        self._fields: dict[str, Field] = {}
        self._listed: Field | None = None
        self._receiver: ReceiverForm | None = None
        self._trouble = Banner(self)
        self._trouble.setObjectName("act_trouble")
        self.body.addWidget(self._trouble)
        self._reminder = originals_said(act, case, item)
        self._trouble.say(self._reminder, "attention")
        self._grid = FieldGrid(self)
        inside: QWidget = self._grid
        if Need.PROCEDURE in needs:
            self._ask_procedure(item.special_procedures if item else ())
        if Need.BODY in needs:
            self._add("details.to", _("转给哪个机关"), TextInput(_("例如：通化县人力资源和社会保障局")))
        if Need.CHECKED in needs:
            self._ask_check()
        if Need.REASON in needs:
            self._add("reason", words.reason, TextArea(lines=2))
        if act is CaseAct.VOID and case.documents:
            self._add("details.taken_back", _("已打印的文书"), TickInput(_("已经全部收回")))
        if Need.RECEIVER in needs:
            self._receiver = ReceiverForm(case, item, self)
            self._receiver.edited.connect(self._fit_later)
            inside = self._receiver
        else:
            self._show_other()
        self._wrong: Field | None = None
        self._area = scrolling(inside, self)
        self._area.setVisible(bool(self._fields or self._receiver))
        self.body.addWidget(self._area, 1)
        self.add_cancel()
        self._confirm = self.add_confirm(words.button, role="danger" if words.grave else "primary")
        first = self._receiver.mode if self._receiver else next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def confirm(self) -> None:
        self._clear()
        missing = self._receiver.missing() if self._receiver else None
        if missing is not None:
            self._show(missing, _("请选择领取人与申请人的关系。"))
            return
        self._confirm.setEnabled(False)
        reason = self._value("reason")
        self.decided.emit(Decided(act=self._act, reason=str(reason) if reason else None, details=self._details()))

    def refused(self, path: str, sentence: str) -> None:
        """The desk said no: the sentence beside its field, what was typed as it was."""
        self._confirm.setEnabled(True)
        field = self._field(path)
        if field is None:
            self._trouble.say(sentence, "bad")
        else:
            self._show(field, sentence)

    def _ask_procedure(self, listed: tuple[str, ...]) -> None:
        if listed:
            choices = [*((one, one) for one in listed), (_OTHER, _("其他（在下面写明）"))]
            editor = ChoiceInput(choices)
            editor.setObjectName("act_listed")
            self._listed = Field(_("哪一种特别程序"), editor, required=True)
            editor.set_value(listed[0])
            editor.edited.connect(self._show_other)
            self._grid.add(self._listed, 12)
        label = _("其他特别程序") if listed else _("哪一种特别程序")
        self._add("details.procedure", label, TextInput(_("例如：公示、鉴定、专家评审、现场勘查")), 8)
        self._add("details.days", _("预计多少天"), TextInput(), 4, required=False)

    def _ask_check(self) -> None:
        found = ChoiceInput([("yes", _("承诺属实")), ("no", _("承诺不实"))])
        self._add(f"{_CHECK}kept", _("核查结果"), found)
        self._add(f"{_CHECK}by", _("由谁核查"), TextInput(_("例如：通化县人力资源和社会保障局 李某")))

    def _show_other(self) -> None:
        shown = {*self._fields.values()} | ({self._listed} if self._listed else set())
        if self._listed and _value(self._listed) != _OTHER:
            shown.discard(self._fields["details.procedure"])
        self._grid.arrange({*shown})
        self._fit_later()

    def _details(self) -> dict[str, object]:
        listed = _value(self._listed) if self._listed else None
        plain = [path for path in self._fields if path != "reason" and not path.startswith(_CHECK)]
        found = {path.removeprefix("details."): self._value(path) for path in plain}
        if f"{_CHECK}by" in self._fields:
            kept = {"yes": True, "no": False}.get(str(self._value(f"{_CHECK}kept")))
            found["check"] = {"kept": kept, "by": self._value(f"{_CHECK}by")}
        if listed:
            found["procedure"] = listed
        if isinstance(days := found.get("days"), str) and days.isdecimal():
            found["days"] = int(days)
        if self._receiver is not None:
            found["delivery"] = self._receiver.values()
        return found

    def _add(self, path: str, label: str, editor: QWidget, span: int = 12, *, required: bool = True) -> None:
        editor.setObjectName(f"act_{path.removeprefix('details.').replace('.', '_')}")
        self._fields[path] = Field(label, editor, required=required)
        self._grid.add(self._fields[path], span)

    def _field(self, path: str) -> Field | None:
        part = path.removeprefix("details.delivery.")
        if self._receiver is not None and part != path:
            return self._receiver.field(part)
        if path == "details.procedure" and self._listed is not None and _value(self._listed):
            return self._listed
        return self._fields.get(path)

    def _value(self, path: str) -> object:
        """What stands in a field; None for none and for an empty one. A tick is true or false."""
        value = _value(self._fields[path]) if path in self._fields else None
        return None if value == "" else value

    def _show(self, field: Field, sentence: str) -> None:
        field.show_error(sentence)
        field.setFocus()
        self._wrong = field
        self._fit_later()

    def _fit_later(self) -> None:
        """When the fields are laid out anew."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as the fields need and the window allows; what is wrong in sight."""
        inside, parent = self._area.widget(), self.parentWidget()
        layout = inside.layout()
        assert layout is not None
        needed = (
            layout.totalHeightForWidth(inside.width()) if layout.hasHeightForWidth() else inside.sizeHint().height()
        )
        self._area.setMinimumHeight(min(needed + 2, parent.window().height() - _AROUND if parent else needed + 2))
        if self._wrong is not None:
            self._area.ensureWidgetVisible(self._wrong, 0, 0)

    def _clear(self) -> None:
        self._wrong = None
        self._trouble.say(self._reminder, "attention")
        for field in self.findChildren(Field):
            field.clear_note()


def _value(field: Field) -> object:
    editor: Editor = field.editor  # type: ignore[assignment]
    return editor.value()

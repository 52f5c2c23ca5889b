"""The workbench's decisions about a visitor: the outcome, where to, and why out of turn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.catalogue.model import ServiceItem
from app.tickets.model import WITHOUT_CASE, Outcome, Ticket
from app.tickets.rules import QueueRules
from ui.language import _, chosen
from ui.widgets.dialog import Dialog
from ui.widgets.enter import is_enter
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput, RadioInput, TextInput, TickInput
from ui.workbench.rows import likely_outcome, outcomes


class OutcomeDialog(Dialog):
    """What came of the visit: 1–6 decide at once, Enter and F9 take the marked one. `decided(Outcome, code)`: the code
    of the item that an enquiry was about, None where there is none or the clerk took its tick away."""

    decided = Signal(object, object)

    def __init__(
        self, ticket: Ticket, item: ServiceItem | None, *, then_call: bool, parent: QWidget | None = None
    ) -> None:
        head = _("{number} 的办理结果").format(number=ticket.number)
        said = _("按数字直接选定。")
        if item is not None:
            said += _("咨询、材料不齐记到“{item}”。").format(item=item.name)
        super().__init__(head, said, width=440, parent=parent)
        self._choices: list[tuple[Outcome, RadioInput]] = []
        for number, (outcome, said) in enumerate(outcomes(), start=1):
            radio = RadioInput(f"{number}  {said}", self)
            radio.setObjectName(f"outcome_{outcome.value}")
            radio.setChecked(outcome is likely_outcome(ticket))
            self.body.addWidget(radio)
            self._choices.append((outcome, radio))
        self._item = item
        self._about = TickInput(_("记到事项"), self)
        self._about.setObjectName("outcome_item")
        self._about.setChecked(item is not None)
        self._about.setVisible(item is not None)
        self.buttons.insertWidget(0, self._about)
        self.add_cancel()
        self.add_confirm(_("结束并叫下一位") if then_call else _("结束"))
        next(radio for _outcome, radio in self._choices if radio.isChecked()).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < len(self._choices):
            self._choices[digit][1].setChecked(True)
            self.confirm()
        elif is_enter(event):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        outcome = next(outcome for outcome, radio in self._choices if radio.isChecked())
        named = self._item is not None and outcome in WITHOUT_CASE and self._about.isChecked()
        self.accept()
        self.decided.emit(outcome, self._item.code if self._item is not None and named else None)


class TransferDialog(Dialog):
    """转窗口: on to a window, or into another line. `decided(int or str)`."""

    decided = Signal(object)

    def __init__(
        self, ticket: Ticket, window: int, windows: Sequence[int], rules: QueueRules, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("{number} 转到").format(number=ticket.number),
            _("等候时间照旧计算，不重新排队。"),
            width=400,
            parent=parent,
        )
        choices = [(str(other), _("{window}号窗口").format(window=other)) for other in windows if other != window]
        english = chosen() == "en"
        for category in rules.categories:
            if category.letter != ticket.category:
                name = category.name_en if english else category.name
                choices.append((category.letter, f"{category.letter} {name}"))
        self._to = Field(_("去向"), ChoiceInput(choices, _("请选择")), required=True, parent=self)
        self._to.editor.setObjectName("transfer_to")
        self.body.addWidget(self._to)
        self.add_cancel()
        self.add_confirm(_("转过去"))
        self._to.setFocus()

    def confirm(self) -> None:
        editor = self._to.editor
        assert isinstance(editor, ChoiceInput)
        to = editor.value()
        if to is None:
            self._to.show_error(_("请选择去向。"))
            return
        self.accept()
        self.decided.emit(int(to) if to.isdigit() else to)


class OutOfTurnDialog(Dialog):
    """Calling one number before its turn wants a reason, which the journal keeps. `decided(reason)`."""

    decided = Signal(str)

    def __init__(self, ticket: Ticket, parent: QWidget | None = None) -> None:
        super().__init__(
            _("叫 {number}").format(number=ticket.number),
            _("不按顺序叫号须写明理由，记入日志。"),
            width=440,
            parent=parent,
        )
        self._reason = Field(_("理由"), TextInput(_("例如：急病、预约时间已到")), required=True, parent=self)
        self._reason.editor.setObjectName("turn_reason")
        self.body.addWidget(self._reason)
        self.add_cancel()
        self.add_confirm(_("叫号"))
        self._reason.setFocus()

    def confirm(self) -> None:
        editor = self._reason.editor
        assert isinstance(editor, TextInput)
        reason = editor.value()
        if not reason:
            self._reason.show_error(_("请写明理由。"))
            return
        self.accept()
        self.decided.emit(reason)

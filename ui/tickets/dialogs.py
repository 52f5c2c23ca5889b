"""Taking a number for a visitor."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.tickets.model import PriorityGroup
from app.tickets.rules import QueueRules
from ui.language import _
from ui.tickets.rows import category_choices, group_choices
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput


class TakeDialog(Dialog):
    """The business and, if anybody goes first, why. `decided(letter, PriorityGroup or None)`."""

    decided = Signal(str, object)

    def __init__(self, rules: QueueRules, parent: QWidget | None = None) -> None:
        super().__init__(_("替来访人取号"), _("按数字直接选，Enter 到下一项。"), width=440, parent=parent)
        choices = category_choices(rules)
        self._category = ChoiceInput(choices)
        self._category.setObjectName("take_category")
        self._category.set_value(choices[0][0])
        self._group = ChoiceInput(group_choices())
        self._group.setObjectName("take_group")
        self._group.set_value("")
        self.body.addWidget(Field(_("业务"), self._category, required=True, parent=self))
        self.body.addWidget(Field(_("优先对象"), self._group, required=True, parent=self))
        self.add_cancel()
        self.add_confirm(_("取号"))
        self._category.setFocus()

    def confirm(self) -> None:
        group = self._group.value()
        self.accept()
        self.decided.emit(self._category.value() or "", PriorityGroup(group) if group else None)

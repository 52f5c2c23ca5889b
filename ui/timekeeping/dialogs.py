"""今天是几号: asked before the first number when the computer can't know."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Refused, SidaoError
from app.timekeeping.model import Standing
from ui.explain import explain
from ui.language import _, chosen
from ui.tasks import Lane
from ui.timekeeping.rows import day_offered, hour_offered, known_facts, read_day, read_hour
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput

Confirm = Callable[[date, time], Standing]


class DateDialog(Dialog):
    """`confirmed(Standing)` once the store has kept what the clerk said. Enter goes on, F9 confirms, Esc leaves."""

    confirmed = Signal(object)

    def __init__(self, standing: Standing, confirm: Confirm, lane: Lane, parent: QWidget | None = None) -> None:
        """`confirm(day, hour)` runs on the lane."""
        sentence = _("电脑的日期靠不住。请对照手机或日历，确认今天的日期和现在的时间；联网后自动校准。")
        super().__init__(_("今天是几号"), sentence, width=480, parent=parent)
        self._confirm, self._lane = confirm, lane
        facts = Facts(parent=self)
        facts.show_facts(known_facts(standing))
        self.body.addWidget(facts)
        self._day, self._hour = CodeInput(), CodeInput()
        self._day.setObjectName("clock_day")
        self._hour.setObjectName("clock_hour")
        self._day.set_value(day_offered(standing).isoformat())
        self._hour.set_value(hour_offered(standing))
        self.fields = {
            "date": Field(_("今天的日期"), self._day, required=True, parent=self),
            "time": Field(_("现在的时间"), self._hour, required=True, parent=self),
        }
        row = QHBoxLayout()
        row.addWidget(self.fields["date"], 3)
        row.addWidget(self.fields["time"], 2)
        self.body.addLayout(row)
        self.add_cancel(_("先不确认"))
        self._decide = self.add_confirm(_("确认"))
        self._day.setFocus()
        self._day.selectAll()

    def confirm(self) -> None:
        for field in self.fields.values():
            field.clear_note()
        try:
            day, hour = read_day(self._day.value()), read_hour(self._hour.value())
        except Refused as error:
            self._refused(error)
            return
        keep = self._confirm
        self._decide.setEnabled(False)
        self._lane.run(lambda: keep(day, hour), self._kept, self._refused)

    def _kept(self, standing: Standing) -> None:
        self.confirmed.emit(standing)
        self.accept()

    def _refused(self, error: SidaoError) -> None:
        self._decide.setEnabled(True)
        field = self.fields.get(error.field or "", self.fields["date"])
        field.show_error(explain(error, chosen()))
        field.setFocus()

"""Receiving a batch: each paper is scanned, and what is on the list and was not scanned will be named."""

from PySide6.QtWidgets import QWidget

from app.helping.hand_over import tally
from app.helping.model import Batch
from app.ids import ActionId
from ui import list_shortcuts as keys
from ui.helping.rows import line_columns, line_rows
from ui.helping.scan_dialog import ScanDialog
from ui.helping.services import HelpingServices
from ui.language import _
from ui.widgets.buttons import ActionButton
from ui.widgets.inputs import TextInput
from ui.widgets.rows import Row
from ui.widgets.table import Table


class ReceiveDialog(ScanDialog):
    """`done_well(Batch)`. One that came in part is received again when the rest comes."""

    def __init__(self, services: HelpingServices, batch: Batch, clerk: str, parent: QWidget | None = None) -> None:
        head = _("接收 {number}").format(number=batch.number)
        super().__init__(services, head, parent)
        self._batch = batch
        self._action = ActionId(services.ids.new())
        self._scans: dict[str, None] = {}
        self._lacking = batch.lacking
        self._lack, receiver = TextInput(), TextInput()
        self.add("scans", _("扫凭证上的码，或输入办件编号"), self.scan, 5)
        self.add("lacking", _("选中的一件不齐：缺什么"), self._lack, 4, required=False)
        self.add("receiver", _("接收人（在清单上签名）"), receiver, 3)
        receiver.set_value(clerk)
        self.table = Table(line_columns(), "helping_lines", _("清单上的办件"), self)
        self.table.setMinimumHeight(132)
        self.body.insertWidget(self.body.count() - 1, self.table, 1)
        self.grid.arrange()
        self._lack.edited.connect(self._lacks)
        self.table.chosen.connect(self._show_lacking)
        if batch.received_elsewhere(services.point):
            everything = ActionButton(_("签名联上全部收到"), keys.ALL_CAME, name="all_came", parent=self)
            everything.clicked.connect(self._take_all)
            self.buttons.insertWidget(0, everything)
        self.add_cancel()
        self.add_confirm(_("确认接收"))
        self.resize(760, 480)
        self.scan.setFocus()
        self._show()

    def decide(self) -> None:
        hand_overs, number, action = self._services.hand_overs, self._batch.id, self._action
        scans, receiver = tuple(self._scans), self.value("receiver")
        came = self._batch.arrived | self._scans.keys()
        before = self._batch.lacking
        lacking = {case: said for case, said in self._lacking.items() if case in came and said != before.get(case, "")}
        self.ask(lambda: hand_overs.receive(number, scans, lacking=lacking, receiver=receiver, action=action))

    def take(self, number: str) -> None:
        self._scans[number] = None
        self._show()
        self.table.choose(number)
        if number not in self._batch.case_nos:
            self.fields["scans"].show_note(
                _("{number} 不在清单上，会登记为多出的一件。").format(number=number), "attention"
            )

    def _take_all(self) -> None:
        """The signed copy came back from where the papers are now."""
        self._scans.update(dict.fromkeys(self._batch.case_nos))
        self._show()

    def _lacks(self) -> None:
        key = self.table.chosen_key()
        if key in self._batch.case_nos:
            self._lacking = {**self._lacking, key: self._lack.value()}
            self.table.show_rows(self._rows())

    def _show_lacking(self, key: str) -> None:
        said = self._lacking.get(key, "")
        if self._lack.value() != said:  # while it is being typed a blank may stand at its end
            self._lack.set_value(said)
        came = key in self._batch.case_nos and key in (self._batch.arrived | self._scans.keys())
        self._lack.setEnabled(came)

    def _rows(self) -> list[Row]:
        came = dict.fromkeys((*sorted(self._batch.arrived), *self._scans))
        return line_rows(self._batch, came, self._lacking)

    def _show(self) -> None:
        self.table.show_rows(self._rows())
        came = (*sorted(self._batch.arrived), *self._scans)
        count = tally(self._batch.case_nos, came)
        said = _("清单 {listed} 件，已扫 {arrived} 件，全部扫到。")
        if count.missing:
            said = _("清单 {listed} 件，已扫 {arrived} 件，还差 {count} 件；确认后没扫到的按缺件登记。")
        listed, here = len(self._batch.lines), len(count.arrived)
        said = said.format(listed=listed, arrived=here, count=len(count.missing))
        self.sentence.setText(said)
        self.sentence.show()

    def _texts(self) -> list[str]:
        """What was scanned, and what is lacking of any case, counts as typed: Esc asks before it is lost."""
        return [*super()._texts(), *self._scans, *filter(None, self._lacking.values())]

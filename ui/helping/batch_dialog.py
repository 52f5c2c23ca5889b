"""One batch to look at: both sides, both signatures, each case and whether it came."""

from PySide6.QtWidgets import QWidget

from app.helping.model import Batch
from ui.helping.rows import batch_facts, batch_said, line_columns, line_rows
from ui.language import _
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from ui.widgets.table import Table


class BatchDialog(Dialog):
    """Nothing to decide."""

    def __init__(self, batch: Batch, point: str, parent: QWidget | None = None) -> None:
        head = _("交接清单 {number}").format(number=batch.number)
        super().__init__(head, "" if batch.settlement else batch_said(batch, point), width=760, parent=parent)
        facts = Facts(2, self)
        facts.show_facts(batch_facts(batch))
        self.body.addWidget(facts)
        self.table = Table(line_columns(), "helping_lines", _("清单上的办件"), self)
        self.table.setMinimumHeight(108)
        self.table.show_rows(line_rows(batch, sorted(batch.arrived), batch.lacking))
        self.body.addWidget(self.table, 1)
        self.add_cancel()
        self.resize(760, 440)
        self.table.setFocus()

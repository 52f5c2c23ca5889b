"""交接清单: the batches, each with its next step; a scanned code finds one, or takes another point's in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.cases.limits import Limit
from app.errors import NotFound, SidaoError
from app.events import Changes
from app.helping.model import CODE_PREFIX, Batch, BatchState, Helper
from ui import list_shortcuts as keys
from ui.asking import Asking
from ui.helping.batch_dialog import BatchDialog
from ui.helping.dialogs import HandOverDialog, SettleDialog
from ui.helping.list_dialog import ListDialog
from ui.helping.part import ListPart
from ui.helping.receive_dialog import ReceiveDialog
from ui.helping.rows import (
    BATCH_NARROW_HIDES,
    BATCHES,
    batch_act,
    batch_columns,
    batch_rows,
    batch_said,
    done_text,
    empty_words,
)
from ui.helping.services import HelpingServices
from ui.intake.dialogs import PreviewDialog
from ui.language import _
from ui.widgets.acting_table import ActingTable
from ui.widgets.buttons import ActionButton

Listing = tuple[list[Batch], dict[str, Limit], list[Helper]]


class BatchesPage(ListPart):
    """`waiting(count)`: how many still ask for something."""

    waiting = Signal(int)

    def __init__(self, services: HelpingServices, clerk: str, parent: QWidget | None = None) -> None:
        table = ActingTable(batch_columns(), "batches", _("交接清单"), narrow_hides=BATCH_NARROW_HIDES, tall=True)
        super().__init__(table, empty_words(BATCHES), parent)
        self._services, self._clerk = services, clerk
        self._batches: dict[str, Batch] = {}
        self._helpers: Sequence[Helper] = ()
        self._wanted = ""
        self._asking = Asking(services.lanes.storage, self._read, self._show, parent=self)
        self._new = ActionButton(_("开清单"), keys.NEW, name="new_batch")
        self._change = ActionButton(_("改清单"), keys.CHANGE, name="change_batch")
        self._print = ActionButton(_("打印清单"), keys.REPRINT, name="print_batch")
        self._preview = ActionButton(_("预览"), keys.PREVIEW, name="preview_batch")
        self._settle = ActionButton(_("了结"), keys.SETTLE, name="settle_batch")
        self._act = ActionButton(_("查看"), keys.OPEN, role="primary", name="batch_act")
        for button in (self._new, self._change, self._preview, self._print):
            self.bar.add_left(button)
        for button in (self._settle, self._act):
            self.bar.add_right(button)
        self._connect()
        self._show_act("")

    def refresh(self, changes: Changes) -> None:
        if changes.helping or changes.sync or changes.catalogue:
            self._asking.ask()

    def open_batch(self, number: str) -> None:
        """Put the cursor on this one, by its number or id."""
        self._wanted = number
        self._asking.ask()

    def scan(self, text: str) -> None:
        """A list's code, or its number: the batch is chosen, another point's taken in first."""
        hand_overs = self._services.hand_overs
        find = hand_overs.take_in if text.startswith(CODE_PREFIX) else hand_overs.get
        self._services.lanes.storage.run(lambda: find(text), self._found, self._not_found)

    def _connect(self) -> None:
        self.table.opened.connect(self._go)
        self.table.chosen.connect(self._show_act)
        self._act.clicked.connect(self._go_to_chosen)
        self._new.clicked.connect(self._ask_new)
        self._change.clicked.connect(self._ask_change)
        self._print.clicked.connect(self._print_chosen)
        self._preview.clicked.connect(self._show_preview)
        self._settle.clicked.connect(self._ask_settle)

    def _read(self) -> Listing:
        hand_overs = self._services.hand_overs
        batches = hand_overs.batches()
        return batches, hand_overs.limits(batches), self._services.register.serving()

    def _show(self, listing: Listing) -> None:
        batches, limits, self._helpers = listing
        self._batches = {batch.id: batch for batch in batches}
        self._services.ensure("".join(line.name for batch in batches for line in batch.lines))
        self.show_rows(batch_rows(batches, limits, self._services.point))
        self.waiting.emit(sum(batch.waits for batch in batches))
        wanted = next((one.id for one in batches if self._wanted in (one.id, one.number)), "")
        if wanted:
            self.table.choose(wanted)
            self._wanted = ""
        self._show_act(self.table.chosen_key())

    def _chosen(self) -> Batch | None:
        return self._batches.get(self.table.chosen_key())

    def _show_act(self, key: str) -> None:
        batch = self._batches.get(key)
        is_open = batch is not None and batch.state is BatchState.OPEN
        self._act.setEnabled(batch is not None)
        self._act.set_caption(batch_act(batch, self._services.point) if batch else _("查看"))
        self._change.setEnabled(is_open)
        for button in (self._print, self._preview):
            button.setEnabled(batch is not None and not is_open and batch.point == self._services.point)
        self._settle.setVisible(batch is not None and batch.state is BatchState.RECEIVED and batch.waits)
        self.bar.said.setText(batch_said(batch, self._services.point) if batch else "")

    def _go_to_chosen(self) -> None:
        self._go(self.table.chosen_key())

    def _go(self, key: str) -> None:
        batch = self._batches.get(key)
        if batch is None:
            return
        if batch.state is BatchState.OPEN:
            dialog: HandOverDialog | ReceiveDialog = HandOverDialog(self._services, batch, self._clerk, self)
            dialog.done_well.connect(self._handed_over)
        elif batch.waits:
            dialog = ReceiveDialog(self._services, batch, self._clerk, self)
            dialog.done_well.connect(self._done)
        else:
            BatchDialog(batch, self._services.point, self).open()
            return
        dialog.open()

    def _ask_new(self) -> None:
        self._open_list(None)

    def _ask_change(self) -> None:
        self._open_list(self._chosen())

    def _open_list(self, batch: Batch | None) -> None:
        dialog = ListDialog(self._services, self._helpers, batch, self)
        dialog.done_well.connect(self._done)
        dialog.open()

    def _ask_settle(self) -> None:
        if (batch := self._chosen()) is not None:
            dialog = SettleDialog(self._services, batch, self)
            dialog.done_well.connect(self._done)
            dialog.open()

    def _done(self, batch: Batch) -> None:
        self.said.emit(done_text(batch))
        self.open_batch(batch.id)

    def _handed_over(self, batch: Batch) -> None:
        self._done(batch)
        self._print_list(batch)

    def _print_chosen(self) -> None:
        if (batch := self._chosen()) is not None:
            self._print_list(batch)

    def _print_list(self, batch: Batch) -> None:
        self._services.lanes.devices.run(partial(self._services.print_list, batch), None, self.failed)

    def _show_preview(self) -> None:
        if (batch := self._chosen()) is not None:
            PreviewDialog(self._services.lanes.devices, partial(self._services.draw_list, batch), self).open()

    def _found(self, batch: Batch) -> None:
        self.open_batch(batch.id)
        self.table.setFocus()

    def _not_found(self, error: SidaoError) -> None:
        if isinstance(error, NotFound):
            self._wanted = ""
        self.failed(error)

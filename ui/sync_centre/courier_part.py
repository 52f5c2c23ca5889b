"""The courier's part of the sync centre: its two buttons, its page, and what goes on."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.sync.whereabouts import Carried, CourierFacts
from ui import list_shortcuts as keys
from ui.language import _
from ui.sync_centre.carrying import Carrying
from ui.sync_centre.courier_dialog import ExportDialog, TakeDialog
from ui.sync_centre.courier_page import CourierPage
from ui.widgets.buttons import ActionButton
from ui.widgets.progress import ProgressStrip


class CourierPart(QObject):
    """`said(sentence)` when something went well, `complained(sentence)` when not."""

    said = Signal(str)
    complained = Signal(str)

    def __init__(self, carrying: Carrying, screen: QWidget) -> None:
        super().__init__(screen)
        self._carrying = carrying
        self._screen = screen
        self._carried: Carried | None = None
        self.page = CourierPage(screen)
        self.out = ActionButton(_("导出到U盘"), keys.EXPORT, name="courier_export", parent=screen)
        self.back = ActionButton(_("读入回执"), keys.TAKE_IN, name="courier_take", parent=screen)
        self.strip = ProgressStrip(_("停止"), keys.STOP_EXPORT, "courier_progress", screen)
        self.out.clicked.connect(self._ask_export)
        self.back.clicked.connect(self._ask_take)
        self.strip.stopped.connect(carrying.stop)
        carrying.went_on.connect(self._show)
        carrying.done.connect(self.said)
        carrying.failed.connect(self.complained)
        self._show()

    @property
    def facts(self) -> CourierFacts:
        return self._carrying.services.facts

    def show_carried(self, carried: Carried, now: datetime) -> None:
        """As it stands now."""
        self._carried = carried
        self.page.show_carried(carried, now)

    def _show(self) -> None:
        progress = self._carrying.progress
        self.out.setEnabled(progress is None)
        self.back.setEnabled(progress is None)
        if progress is None:
            self.strip.hide()
        else:
            self.strip.show_progress(progress.text, progress.done, progress.of, can_stop=progress.can_stop)

    def _ask_export(self) -> None:
        if (carried := self._carried) is not None:
            before = carried.trips[0].carrier if carried.trips else ""
            dialog = ExportDialog(self._carrying.services, carried.need, before, self._screen)
            dialog.wished.connect(self._carrying.export)
            dialog.open()

    def _ask_take(self) -> None:
        dialog = TakeDialog(self._carrying.services, self._screen)
        dialog.wished.connect(self._carrying.take)
        dialog.open()

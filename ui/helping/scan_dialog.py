"""A dialog into which papers are scanned: each scan is read on the lane, and none is lost when it is confirmed."""

from PySide6.QtWidgets import QWidget

from app.errors import SidaoError
from ui.explain import explain
from ui.helping.form_dialog import FormDialog
from ui.helping.services import HelpingServices
from ui.language import _, chosen
from ui.widgets.scan_input import ScanInput


class ScanDialog(FormDialog):
    """Inheritors add `scan` as the field "scans", take each case number in `take`, and decide in `decide`."""

    def __init__(self, services: HelpingServices, head: str, parent: QWidget | None = None) -> None:
        super().__init__(head, "", services.lanes.storage, width=760, parent=parent)
        self._services = services
        self._reading = 0
        self._decides = False
        self.scan = ScanInput(_("扫码或输入，回车"))
        self.scan.left.connect(self._scanned)

    def take(self, number: str) -> None:
        """This case's paper was scanned."""

    def decide(self) -> None:
        """Everything was read: ask the service."""

    def confirm(self) -> None:
        """What stands in the field, or is being read, counts: it is taken first. What can't be read stops it."""
        self._scanned()
        self._decides = True
        self._decide_when_read()

    def _scanned(self) -> None:
        text = self.scan.value()
        if not text:
            return
        hand_overs = self._services.hand_overs
        self.scan.set_value("")
        self._reading += 1
        self._lane.run(lambda: hand_overs.read(text), self._read_well, self._unread)

    def _read_well(self, number: str) -> None:
        self._reading -= 1
        self.fields["scans"].clear_note()
        self.take(number)
        self._decide_when_read()

    def _unread(self, error: SidaoError) -> None:
        self._reading -= 1
        self._decides = False
        self.fields["scans"].show_error(explain(error, chosen()))

    def _decide_when_read(self) -> None:
        if self._decides and not self._reading:
            self._decides = False
            self.decide()

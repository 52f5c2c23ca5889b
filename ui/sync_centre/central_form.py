"""Where central is, and the one-time code that enrols this device: in the sync centre and in the settings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import SidaoError
from app.sync.centre import CentreFacts
from app.sync.model import CentralAddress
from ui.explain import explain
from ui.language import _, chosen
from ui.sync_centre.services import SyncServices
from ui.theme import GRID
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput


class CentralForm(QWidget):
    """`kept` when the address is kept: a meeting has been begun. Errors stand beside their field."""

    kept = Signal()

    def __init__(self, services: SyncServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._url = CodeInput("https://")
        self._url.setObjectName("central_url")
        self._code = CodeInput("····-····-····-····-····-····", upper=True, tidy=grouped)
        self._code.setObjectName("central_code")
        self.url = Field(_("市级平台地址"), self._url, required=True)
        hint = _("由市级平台发放，24 个字母和数字，只能用一次。")
        self.code = Field(_("一次性登记码"), self._code, hint=hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self.url)
        column.addWidget(self.code)

    def show_facts(self, facts: CentreFacts) -> None:
        """The address as it is kept; an enrolled desk needs no code. What is being typed stays."""
        if facts.address is not None and not self._url.hasFocus():
            self._url.set_value(facts.address.url)
        self.code.setVisible(facts.enrolment is None)

    def save(self) -> None:
        """Check both, keep them, and meet central."""
        centre, url, code = self._services.centre, self._url.value(), self._code.value()
        self._services.lane.run(lambda: centre.set_central(url, code), self._saved, self._refused)

    def _saved(self, _address: CentralAddress) -> None:
        self.url.clear_note()
        self.code.clear_note()
        self._code.set_value("")
        self._services.nudge()
        self.kept.emit()

    def _refused(self, error: SidaoError) -> None:
        said = explain(error, chosen())
        field, other = (self.code, self.url) if error.field == "code" else (self.url, self.code)
        other.clear_note()
        field.show_error(said)
        field.setFocus()


class CentralDialog(Dialog):
    """The form as a dialog of the sync centre."""

    def __init__(self, services: SyncServices, facts: CentreFacts, parent: QWidget | None = None) -> None:
        super().__init__(
            _("市级平台"),
            _("保存后立即联系市级平台。登记成功以前，凭证上印“试用”。"),
            width=520,
            parent=parent,
        )
        self.form = CentralForm(services, self)
        self.form.show_facts(facts)
        self.form.kept.connect(self.accept)
        self.body.addWidget(self.form)
        self.add_cancel()
        self.add_confirm(_("保存并联系"))
        self.form.url.setFocus()

    def confirm(self) -> None:
        self.form.save()


def grouped(text: str) -> str:
    """ABCDEFGH… → ABCD-EFGH-…, as codes are read out."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return "-".join(plain[place : place + 4] for place in range(0, len(plain), 4))

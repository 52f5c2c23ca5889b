"""Who takes a result, by which right, and how that was checked: the fields of 送达."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.cases.details import SELF
from app.cases.life import DeliveryMode
from app.cases.model import Case
from app.cases.receivers import result_paper
from app.catalogue.model import ServiceItem
from ui.cases.life_rows import delivery_modes, signings
from ui.intake.rows import relations
from ui.language import _
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, Editor, TextInput


class ReceiverForm(FieldGrid):
    """Shows what the way of handing over asks for; what was typed in a field that went stays. `edited` on a change."""

    edited = Signal()

    def __init__(self, case: Case, item: ServiceItem | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._fields: dict[str, Field] = {}
        self.mode = self._choice("mode", _("送达方式"), delivery_modes(), 4)
        self.paper = self._text("paper", _("送达的文书、证照"), 6)
        self.copies = self._text("copies", _("份数"), 2)
        self.relation = self._choice("relation", _("领取人是申请人的"), ((SELF, _("本人")), *relations()), 4)
        self.receiver = self._text("receiver", _("领取人姓名"), 4)
        self.id_no = self._text("id_no", _("领取人证件号码"), 4, required=False)
        self.authority = self._text("authority", _("代领凭据"), 12, _("例如：授权委托书、户口簿"))
        self.tracking_no = self._text("tracking_no", _("邮件单号"), 4)
        self.checked = self._text("checked", _("身份怎样核验"), 8, _("例如：核对居民身份证原件，人证一致"))
        self.signed = self._choice("signed", _("领取人怎样确认"), signings(), 4)
        for field, value in (
            (self.mode, DeliveryMode.COUNTER.value),
            (self.relation, SELF),
            (self.paper, result_paper(case, item)),
            (self.copies, "1"),
        ):
            _editor(field).set_value(value)
        self._arrange()

    def values(self) -> dict[str, object]:
        """The line's `details.delivery`: nothing from a field that is not shown."""
        shown = self._wanted()
        found = {key: _editor(field).value() or None for key, field in self._fields.items() if field in shown}
        copies = str(found["copies"] or "")
        return {**found, "copies": int(copies) if copies.isdecimal() else copies}

    def field(self, key: str) -> Field | None:
        """The field of a key of `details.delivery`."""
        return self._fields.get(key)

    def missing(self) -> Field | None:
        """A receiver who is not the applicant says what they are to them."""
        return None if _editor(self.relation).value() else self.relation

    def _wanted(self) -> set[Field]:
        mode, own = _editor(self.mode).value(), _editor(self.relation).value() == SELF
        wanted = {self.mode, self.paper, self.copies, self.relation, self.checked, self.signed}
        if not own:
            wanted |= {self.receiver, self.id_no, self.authority}
        if mode == DeliveryMode.POST.value:
            wanted |= {self.tracking_no}
        return wanted

    def _arrange(self) -> None:
        mode = _editor(self.mode).value()
        self.checked.set_required(mode != DeliveryMode.POST.value)
        self.signed.set_required(mode in (DeliveryMode.COUNTER.value, DeliveryMode.ON_BEHALF.value))
        self.arrange({*self._wanted()})

    def _changed(self) -> None:
        """Nobody takes their own result on behalf of themselves."""
        relation = _editor(self.relation)
        if _editor(self.mode).value() == DeliveryMode.ON_BEHALF.value and relation.value() == SELF:
            relation.set_value(self._case.agent.relation if self._case.agent else None)
        agent = self._case.agent
        if agent and relation.value() == agent.relation and not _editor(self.receiver).value():
            _editor(self.receiver).set_value(agent.name)
            _editor(self.id_no).set_value(agent.id_no)
        self._arrange()
        self.edited.emit()

    def _text(self, key: str, label: str, span: int, example: str = "", *, required: bool = True) -> Field:
        return self._added(key, label, TextInput(example), span, required)

    def _choice(self, key: str, label: str, choices: tuple[tuple[str, str], ...], span: int) -> Field:
        editor = ChoiceInput(choices, _("请选择"))
        editor.edited.connect(self._changed)
        return self._added(key, label, editor, span, True)

    def _added(self, key: str, label: str, editor: QWidget, span: int, required: bool) -> Field:
        editor.setObjectName(f"receiver_{key}")
        field = Field(label, editor, required=required)
        self._fields[key] = field
        self.add(field, span)
        return field


def _editor(field: Field) -> Editor:
    return field.editor  # type: ignore[return-value]

"""Who applies and who acts for them: 本人, 代理人 or 单位."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.applicants.checked import Checked
from app.applicants.model import LONG, ApplicantKind, Until
from app.applicants.phone import check_phone
from app.catalogue.answer_values import tidy
from app.catalogue.divisions import Divisions
from app.catalogue.model import Field as Asked
from app.catalogue.model import FieldType
from app.errors import Refused
from ui.explain import explain
from ui.fonts import EnsureGlyphs
from ui.intake.address_fields import AddressFields
from ui.intake.identity_fields import IdentityFields
from ui.intake.rows import identity_found, relations
from ui.language import _, chosen
from ui.theme import GRID
from ui.widgets.field import Field
from ui.widgets.frames import ElidedText, Text
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, CodeInput, RadioInput, TextInput, TickInput

SELF, BY_AGENT, COMPANY = "self", "agent", "company"
_DATE = Asked(code="until", label="", type=FieldType.DATE)


class PeopleForm(QWidget):
    """`edited` on any change; `identified(Identity or None)` when the applicant's number becomes good or is no more.

    `values()` are the line's "applicant" and "agent"; `side` is self, agent or company.
    """

    edited = Signal()
    identified = Signal(object)
    agent_identified = Signal(object)

    def __init__(
        self,
        divisions: Divisions,
        point: str,
        *,
        ensure: EnsureGlyphs,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._ensure = ensure
        self._loading = False
        self._sides = QButtonGroup(self)
        self._radios: dict[str, RadioInput] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._head())
        self._person = FieldGrid(self)
        self._who = self._identity(self._person, "applicant", self.identified.emit)
        self._until, self._long = self._until_fields(self._person)
        self._phone, self._no_phone = self._phone_fields(self._person)
        self._contact_name, self._contact_phone = self._contact_fields(self._person)
        self._address = self._address_field(self._person, divisions, point)
        column.addWidget(self._person)
        self._agent_head = Text(_("代理人"), "head", self)
        column.addWidget(self._agent_head)
        self._agent = FieldGrid(self)
        self._agent_who = self._identity(self._agent, "agent", self.agent_identified.emit)
        self._agent_phone, self._relation = self._agent_fields(self._agent)
        column.addWidget(self._agent)
        self._fields = self._by_path()
        self.show_values({}, None, SELF)

    @property
    def side(self) -> str:
        """self, agent or company."""
        return next((side for side, radio in self._radios.items() if radio.isChecked()), SELF)

    def values(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """The applicant and the agent as the input line writes them."""
        company = self.side == COMPANY
        until = LONG if _tick(self._long) else _text(self._until)
        contact = {"name": _text(self._contact_name), "phone": _text(self._contact_phone)}
        without = _tick(self._no_phone)
        applicant = {
            "kind": (ApplicantKind.COMPANY if company else ApplicantKind.PERSON).value,
            **self._who.values(),
            "phone": None if without else _text(self._phone),
            "address": self._address_editor().value(),
            "id_until": until,
            "contact": contact if without and any(contact.values()) else None,
        }
        agent = {**self._agent_who.values(), "phone": _text(self._agent_phone), "relation": _text(self._relation)}
        typed = agent["name"] or agent["id_no"]
        return applicant, agent if self.side == BY_AGENT or (company and typed) else None

    def show_values(self, applicant: dict[str, Any], agent: dict[str, Any] | None, side: str) -> None:
        """Fill in, e.g. from a draft or an earlier visit; an empty applicant empties the form."""
        self._loading = True
        self._radios[side].setChecked(True)
        self._show_side()
        self._who.show(applicant)
        until = applicant.get("id_until")
        _set(self._long, until == LONG)
        _set(self._until, None if until == LONG else until)
        contact = applicant.get("contact") or {}
        _set(self._phone, applicant.get("phone"))
        _set(self._no_phone, bool(contact))
        _set(self._contact_name, contact.get("name"))
        _set(self._contact_phone, contact.get("phone"))
        self._address_editor().set_value(applicant.get("address"))
        given = agent or {}
        self._agent_who.show(given)
        _set(self._agent_phone, given.get("phone"))
        _set(self._relation, given.get("relation"))
        self.clear_errors()
        self._show_contact()
        self._who.note_again()
        self._loading = False

    def show_until(self) -> Until:
        """The document's last day as typed, None when it is no date yet."""
        if _tick(self._long):
            return LONG
        try:
            return date.fromisoformat(_text(self._until) or "")
        except ValueError:
            return None

    def show_earlier(self, text: str) -> None:
        """The line about the last visit."""
        self._earlier.setText(text)

    def show_error(self, path: str, sentence: str) -> QWidget | None:
        """Put the sentence under the field of `path`; the input to focus, None when it is not here."""
        field = self._fields.get(path)
        if field is None:
            return None
        if path.startswith("applicant.contact") and not _tick(self._no_phone):
            field = self._phone
        field.show_error(sentence)
        return field.editor

    def clear_errors(self) -> None:
        """No field is wrong any more; what checks found stays."""
        for field in self._fields.values():
            if field.error:
                field.clear_note()

    def first(self) -> QWidget:
        """Where typing begins."""
        return self._who.name.editor

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID * 2)
        row.addWidget(Text(_("申请人"), "head", self))
        for side, caption in ((SELF, _("本人")), (BY_AGENT, _("代理人")), (COMPANY, _("单位"))):
            radio = RadioInput(caption, self)
            radio.setObjectName(f"side_{side}")
            radio.toggled.connect(self._side_chosen)
            self._sides.addButton(radio)
            self._radios[side] = radio
            row.addWidget(radio)
        self._earlier = ElidedText("", "secondary", self)
        self._earlier.setObjectName("earlier")
        row.addWidget(self._earlier, 1)
        return row

    def _identity(self, grid: FieldGrid, prefix: str, identified: Callable[[object], None]) -> IdentityFields:
        applicant = prefix == "applicant"
        return IdentityFields(
            grid,
            prefix,
            ensure=self._ensure,
            today=self._today,
            found=self._found if applicant else self._found_of_agent,
            changed=self._changed,
            identified=identified,
        )

    def _until_fields(self, grid: FieldGrid) -> tuple[Field, Field]:
        until = CodeInput(_("年-月-日"), tidy=_as_date)
        long = TickInput(_("长期有效"))
        until.edited.connect(self._until_edited)
        long.edited.connect(self._long_ticked)
        return self._add(grid, _("证件有效期至"), until, "applicant.id_until", 3), self._add(
            grid, "", long, "applicant.id_long", 3
        )

    def _phone_fields(self, grid: FieldGrid) -> tuple[Field, Field]:
        phone = CodeInput()
        phone.left.connect(self._check_phones)
        without = TickInput(_("无手机"))
        without.edited.connect(self._without_phone)
        return self._add(grid, _("手机号码"), phone, "applicant.phone", 4, required=True), self._add(
            grid, "", without, "applicant.no_phone", 2
        )

    def _contact_fields(self, grid: FieldGrid) -> tuple[Field, Field]:
        name, phone = TextInput(), CodeInput()
        phone.left.connect(self._check_phones)
        return self._add(grid, _("联系人姓名"), name, "applicant.contact.name", 3, required=True), self._add(
            grid, _("联系人电话"), phone, "applicant.contact.phone", 3, required=True
        )

    def _address_field(self, grid: FieldGrid, divisions: Divisions, point: str) -> Field:
        address = AddressFields(divisions, point, self._ensure)
        return self._add(grid, _("联系地址"), address, "applicant.address", 12)

    def _agent_fields(self, grid: FieldGrid) -> tuple[Field, Field]:
        phone, relation = CodeInput(), ChoiceInput(relations(), _("请选择"))
        relation.keeps_others = True  # an input line may hold any word
        phone.left.connect(self._check_phones)
        return self._add(grid, _("代理人电话"), phone, "agent.phone", 3), self._add(
            grid, _("与申请人关系"), relation, "agent.relation", 3
        )

    def _add(
        self, grid: FieldGrid, label: str, editor: QWidget, path: str, span: int, *, required: bool = False
    ) -> Field:
        editor.setObjectName(path)
        tick = isinstance(editor, TickInput)
        field = Field(label, editor, required=required or tick or bool(label), parent=grid)
        if isinstance(editor, TickInput):
            editor.setAccessibleName(editor.text())
        editor.edited.connect(self._changed)  # type: ignore[attr-defined]
        grid.add(field, span)
        return field

    def _by_path(self) -> dict[str, Field]:
        return {
            "applicant.kind": self._who.name,
            "applicant": self._who.name,
            "applicant.name": self._who.name,
            "applicant.id_type": self._who.id_type,
            "applicant.id_no": self._who.id_no,
            "applicant.id_until": self._until,
            "applicant.phone": self._phone,
            "applicant.contact": self._contact_name,
            "applicant.contact.name": self._contact_name,
            "applicant.contact.phone": self._contact_phone,
            "applicant.address": self._address,
            "agent": self._agent_who.name,
            "agent.name": self._agent_who.name,
            "agent.id_type": self._agent_who.id_type,
            "agent.id_no": self._agent_who.id_no,
            "agent.phone": self._agent_phone,
            "agent.relation": self._relation,
        }

    def _address_editor(self) -> AddressFields:
        editor = self._address.editor
        assert isinstance(editor, AddressFields)
        return editor

    def _found(self, checked: Checked) -> str:
        return identity_found(checked, self.show_until(), self._today())

    def _found_of_agent(self, checked: Checked) -> str:
        return identity_found(checked, None, self._today())

    def _side_chosen(self, chosen_: bool) -> None:
        if chosen_ and not self._loading:
            self._show_side()
            self.edited.emit()

    def _show_side(self) -> None:
        self._who.set_company(self.side == COMPANY)
        acting = self.side != SELF
        self._agent_head.setVisible(acting)
        self._agent_head.setText(_("经办人") if self.side == COMPANY else _("代理人"))
        self._agent.arrange()
        self._agent.setVisible(acting)
        self._show_contact()

    def _show_contact(self) -> None:
        person = self.side != COMPANY
        without = _tick(self._no_phone)
        shown: set[QWidget] = {self._who.name, self._who.id_type, self._who.id_no, self._phone, self._no_phone}
        shown.add(self._address)
        if person:
            shown |= {self._until, self._long}
        if without:
            shown |= {self._contact_name, self._contact_phone}
        self._phone.editor.setEnabled(not without)
        self._until.editor.setEnabled(not _tick(self._long))
        self._person.arrange(shown)

    def _until_edited(self) -> None:
        self._who.note_again()

    def _long_ticked(self) -> None:
        self._show_contact()
        self._who.note_again()

    def _without_phone(self) -> None:
        self._phone.clear_note()
        self._show_contact()

    def _check_phones(self) -> None:
        for path in ("applicant.phone", "applicant.contact.phone", "agent.phone"):
            field = self._fields[path]
            if not (given := _text(field)) or not field.editor.isEnabled():
                continue
            try:
                check_phone(given, path)
            except Refused as refused:
                field.show_error(explain(refused, chosen()))

    def _changed(self) -> None:
        sender = self.sender()
        for field in self._fields.values():
            if field.editor is sender and field.error:
                field.clear_note()
        if not self._loading:
            self.edited.emit()


def _as_date(text: str) -> str:
    return str(tidy(_DATE, text) or "")


def _text(field: Field) -> str | None:
    value = field.editor.value()  # type: ignore[attr-defined]
    return str(value) if value else None


def _tick(field: Field) -> bool:
    return bool(field.editor.value())  # type: ignore[attr-defined]


def _set(field: Field, value: object) -> None:
    field.editor.set_value(value)  # type: ignore[attr-defined]

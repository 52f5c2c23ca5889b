"""Who applies: identity, the document's last day, phone or a contact person, address."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.applicants.checked import Checked
from app.applicants.model import LONG, ApplicantKind, Until
from app.catalogue.answer_values import tidy
from app.catalogue.divisions import Divisions
from app.catalogue.model import Field as Asked
from app.catalogue.model import FieldType
from ui.fonts import EnsureGlyphs
from ui.intake.address_fields import AddressFields
from ui.intake.person_fields import PersonFields, put, text_of, ticked
from ui.intake.rows import identity_found
from ui.language import _
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput, TextInput, TickInput

_DATE = Asked(code="until", label="", type=FieldType.DATE)


class ApplicantFields(PersonFields):
    """The line's "applicant", of a person or a company."""

    def __init__(self, divisions: Divisions, point: str, *, ensure: EnsureGlyphs, today: Callable[[], date]) -> None:
        self._today = today
        self._company = False
        super().__init__("applicant", ensure=ensure, today=today)
        self._address_editor = AddressFields(divisions, point, ensure)
        self._add_until()
        self._add_phone()
        self._address = self.add_field(_("联系地址"), self._address_editor, "address", 12)
        self._fields["applicant.kind"] = self.who.name
        self._fields["applicant.contact"] = self._contact_name

    def values(self) -> dict[str, Any]:
        """The applicant as the input line writes them."""
        contact = {"name": text_of(self._contact_name), "phone": text_of(self._contact_phone)}
        without = ticked(self._no_phone)
        return {
            "kind": (ApplicantKind.COMPANY if self._company else ApplicantKind.PERSON).value,
            **self.who.values(),
            "phone": None if without else text_of(self._phone),
            "address": self._address_editor.value(),
            "id_until": LONG if ticked(self._long) else text_of(self._until),
            "contact": contact if without and any(contact.values()) else None,
        }

    def show_values(self, applicant: dict[str, Any]) -> None:
        """Fill in; an empty applicant empties the fields."""
        self.who.show(applicant)
        until = applicant.get("id_until")
        put(self._long, until == LONG)
        put(self._until, None if until == LONG else until)
        contact = applicant.get("contact") or {}
        put(self._phone, applicant.get("phone"))
        put(self._no_phone, bool(contact))
        put(self._contact_name, contact.get("name"))
        put(self._contact_phone, contact.get("phone"))
        self._address_editor.set_value(applicant.get("address"))

    def set_company(self, company: bool) -> None:
        """A company's fields or a person's."""
        self._company = company
        self.who.set_company(company)
        self.show_asked()

    def show_asked(self) -> None:
        """The fields that the others call for: a contact person where there is no phone."""
        without = ticked(self._no_phone)
        shown: set[QWidget] = {self.who.name, self.who.id_type, self.who.id_no, self._phone, self._no_phone}
        shown.add(self._address)
        if not self._company:
            shown |= {self._until, self._long}
        if without:
            shown |= {self._contact_name, self._contact_phone}
        self._phone.editor.setEnabled(not without)
        self._until.editor.setEnabled(not ticked(self._long))
        self.arrange(shown)

    def field(self, path: str) -> Field | None:
        """As every path; what is wrong with a contact stands at the phone while no contact is asked for."""
        if path.startswith("applicant.contact") and not ticked(self._no_phone):
            return self._phone
        return super().field(path)

    def found(self, checked: Checked) -> str:
        return identity_found(checked, self._until_day(), self._today())

    def _until_day(self) -> Until:
        """The document's last day as typed, None when it is no date yet."""
        if ticked(self._long):
            return LONG
        try:
            return date.fromisoformat(text_of(self._until) or "")
        except ValueError:
            return None

    def _add_until(self) -> None:
        until, long = CodeInput(_("年-月-日"), tidy=_as_date), TickInput(_("长期有效"))
        until.edited.connect(self.who.note_again)
        long.edited.connect(self._long_ticked)
        self._until = self.add_field(_("证件有效期至"), until, "id_until", 3)
        self._long = self.add_field("", long, "id_long", 3)

    def _add_phone(self) -> None:
        phone, without = CodeInput(), TickInput(_("无手机"))
        phone.left.connect(self.check_phones)
        without.edited.connect(self._without_phone)
        self._phone = self.add_field(_("手机号码"), phone, "phone", 4, required=True)
        self._no_phone = self.add_field("", without, "no_phone", 2)
        name, number = TextInput(), CodeInput()
        number.left.connect(self.check_phones)
        self._contact_name = self.add_field(_("联系人姓名"), name, "contact.name", 3, required=True)
        self._contact_phone = self.add_field(_("联系人电话"), number, "contact.phone", 3, required=True)

    def _long_ticked(self) -> None:
        self.show_asked()
        self.who.note_again()

    def _without_phone(self) -> None:
        self._phone.clear_note()
        self.show_asked()


def _as_date(text: str) -> str:
    return str(tidy(_DATE, text) or "")

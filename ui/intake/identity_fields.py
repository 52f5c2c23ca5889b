"""Name, document and number of one person or company, with the number checked as it is typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.applicants.checked import Checked
from app.applicants.identity import check_identity
from app.applicants.model import Identity, IdType
from app.errors import Refused
from ui.explain import explain
from ui.fonts import EnsureGlyphs
from ui.intake.rows import id_types
from ui.language import _, chosen
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput

_RESIDENT_LENGTH = 18


class IdentityFields:
    """Three fields in a grid of their owner. `identified(Identity or None)` whenever a whole, good number stands.

    The owner is told of edits by the fields' own signals; `found` gives what the number says.
    """

    def __init__(
        self,
        grid: FieldGrid,
        prefix: str,
        *,
        ensure: EnsureGlyphs,
        today: Callable[[], date],
        found: Callable[[Checked], str],
        changed: Callable[[], None],
        identified: Callable[[Identity | None], None],
    ) -> None:
        self._ensure, self._today, self._found, self._identified = ensure, today, found, identified
        self._changed = changed
        self._path = f"{prefix}.id_no"
        self._last: Identity | None = None
        self.name = Field(_("姓名"), TextInput(), required=True, parent=grid)
        self.id_type = Field(_("证件类型"), ChoiceInput(id_types(False)), required=True, parent=grid)
        self.id_no = Field(_("证件号码"), CodeInput(upper=True), required=True, parent=grid)
        for field, code, span in ((self.name, "name", 3), (self.id_type, "id_type", 3), (self.id_no, "id_no", 6)):
            field.editor.setObjectName(f"{prefix}.{code}")
            grid.add(field, span)
        self.set_company(False)
        _editor(self.name).edited.connect(self._name_edited)
        _editor(self.id_type).edited.connect(self._type_edited)
        _editor(self.id_no).edited.connect(self._number_edited)
        _line(self.id_no).left.connect(self.check)

    def set_company(self, company: bool) -> None:
        """The documents and the name's label for a company or a person."""
        choice = self.id_type.editor
        assert isinstance(choice, ChoiceInput)
        choice.set_choices(id_types(company))
        if choice.value() is None:
            choice.set_value(IdType.USCC.value if company else IdType.RESIDENT.value)
        label = _("单位名称") if company else _("姓名")
        self.name.editor.setAccessibleName(label)
        self.name.set_required(True)

    def values(self) -> dict[str, Any]:
        """name, id_type and id_no as typed; None where nothing is."""
        return {
            "name": _line(self.name).value() or None,
            "id_type": _editor(self.id_type).value(),
            "id_no": _line(self.id_no).value() or None,
        }

    def show(self, values: dict[str, Any]) -> None:
        """Fill in, e.g. from a draft."""
        self._ensure(str(values.get("name") or ""))
        _editor(self.name).set_value(values.get("name"))
        if values.get("id_type"):
            _editor(self.id_type).set_value(values["id_type"])
        _editor(self.id_no).set_value(values.get("id_no"))
        for field in (self.name, self.id_type, self.id_no):
            field.clear_note()
        self._last = None
        self._check(leaving=bool(values.get("id_no")))

    def check(self) -> None:
        """Say what is wrong with the number, if anything is: the field has been left."""
        self._check(leaving=True)

    def note_again(self) -> None:
        """Something that the note speaks of has changed."""
        if not self.id_no.error:
            self._check(leaving=False)

    def _name_edited(self) -> None:
        self._ensure(_line(self.name).text())
        self.name.clear_note()
        self._changed()

    def _type_edited(self) -> None:
        self.id_type.clear_note()
        self._check(leaving=True)
        self._changed()

    def _number_edited(self) -> None:
        self._check(leaving=len(_line(self.id_no).text()) >= _RESIDENT_LENGTH)
        self._changed()

    def _check(self, *, leaving: bool) -> None:
        number, kind = _line(self.id_no).value(), _editor(self.id_type).value()
        if not number or kind is None:
            self.id_no.clear_note()
            self._tell(None)
            return
        try:
            checked = check_identity(IdType(str(kind)), number, self._today(), self._path)
        except Refused as refused:
            if leaving:
                self.id_no.show_error(explain(refused, chosen()))
            else:
                self.id_no.show_note(_("已录 {count} 位").format(count=len(number)))
            self._tell(None)
            return
        self.id_no.show_note(self._found(checked), "good")
        self._tell(Identity(IdType(str(kind)), checked.normalised))

    def _tell(self, identity: Identity | None) -> None:
        if identity != self._last:
            self._last = identity
            self._identified(identity)


def _editor(field: Field) -> TextInput | ChoiceInput:
    editor = field.editor
    assert isinstance(editor, TextInput | ChoiceInput)
    return editor


def _line(field: Field) -> TextInput:
    editor = field.editor
    assert isinstance(editor, TextInput)
    return editor

"""What the applicant's and the agent's fields share: a grid of fields, each known by its path in the input line."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.applicants.checked import Checked
from app.applicants.phone import check_phone
from app.errors import Refused
from ui.explain import explain
from ui.fonts import EnsureGlyphs
from ui.intake.identity_fields import IdentityFields
from ui.language import chosen
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import TickInput


class PersonFields(FieldGrid):
    """`edited` on any change; `identified(Identity or None)` when the number becomes good or is no more."""

    edited = Signal()
    identified = Signal(object)

    def __init__(self, prefix: str, *, ensure: EnsureGlyphs, today: Callable[[], date]) -> None:
        """`prefix` begins every path: applicant or agent."""
        super().__init__()
        self._prefix = prefix
        self.who = IdentityFields(
            self,
            prefix,
            ensure=ensure,
            today=today,
            found=self.found,
            changed=self.edited.emit,
            identified=self.identified.emit,
        )
        self._fields: dict[str, Field] = {
            prefix: self.who.name,
            f"{prefix}.name": self.who.name,
            f"{prefix}.id_type": self.who.id_type,
            f"{prefix}.id_no": self.who.id_no,
        }

    def found(self, checked: Checked) -> str:
        """What the good number says; nothing, unless the kind of person has words for it."""
        return ""

    def field(self, path: str) -> Field | None:
        """The field of a path, None when it is not here."""
        return self._fields.get(path)

    def clear_errors(self) -> None:
        """No field is wrong any more; what checks found stays."""
        for field in self._fields.values():
            if field.error:
                field.clear_note()

    def add_field(self, label: str, editor: QWidget, code: str, span: int, *, required: bool = False) -> Field:
        """One more field; optional ones with a label say nothing, as in every form of persons."""
        path = f"{self._prefix}.{code}"
        editor.setObjectName(path)
        tick = isinstance(editor, TickInput)
        field = Field(label, editor, required=required or tick or bool(label), parent=self)
        if isinstance(editor, TickInput):
            editor.setAccessibleName(editor.text())
        editor.edited.connect(self._changed)  # type: ignore[attr-defined]
        self.add(field, span)
        self._fields[path] = field
        return field

    def check_phones(self) -> None:
        """Say what is wrong with a phone number; the field has been left."""
        for path, field in self._fields.items():
            if not path.endswith(".phone") or not (given := text_of(field)) or not field.editor.isEnabled():
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
        self.edited.emit()


def text_of(field: Field) -> str | None:
    """What was typed or chosen, None for nothing."""
    value = field.editor.value()  # type: ignore[attr-defined]
    return str(value) if value else None


def ticked(field: Field) -> bool:
    """Whether it is ticked."""
    return bool(field.editor.value())  # type: ignore[attr-defined]


def put(field: Field, value: object) -> None:
    """Fill in."""
    field.editor.set_value(value)  # type: ignore[attr-defined]

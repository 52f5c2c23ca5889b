"""An item's own form: its fields as inputs, asked as the answers call for them, checked as each is left."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalogue.answer_values import tidy
from app.catalogue.answers import applies, asked_fields
from app.catalogue.model import Field as Asked
from app.catalogue.model import FieldType
from ui.intake.table_field import TableField
from ui.language import _
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, CodeInput, TextArea, TextInput

_LONG_TEXT = 150


class FieldsForm(QWidget):
    """`edited` when the clerk changes any answer, `left(path)` when a typed one is left: time to check it.

    `values()` holds what is asked and filled, in the input line's shape.
    """

    edited = Signal()
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[Asked, ...] = ()
        self._fields: dict[str, Field] = {}
        self._tables: dict[str, TableField] = {}
        self._grid: FieldGrid | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_fields(self, asked: Sequence[Asked], prefix: str = "answers") -> None:
        """Another form; answers to fields of the same code and type are kept."""
        had = {field.code: field.type for field in self._asked}
        now = {field.code: field.type for field in asked}
        kept = {code: value for code, value in self.values().items() if had[code] is now.get(code)}
        if self._grid is not None:
            self._grid.hide()
            self._column.removeWidget(self._grid)
            self._grid.deleteLater()
        self._asked = tuple(asked)
        self._fields, self._tables = {}, {}
        self._grid = FieldGrid(self)
        for field in self._asked:
            self._add(field, prefix)
        self._column.addWidget(self._grid)
        self.show_values(kept)

    def values(self) -> dict[str, Any]:
        """The filled answers that are asked now, tidied as they will be stored."""
        given: dict[str, Any] = {}
        for field in self._asked:
            value = tidy(field, self._raw(field))
            if value is not None and (field.only_when is None or applies(field.only_when, given)):
                given[field.code] = value
        return given

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Fill the form, e.g. from a draft."""
        for field in self._asked:
            value = values.get(field.code)
            if field.code in self._tables:
                self._tables[field.code].show_rows(value if isinstance(value, list) else [])
            else:
                shown = str(value).lower() if isinstance(value, bool) else value
                self._fields[field.code].editor.set_value(shown)  # type: ignore[attr-defined]
        self._show_asked()

    def show_error(self, path: str, sentence: str) -> QWidget | None:
        """Put the sentence under the field of `path` ("family.0.id_no"); the input to focus, None when not here."""
        code, _dot, rest = path.partition(".")
        if code in self._tables:
            return self._tables[code].show_error(rest, sentence)
        field = self._fields.get(code)
        if field is None:
            return None
        field.show_error(sentence)
        return field.editor

    def clear_errors(self) -> None:
        """No field is wrong any more."""
        for field in self._fields.values():
            if field.error:
                field.clear_note()
        for table in self._tables.values():
            table.clear_errors()

    def _add(self, asked: Asked, prefix: str) -> None:
        assert self._grid is not None
        if asked.type is FieldType.TABLE:
            number = len(self._tables) + 1
            table = TableField(asked, number, FieldsForm, self._grid)
            table.setObjectName(f"{prefix}.{asked.code}")
            table.edited.connect(self._changed)
            table.left.connect(self.left)
            self._tables[asked.code] = table
            self._grid.add(table, 12)
            return
        editor = _editor(asked)
        editor.setObjectName(f"{prefix}.{asked.code}")
        label = f"{asked.label}（{asked.rules.unit}）" if asked.rules.unit else asked.label
        field = Field(label, editor, required=asked.required, hint=asked.hint, parent=self._grid)
        editor.edited.connect(self._changed)
        if isinstance(editor, TextInput | TextArea):
            editor.left.connect(self._tell_left)
        self._fields[asked.code] = field
        self._grid.add(field, _span(asked))

    def _raw(self, field: Asked) -> object:
        if field.code in self._tables:
            return self._tables[field.code].values()
        return self._fields[field.code].editor.value()  # type: ignore[attr-defined]

    def _changed(self) -> None:
        sender = self.sender()
        for field in self._fields.values():
            if field.editor is sender and field.error:
                field.clear_note()
        self._show_asked()
        self.edited.emit()

    def _tell_left(self) -> None:
        sender = self.sender()
        for code, field in self._fields.items():
            if field.editor is sender and self._raw_of(code):
                self.left.emit(code)

    def _raw_of(self, code: str) -> object:
        return next((self._raw(field) for field in self._asked if field.code == code), None)

    def _show_asked(self) -> None:
        if self._grid is None:
            return
        wanted: set[QWidget] = set()
        for field in asked_fields(self._asked, self.values()):
            wanted.add(self._tables.get(field.code) or self._fields[field.code])
        self._grid.arrange(wanted)
        self.setVisible(bool(self._asked))


def _editor(asked: Asked) -> ChoiceInput | CodeInput | TextArea | TextInput:
    match asked.type:
        case FieldType.CHOICE:
            return ChoiceInput([(choice.code, choice.label) for choice in asked.choices], _("请选择"))
        case FieldType.BOOLEAN:
            return ChoiceInput([("true", _("是")), ("false", _("否"))], _("请选择"))
        case FieldType.TEXT if (asked.rules.max_length or 0) > _LONG_TEXT:
            return TextArea()
        case FieldType.TEXT:
            return TextInput()
        case FieldType.DATE:
            return CodeInput(_("年-月-日"), tidy=_Shape(asked))
        case FieldType.MONTH:
            return CodeInput(_("年-月"), tidy=_Shape(asked))
        case FieldType.ID_NO:
            return CodeInput(upper=True)
        case _:
            return CodeInput(tidy=_Shape(asked))


class _Shape:
    """The field's own way of writing an answer, for when it is left."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __call__(self, text: str) -> str:
        return str(tidy(self._asked, text) or "")


def _span(asked: Asked) -> int:
    match asked.type:
        case FieldType.TEXT:
            longest = asked.rules.max_length or 60
            return 12 if longest > _LONG_TEXT else 6 if longest > 50 else 4
        case FieldType.ID_NO | FieldType.ACCOUNT:
            return 6
        case FieldType.CHOICE:
            longest_label = max((len(choice.label) for choice in asked.choices), default=0)
            return 6 if longest_label > 12 or len(asked.label) > 14 else 4 if longest_label > 5 else 3
        case FieldType.BOOLEAN:
            return 6 if len(asked.label) > 10 else 3
    return 6 if len(asked.label) > 14 else 3

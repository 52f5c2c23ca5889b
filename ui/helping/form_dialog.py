"""A dialog of fields that asks a service and stays, with what was typed, until the service has taken it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.catalogue.answer_values import tidy
from app.catalogue.model import Field as ItemField
from app.catalogue.model import FieldType
from app.errors import Refused, SidaoError
from ui.explain import explain
from ui.language import _, chosen
from ui.tasks import Lane
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import CodeInput


class FormDialog(Dialog):
    """`done_well(result)` once the service has kept it; a refusal stands beside its field."""

    done_well = Signal(object)

    def __init__(
        self, head: str, sentence: str, lane: Lane, *, width: int = 560, parent: QWidget | None = None
    ) -> None:
        super().__init__(head, sentence, width=width, parent=parent)
        self._lane = lane
        self._busy = False
        self.fields: dict[str, Field] = {}
        self.grid = FieldGrid(self)
        self.body.addWidget(self.grid)
        self.trouble = Banner(self)
        self.body.addWidget(self.trouble)

    def add(self, name: str, label: str, editor: QWidget, span: int, *, required: bool = True) -> Field:
        """One more field, known by the name that refusals give it."""
        editor.setObjectName(f"helping_{name}")
        field = Field(label, editor, required=required, parent=self)
        self.grid.add(field, span)
        self.fields[name] = field
        return field

    def value(self, name: str) -> str:
        """What was typed or chosen."""
        return str(self.fields[name].editor.value() or "")  # type: ignore[attr-defined]

    def day(self, name: str) -> date | None:
        """The day in a field, None for nothing. Raises Refused("detail_day")."""
        text = self.value(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Refused("detail_day", name, given=text) from None

    def ask(self, act: Callable[[], Any]) -> None:
        """Run it once on the lane."""
        if self._busy:
            return
        self._busy = True
        self.trouble.say("")
        for field in self.fields.values():
            field.clear_note()
        self._lane.run(act, self._taken, self.refused)

    def _taken(self, result: object) -> None:
        self.accept()
        self.done_well.emit(result)

    def refused(self, error: SidaoError) -> None:
        """What stands against it, beside its field."""
        self._busy = False
        said, field = explain(error, chosen()), self.fields.get(error.field or "")
        if field is None:
            self.trouble.say(said, "bad")
        else:
            field.show_error(said)
            field.setFocus()


def date_input() -> CodeInput:
    """A day, also typed as 20261127."""
    return CodeInput(_("年-月-日"), tidy=_as_date)


_DATE = ItemField(code="on", label="", type=FieldType.DATE)


def _as_date(text: str) -> str:
    return str(tidy(_DATE, text) or "")

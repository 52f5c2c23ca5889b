"""One material: ticked when it is here, how many, how it came, and its file."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.catalogue.materials import allowed_forms
from app.catalogue.model import GivenForm, Material
from ui.intake.file_text import size_note
from ui.intake.rows import form_text
from ui.language import _
from ui.theme import GRID, ROW_HEIGHT
from ui.widgets.chip import Chip
from ui.widgets.frames import Divider, WrappedText
from ui.widgets.inputs import ChoiceInput, CodeInput, TickInput
from ui.widgets.rows import Mark

_SPARED = frozenset({GivenForm.SHARED, GivenForm.WAIVED, GivenForm.PROMISED, GivenForm.LATER})
_TICK_WIDTH = 18
"""The box alone: the gap to the name is the grid's, as beside every other tick."""


class MaterialRow(QWidget):
    """`edited` on any change, `touched` when the focus comes in: F7 attaches to the row touched last."""

    edited = Signal()
    touched = Signal()

    def __init__(self, material: Material, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.material = material
        self._file: dict[str, Any] | None = None
        self._came = 0
        self.tick = TickInput("", self)
        self.tick.setAccessibleName(material.name)
        self.tick.setObjectName(f"material_{material.code}")
        self.tick.setFixedWidth(_TICK_WIDTH)
        self.name = WrappedText(material.name, "plain", self)
        self.name.setToolTip(material.standard)
        self.count = CodeInput()
        self.count.setObjectName(f"count_{material.code}")
        self.count.setAccessibleName(_("{name}：份数").format(name=material.name))
        self.count.setFixedWidth(44)
        self.count.set_value(material.copies)
        self.form = ChoiceInput([(form.value, form_text(form)) for form in allowed_forms(material)], _("未交"))
        self.form.setObjectName(f"form_{material.code}")
        self.form.setAccessibleName(_("{name}：收取方式").format(name=material.name))
        self.form.setFixedWidth(148)
        self.state = Chip("", "neutral", self)
        self.note = WrappedText("", "note", self)
        self.note.hide()
        self._lay_out()
        self.tick.edited.connect(self._ticked)
        self.form.edited.connect(self._form_chosen)
        self.count.edited.connect(self._changed)
        for editor in (self.tick, self.count, self.form):
            editor.installEventFilter(self)
        self._show_state()

    @property
    def given(self) -> GivenForm | None:
        """How it came, None when it did not."""
        value = self.form.value()
        return None if value is None else GivenForm(value)

    @property
    def in_hand(self) -> bool:
        """Here, or spared for good; one that is to follow is not."""
        return self.given is not None and self.given is not GivenForm.LATER

    def value(self) -> dict[str, Any] | None:
        """The material of the input line, None when nothing was handed in."""
        if self.given is None:
            return None
        text = self.count.value()
        count = int(text) if text.isdecimal() else 0
        return {"code": self.material.code, "form": self.given.value, "count": count, "file": self._file}

    def show_value(self, value: dict[str, Any] | None) -> None:
        """Fill in, e.g. from a draft."""
        self._file, self._came = value.get("file") if value else None, 0
        self.form.set_value(value["form"] if value else None)
        self.count.set_value(value["count"] if value else self.material.copies)
        self.clear_error()
        self._show_state()

    def attach(self, file: dict[str, Any], came: int) -> None:
        """Its scan, as the desk has stored it; it had `came` bytes before. The material then is here."""
        self._file, self._came = file, came
        if self.given is None:
            self.form.set_value(allowed_forms(self.material)[0].value)
        self._changed()

    @property
    def file_name(self) -> str:
        """The attached file's name, empty when there is none."""
        return str(self._file["name"]) if self._file else ""

    def show_error(self, sentence: str) -> QWidget:
        """The sentence under the row; the input to focus."""
        self.note.setText(sentence)
        self.note.set_kind("bad")
        self.note.show()
        return self.form if self.tick.isChecked() else self.tick

    def clear_error(self) -> None:
        """Nothing is wrong with it."""
        self.note.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.touched.emit()
        return False

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(3)
        grid.setRowMinimumHeight(0, ROW_HEIGHT - 4)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        marks = QHBoxLayout()
        marks.addWidget(self.state)
        marks.addStretch(1)
        names.addLayout(marks)
        grid.addWidget(self.tick, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(names, 0, 1)
        grid.addWidget(self.count, 0, 2)
        grid.addWidget(self.form, 0, 3)
        grid.addWidget(self.note, 1, 1, 1, 3)
        grid.addWidget(Divider(self), 2, 0, 1, 4)
        grid.setColumnStretch(1, 1)

    def _ticked(self) -> None:
        first = allowed_forms(self.material)[0]
        self.form.set_value(first.value if self.tick.isChecked() else None)
        self._changed()

    def _form_chosen(self) -> None:
        self._changed()

    def _changed(self) -> None:
        self.clear_error()
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        self.tick.setChecked(self.in_hand)
        self.count.setVisible(self.given not in _SPARED)
        mark: Mark | None = None
        if self._file:
            mark = Mark(_("已附 {name}").format(name=self.file_name), "good")
            self.note.setText(size_note(self._file["size"], self._came))
            self.note.set_kind("neutral")
            self.note.show()
        elif self.given is GivenForm.LATER:
            mark = Mark(_("待补"), "attention")
        self.state.show_mark(mark)

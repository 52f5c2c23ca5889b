"""One material: ticked when it is here, how many, how it came, its pages, and what was handed in before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.applicants.service import EarlierMaterial, retaken_form
from app.cases.given import StoredFile, file_to_json
from app.catalogue.materials import allowed_forms
from app.catalogue.model import GivenForm, Material
from ui.intake.earlier_offer import EarlierOffer
from ui.intake.earlier_rows import expired_question
from ui.intake.file_text import size_note
from ui.intake.material_details import MaterialDetails, is_licence_file
from ui.intake.rows import form_text
from ui.language import _
from ui.theme import GRID, ROW_HEIGHT
from ui.widgets.chip import Chip
from ui.widgets.frames import Divider, WrappedText
from ui.widgets.inputs import ChoiceInput, CodeInput, TickInput
from ui.widgets.rows import Mark

_SPARED = frozenset({GivenForm.SHARED, GivenForm.WAIVED, GivenForm.PROMISED, GivenForm.LATER})
_LICENCE_FILE = "licence_file"
"""The choice that stands for: an electronic file, and that is an e-licence."""
_TICK_WIDTH = 18
"""The box alone: the gap to the name is the grid's, as beside every other tick."""


class MaterialRow(QWidget):
    """`edited` on any change, `touched` when the focus comes in: F7 attaches to the row touched last;
    `earlier_asked` when what was handed in before is to be used."""

    edited = Signal()
    touched = Signal()
    earlier_asked = Signal()

    def __init__(self, material: Material, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.material = material
        self._files: list[dict[str, Any]] = []
        self._came = 0
        self._earlier: EarlierMaterial | None = None
        self._expired_asked = False
        self.tick = TickInput("", self)
        self.tick.setAccessibleName(material.name)
        self.tick.setObjectName(f"material_{material.code}")
        self.tick.setFixedWidth(_TICK_WIDTH)
        self.name = WrappedText(material.name, "plain", self)
        self.name.setToolTip(material.standard)
        self.count = CodeInput(parent=self)
        self.count.setObjectName(f"count_{material.code}")
        self.count.setAccessibleName(_("{name}：份数").format(name=material.name))
        self.count.setFixedWidth(44)
        self.count.set_value(material.copies)
        self.form = ChoiceInput(_choices(material), _("未交"), self)
        self.form.setObjectName(f"form_{material.code}")
        self.form.setAccessibleName(_("{name}：收取方式").format(name=material.name))
        self.form.setFixedWidth(148)
        self.state = Chip("", "neutral", self)
        self.note = WrappedText("", "note", self)
        self.note.hide()
        self.details = MaterialDetails(material.code, material.name, self)
        self.details.edited.connect(self._changed)
        self.earlier = EarlierOffer(material.code, material.name, self)
        self.earlier.hide()
        self.earlier.asked.connect(self._ask_earlier)
        self._lay_out()
        self.tick.edited.connect(self._ticked)
        self.form.edited.connect(self._form_chosen)
        self.count.edited.connect(self._changed)
        for editor in (self.tick, self.count, self.form, *self.details.editors):
            editor.installEventFilter(self)
        self._show_state()

    @property
    def given(self) -> GivenForm | None:
        """How it came, None when it did not."""
        value = self.form.value()
        return None if value is None else GivenForm.ELECTRONIC if self._is_licence else GivenForm(value)

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
        made: dict[str, Any] = {"code": self.material.code, "form": self.given.value, "count": count, "file": None}
        if self._files:
            made["file"] = self._files[0]
        if self._files[1:]:
            made["pages"] = self._files[1:]
        return {**made, **self.details.values()}

    def show_value(self, value: dict[str, Any] | None) -> None:
        """Fill in, e.g. from a draft."""
        given = value or {}
        first = given.get("file")
        self._files, self._came = [first, *(given.get("pages") or ())] if first else [], 0
        self.form.set_value(_LICENCE_FILE if is_licence_file(given) else given.get("form"))
        self.count.set_value(value["count"] if value else self.material.copies)
        self.details.show_values(self.given, given)
        self.clear_error()
        self._show_state()

    def attach(self, file: dict[str, Any], came: int) -> None:
        """A further page, as the desk has stored it; it had `came` bytes before. The material then is here."""
        self.show_pages([*self._files, file], self._came + came)

    def show_pages(self, files: Sequence[dict[str, Any]], came: int) -> None:
        """Its scans in order; with some the material is here."""
        self._files, self._came = list(files), came
        if self._files and self.given is None:
            self.form.set_value(allowed_forms(self.material)[0].value)
        self._changed()

    @property
    def pages(self) -> tuple[StoredFile, ...]:
        """Its scans in order."""
        return tuple(StoredFile(**file) for file in self._files)

    @property
    def file_name(self) -> str:
        """The first page's name, empty when there is none."""
        return str(self._files[0]["name"]) if self._files else ""

    def offer(self, earlier: EarlierMaterial | None, mark: Mark | None) -> None:
        """What the person handed in before and may be used again; None for nothing."""
        self._earlier, self._expired_asked = earlier, False
        self.earlier.show_mark(mark)
        self._show_state()

    @property
    def offers(self) -> bool:
        """Something of an earlier visit may be used now."""
        return self._earlier is not None and not self._files

    def use_earlier(self, today: date) -> None:
        """Take it over with its scans: the same contents, nothing is copied. An expired one only when asked twice."""
        earlier, form = self._earlier, retaken_form(self.material)
        if earlier is None or form is None or self._files:
            return
        if earlier.expired(today) and not self._expired_asked:
            self._expired_asked = True
            self._note(expired_question(earlier), "bad")
            return
        until = earlier.valid_until and earlier.valid_until.isoformat()
        self.form.set_value(form.value)
        self.details.show_values(form, {"valid_until": until})
        self.show_pages([file_to_json(file) for file in earlier.files], 0)
        if form is GivenForm.ORIGINAL:
            self._note(_("用了以前的扫描件，这份要看原件，请再核验。"), "attention")

    def say_more(self) -> None:
        """The fields for how it was taken, the first of them focused."""
        if (first := self.details.ask()) is not None:
            first.setFocus()

    def show_error(self, sentence: str, part: str = "") -> QWidget:
        """The sentence under the row; the input to focus, by the part of the line's material that is wrong."""
        self._note(sentence, "bad")
        return self.details.wrong_field(part) or (self.form if self.tick.isChecked() else self.tick)

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
        grid.addWidget(self.details, 1, 1, 1, 3)
        grid.addWidget(self.earlier, 2, 1, 1, 3)
        grid.addWidget(self.note, 3, 1, 1, 3)
        grid.addWidget(Divider(self), 4, 0, 1, 4)
        grid.setColumnStretch(1, 1)

    @property
    def _is_licence(self) -> bool:
        return self.form.value() == _LICENCE_FILE

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

    def _ask_earlier(self) -> None:
        self.touched.emit()
        self.earlier_asked.emit()

    def _note(self, words: str, kind: str) -> None:
        self.note.setText(words)
        self.note.set_kind(kind)
        self.note.show()

    def _show_state(self) -> None:
        self.tick.setChecked(self.in_hand)
        self.count.setVisible(self.given not in _SPARED)
        self.details.show_form(self.given, licence=self._is_licence)
        self.earlier.setVisible(self.offers)
        mark: Mark | None = None
        if self._files:
            many = len(self._files) > 1
            said = _("已附 {count} 页").format(count=len(self._files)) if many else ""
            mark = Mark(said or _("已附 {name}").format(name=self.file_name), "good")
            self._note(size_note(sum(file["size"] for file in self._files), self._came), "neutral")
        elif self.given is GivenForm.LATER:
            mark = Mark(_("待补"), "attention")
        self.state.show_mark(mark)


def _choices(material: Material) -> list[tuple[str, str]]:
    """The forms that the item allows, an e-licence behind the file that it is."""
    choices = []
    for form in allowed_forms(material):
        choices.append((form.value, form_text(form)))
        if form is GivenForm.ELECTRONIC:
            choices.append((_LICENCE_FILE, _("电子证照文件")))
    return choices

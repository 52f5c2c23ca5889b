"""How one material was taken, beside its form: an e-licence's number, a reason, where shared data were found, whether
the original stays here."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.cases.given import LicenceCheck
from app.catalogue.answer_values import tidy
from app.catalogue.model import Field, FieldType, GivenForm
from ui.intake.rows import licence_check_text
from ui.language import _
from ui.theme import GRID
from ui.widgets.frames import Text
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput, TickInput

HOW = ("licence", "reason", "kept", "valid_until")
"""The keys of an input line's material that stand here."""
_PAPER = frozenset({GivenForm.ORIGINAL, GivenForm.COPY, GivenForm.ELECTRONIC})
_SPARED = "spared"
"""The choice that stands for: no licence, but a reason."""
_DAY = Field(code="valid_until", label="", type=FieldType.DATE)


class MaterialDetails(QWidget):
    """`edited` on any change by the clerk. Shows what the form needs; hidden where that is nothing.

    An e-licence and the source of shared data are asked for at once; of paper and files it is asked when the clerk
    wants to say more (`ask`).
    """

    edited = Signal()

    def __init__(self, code: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._form: GivenForm | None = None
        self._as_licence = False
        self._asked = False
        self._untouched: dict[str, Any] = {}
        self.checked = ChoiceInput((), _("怎样核验"), self)
        self.kind = TextInput(_("证照名称"), self)
        self.number = CodeInput(_("证照号码"), upper=True, parent=self)
        self.reason = TextInput("", self)
        self.kept = TickInput(_("留存，办完退还"), self)
        self._until = Text(_("有效期至"), "label", self)
        self.valid_until = CodeInput("2028-05-01", tidy=lambda text: str(tidy(_DAY, text)), parent=self)
        self._name_editors(code)
        self.kind.setFixedWidth(104)
        self.checked.setFixedWidth(108)
        self.valid_until.setFixedWidth(112)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        column.addLayout(_row(self.checked, self.kind, (self.number, 1), (self.reason, 1)))
        self._rest = QWidget(self)
        column.addLayout(_row(self.kept, self._until, self.valid_until, (self._rest, 1)))
        self._show()

    def _name_editors(self, code: str) -> None:
        named: tuple[tuple[TextInput | ChoiceInput | TickInput, str, str], ...] = (
            (self.kind, "licence_kind", _("证照名称")),
            (self.number, "licence_number", _("证照号码")),
            (self.reason, "reason", _("理由或来源")),
            (self.checked, "checked", _("怎样核验")),
            (self.kept, "kept", _("留存原件")),
            (self.valid_until, "valid_until", _("有效期至")),
        )
        for editor, key, said in named:
            editor.setObjectName(f"{key}_{code}")
            editor.setAccessibleName(_("{name}：{what}").format(name=self._name, what=said))
            editor.edited.connect(self._changed)

    @property
    def editors(self) -> tuple[QWidget, ...]:
        """What can have the focus, in order."""
        return (self.checked, self.kind, self.number, self.reason, self.kept, self.valid_until)

    def show_form(self, form: GivenForm | None, *, licence: bool = False) -> None:
        """The material came otherwise; what the new form has no room for is not said any more. `licence`: the file that
        was handed in is an e-licence."""
        if (form, licence) == (self._form, self._as_licence):
            return
        if form is not self._form:
            self._untouched = {}
            self.reason.set_value(None)
        self._form, self._as_licence = form, licence
        self._show()

    def ask(self) -> QWidget | None:
        """The clerk wants to say more of it; the field to begin with, None where there is nothing to say."""
        self._asked = True
        self._show()
        return next((editor for editor in self.editors if not editor.isHidden()), None) if not self.isHidden() else None

    def values(self) -> dict[str, Any]:
        """What is said, by the line's keys; nothing where nothing is."""
        if self._form is GivenForm.WAIVED:
            return self._spared()
        said: dict[str, Any] = dict(self._untouched)
        if self._as_licence:
            said["licence"] = self._licence()
        if self._form is GivenForm.SHARED and self.reason.value():
            said["reason"] = self.reason.value()
        if self._form in _PAPER and (day := self.valid_until.value()):
            said["valid_until"] = day
        if self._form is GivenForm.ORIGINAL and self.kept.value():
            said["kept"] = True
        return said

    def show_values(self, form: GivenForm | None, value: dict[str, Any]) -> None:
        """Fill in, e.g. from a draft."""
        licence, reason = value.get("licence") or {}, value.get("reason")
        waived = form is GivenForm.WAIVED
        self._form, self._asked = form, bool(value.get("kept") or value.get("valid_until"))
        self._as_licence = is_licence_file(value)
        promised = form is GivenForm.PROMISED and reason
        self._untouched = {"reason": reason} if promised else {}
        self.kind.set_value(licence.get("kind"))
        self.number.set_value(licence.get("number"))
        self.reason.set_value(reason if waived or form is GivenForm.SHARED else None)
        self._show_ways()
        self.checked.set_value(_SPARED if waived and reason else licence.get("checked"))
        self.kept.set_value(value.get("kept"))
        self.valid_until.set_value(value.get("valid_until"))
        self._show()

    def wrong_field(self, part: str) -> QWidget | None:
        """Where an error about this part of the line's material is mended."""
        named: dict[str, QWidget] = {
            "licence.kind": self.kind,
            "licence.number": self.number,
            "licence.checked": self.checked,
            "kept": self.kept,
            "valid_until": self.valid_until,
            "reason": self.reason,
        }
        found = named.get(part)
        return None if found is None or found.isHidden() else found

    def _spared(self) -> dict[str, Any]:
        way = self.checked.value()
        if way == _SPARED:
            return {"reason": self.reason.value()} if self.reason.value() else {}
        if way is None and not self.number.value():
            return {}
        return {"licence": self._licence()}

    def _licence(self) -> dict[str, str]:
        kind, way = self.kind.value() or self._name, self.checked.value()
        return {"kind": kind, "number": self.number.value(), "checked": way or ""}

    def _show_ways(self) -> None:
        """How it may be verified; only what is not handed in may have another reason."""
        ways = [(check.value, licence_check_text(check)) for check in LicenceCheck]
        self.checked.set_choices([*ways, (_SPARED, _("其他理由"))] if self._form is GivenForm.WAIVED else ways)

    def _changed(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        waived, paper = self._form is GivenForm.WAIVED, self._form in _PAPER and self._asked
        shared, licence = self._form is GivenForm.SHARED, waived or self._as_licence
        self._show_ways()
        other = waived and self.checked.value() == _SPARED
        if licence and not self.kind.value() and len(self._name) <= _SHORT:
            self.kind.set_value(self._name)
        self.checked.setVisible(licence)
        self.kind.setVisible(licence and not other)
        self.number.setVisible(licence and not other)
        self.reason.setVisible(other or shared)
        self.reason.setPlaceholderText(_("从哪里、怎样查到的") if shared else _("免交的理由"))
        self.kept.setVisible(paper and self._form is GivenForm.ORIGINAL)
        self._until.setVisible(paper)
        self.valid_until.setVisible(paper)
        self._rest.setVisible(paper)
        self.setVisible(licence or shared or paper)


def is_licence_file(value: dict[str, Any]) -> bool:
    """Whether a line's material is an e-licence that was handed in as a file."""
    return value.get("form") == GivenForm.ELECTRONIC.value and bool(value.get("licence"))


def _row(*widgets: QWidget | tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for one in widgets:
        widget, stretch = one if isinstance(one, tuple) else (one, 0)
        row.addWidget(widget, stretch)
    return row


_SHORT = 10
"""Characters of a material's name that are a licence's name too (居民身份证), not a description."""

"""The address: county, town, and the rest as text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.catalogue.divisions import Divisions
from ui.fonts import EnsureGlyphs
from ui.intake.address import AddressParts, joined, split
from ui.language import _
from ui.theme import GRID
from ui.widgets.inputs import ChoiceInput, TextInput

_ELSEWHERE = ""


class AddressFields(QWidget):
    """`value()` is one line or None. The point's own town stands chosen; 其他 leaves all to the text."""

    edited = Signal()

    def __init__(self, divisions: Divisions, point: str, ensure: EnsureGlyphs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._divisions, self._point, self._ensure = divisions, point, ensure
        self._county = ChoiceInput([(county.code, county.name) for county in divisions.counties])
        self._county.addItem(_("其他地区"), _ELSEWHERE)
        self._town = ChoiceInput(placeholder=_("乡镇、街道"))
        self._rest = TextInput(_("村（社区）、组、门牌"))
        named = ((self._county, "county", _("县（市、区）")), (self._town, "town", _("乡镇、街道")))
        for widget, name, said in (*named, (self._rest, "text", _("详细地址"))):
            widget.setObjectName(f"applicant.address.{name}")
            widget.setAccessibleName(said)
            widget.edited.connect(self._changed)
        self._county.edited.connect(self._show_towns)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for widget, share in ((self._county, 3), (self._town, 4), (self._rest, 6)):
            widget.setMinimumWidth(40)
            row.addWidget(widget, share)
        self.setFocusProxy(self._rest)
        self.set_value(None)

    def value(self) -> str | None:
        return joined(self._divisions, self._parts())

    def set_value(self, value: object) -> None:
        address = None if value is None else str(value)
        parts = split(self._divisions, address)
        if not address:
            parts = AddressParts(county=self._point[:6], town=self._point[:9], rest="")
        self._ensure(parts.rest)
        self._county.set_value(parts.county or _ELSEWHERE)
        self._show_towns()
        self._town.set_value(parts.town)
        self._rest.set_value(parts.rest)

    def _parts(self) -> AddressParts:
        return AddressParts(county=self._county.value() or None, town=self._town.value(), rest=self._rest.value())

    def _show_towns(self) -> None:
        county = self._divisions.county(self._county.value() or "")
        self._town.set_choices([(town.code, town.name) for town in county.towns] if county else [])
        self._town.setEnabled(county is not None)

    def _changed(self) -> None:
        self._ensure(self._rest.text())
        self.edited.emit()

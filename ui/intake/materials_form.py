"""The materials of an item, what came of them and what is to follow."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.applicants.service import EarlierMaterial, offered
from app.cases.files import TakenIn
from app.cases.given import StoredFile, file_to_json
from app.cases.life import PromiseKind
from app.catalogue.materials import needed_materials
from app.catalogue.model import GivenForm, ServiceItem
from ui.intake.earlier_rows import earlier_mark
from ui.intake.material_row import MaterialRow
from ui.language import _
from ui.shortcuts import ALL_IN, ATTACH, MATERIAL_MORE, USE_MATERIAL
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.chip import Chip
from ui.widgets.frames import Text, WrappedText
from ui.widgets.rows import Mark


class MaterialsForm(QWidget):
    """`edited` on any change, `attach_asked(code)` for F7. `values()` is the line's "materials"."""

    edited = Signal()
    attach_asked = Signal(str)

    def __init__(self, hint: Callable[[list[str]], str], parent: QWidget | None = None) -> None:
        """`hint` says what 容缺 asks of the applicant, by the names of what is to follow."""
        super().__init__(parent)
        self._hint = hint
        self._earlier: tuple[EarlierMaterial, ...] = ()
        self._today = date.min
        self._item: ServiceItem | None = None
        self._rows: dict[str, MaterialRow] = {}
        self._touched = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(Text(_("材料"), "head", self))
        self._count = Chip("", "neutral", self)
        head.addWidget(self._count)
        head.addStretch(1)
        self.all_in = ActionButton(_("收齐"), ALL_IN, name="all_in", parent=self)
        self.all_in.setToolTip(_("要交的都已当面收到，按办事指南的方式打勾"))
        self.all_in.clicked.connect(self._take_all)
        head.addWidget(self.all_in)
        self.more = ActionButton(_("详细"), MATERIAL_MORE, name="material_more", parent=self)
        self.more.clicked.connect(self._say_more)
        head.addWidget(self.more)
        self.attach = ActionButton(_("附扫描件"), ATTACH, name="attach", parent=self)
        self.attach.clicked.connect(self._ask_attach)
        head.addWidget(self.attach)
        column.addLayout(head)
        column.addSpacing(GRID)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._none = WrappedText("", "secondary", self)
        column.addWidget(self._none)
        QShortcut(QKeySequence(USE_MATERIAL), self).activated.connect(self._use_earlier)
        self.hint = Banner(self)
        column.addWidget(self.hint)

    def show_item(self, item: ServiceItem | None) -> None:
        """The item's materials, nothing handed in; what was given of the same code stays."""
        kept = {value["code"]: value for value in self.values()}
        while (taken := self._list.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._item, self._rows, self._touched = item, {}, ""
        for material in item.materials if item else ():
            row = MaterialRow(material, self)
            row.edited.connect(self._changed)
            row.touched.connect(self._remember)
            row.earlier_asked.connect(self._use_earlier)
            self._rows[material.code] = row
            self._list.addWidget(row)
            if material.code in kept:
                row.show_value(kept[material.code])
        self.attach.setEnabled(bool(self._rows))
        self.all_in.setEnabled(bool(self._rows))
        self.more.setEnabled(bool(self._rows))
        self._offer()
        self._show_state()

    def show_earlier(self, materials: Sequence[EarlierMaterial], today: date) -> None:
        """What the person handed in before: offered beside each material that it may serve for."""
        self._earlier, self._today = tuple(materials), today
        self._offer()

    def show_answers(self, answers: Mapping[str, Any]) -> None:
        """Only the materials that these answers call for."""
        needed = {material.code for material in needed_materials(self._item, answers)} if self._item else set()
        for code, row in self._rows.items():
            row.setVisible(code in needed)
        self._show_state()

    def values(self) -> list[dict[str, Any]]:
        """What was handed in, in the guide's order."""
        values = (row.value() for row in self._rows.values() if not row.isHidden())
        return [value for value in values if value is not None]

    def show_values(self, values: Sequence[dict[str, Any]]) -> None:
        """Fill in, e.g. from a draft."""
        given = {value["code"]: value for value in values}
        for code, row in self._rows.items():
            row.show_value(given.get(code))
        self._show_state()

    def missing(self) -> list[tuple[str, str]]:
        """Code and name of what is asked for and not in hand: what a 一次性告知 begins with."""
        shown = (row for row in self._rows.values() if not row.isHidden() and not row.in_hand)
        return [(row.material.code, row.material.name) for row in shown if row.material.required]

    def rests_on(self, *, promised: bool) -> PromiseKind | None:
        """What an acceptance rests on besides materials in hand; what is to follow goes before what is `promised`."""
        forms = {row.given for row in self._rows.values() if not row.isHidden()}
        if GivenForm.LATER in forms:
            return PromiseKind.LATE
        return PromiseKind.INFORMED if promised or GivenForm.PROMISED in forms else None

    def attached(self, code: str, taken: TakenIn) -> None:
        """The desk has stored a file for this material."""
        if code in self._rows:
            file = {part: getattr(taken.file, part) for part in ("digest", "name", "media", "size")}
            self._rows[code].attach(file, taken.came)

    def files(self) -> list[str]:
        """The names of the attached files."""
        return [row.file_name for row in self._rows.values() if row.file_name]

    def pages_of(self, code: str) -> tuple[str, tuple[StoredFile, ...]]:
        """The material's name and its scans in order."""
        row = self._rows[code]
        return row.material.name, row.pages

    def show_pages(self, code: str, pages: Sequence[tuple[StoredFile, int]]) -> None:
        """Its scans anew, each with the bytes that it had before it was brought to size."""
        if code in self._rows:
            self._rows[code].show_pages([file_to_json(file) for file, _came in pages], sum(came for _, came in pages))

    def show_error(self, code: str, sentence: str, part: str = "") -> QWidget | None:
        """The sentence under the material's row; the input to focus. `part` is what of it is wrong."""
        row = self._rows.get(code)
        return None if row is None else row.show_error(sentence, part)

    def clear_errors(self) -> None:
        """Nothing is wrong with any."""
        for row in self._rows.values():
            row.clear_error()

    def first(self) -> QWidget | None:
        """Where ticking begins."""
        return next((row.tick for row in self._rows.values() if not row.isHidden()), None)

    def _take_all(self) -> None:
        """What is asked for and not in hand came, in the form that the guide asks for."""
        for row in self._rows.values():
            if not row.isHidden() and row.material.required and row.given is None:
                row.tick.click()

    def _remember(self) -> None:
        sender = self.sender()
        self._touched = next((code for code, row in self._rows.items() if row is sender), self._touched)
        self._show_key()

    def _in_hand(self, fits: Callable[[MaterialRow], bool]) -> str:
        """The row touched last, else the first that fits; empty where there is none."""
        shown = [code for code, row in self._rows.items() if not row.isHidden()]
        if self._touched in shown:
            return self._touched
        return next((code for code in shown if fits(self._rows[code])), shown[0] if shown else "")

    def _ask_attach(self) -> None:
        if code := self._in_hand(lambda row: not row.file_name):
            self.attach_asked.emit(code)

    def _say_more(self) -> None:
        if code := self._in_hand(lambda row: row.given is not None):
            self._rows[code].say_more()

    def _taken_next(self) -> str:
        """Whose earlier material the key takes: that of the row in hand, else the first that has one."""
        offering = [self._touched, *self._rows]
        rows = ((code, self._rows[code]) for code in offering if code in self._rows)
        return next((code for code, row in rows if row.offers and not row.isHidden()), "")

    def _use_earlier(self) -> None:
        if found := self._taken_next():
            self._touched = found
            self._rows[found].use_earlier(self._today)

    def _offer(self) -> None:
        found = offered(self._item, self._earlier, self._today) if self._item else {}
        for code, row in self._rows.items():
            earlier = found.get(code)
            row.offer(earlier, None if earlier is None else earlier_mark(earlier, self._today))
        self._show_key()

    def _changed(self) -> None:
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        shown = [row for row in self._rows.values() if not row.isHidden() and row.material.required]
        ready = sum(row.in_hand for row in shown)
        whole = ready == len(shown)
        text = _("已齐 {ready} / {all}").format(ready=ready, all=len(shown))
        self._count.show_mark(Mark(text, "good" if whole else "attention") if shown else None)
        said = _("这个事项不用交材料。") if self._item else _("选好事项后，这里列出要交的材料和受理条件。")
        self._none.setText(said)
        self._none.setVisible(all(row.isHidden() for row in self._rows.values()))
        later = [row.material.name for row in self._rows.values() if row.given is GivenForm.LATER]
        self.hint.say(self._hint(later))
        self._show_key()

    def _show_key(self) -> None:
        """On the offer that it takes."""
        taken = self._taken_next()
        for code, row in self._rows.items():
            row.earlier.show_key(code == taken)

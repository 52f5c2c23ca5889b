"""The intake's form: item, applicant, the item's own fields; materials and conditions beside; the actions below."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.catalogue.answers import check_answers
from app.clock import local_date
from app.errors import Refused
from ui import shortcuts
from ui.explain import explain
from ui.intake.actions import ActionBar
from ui.intake.body import SCREEN, Body, helper_of, material_place, side_of
from ui.intake.columns import Columns, page
from ui.intake.fields_form import FieldsForm
from ui.intake.item_search import ItemSearch
from ui.intake.item_view import ItemHead, ItemView, named, version_of
from ui.intake.materials_form import MaterialsForm
from ui.intake.people_form import PeopleForm
from ui.intake.replacement import (
    Replacement,
    details_of,
    kept_of,
    not_void_text,
    replacement_in,
    replacing_text,
)
from ui.intake.rows import later_hint, promised_hint, submit_caption
from ui.intake.services import IntakeServices
from ui.intake.side import Side
from ui.language import _, chosen
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.frames import Divider

_MISSING = "answer_missing"
_OF_REPLACEMENT = frozenset({"replaces", "void_reason", "taken_back"})
_LABEL_HEIGHT = 21
"""Of the label over the item, so that the buttons stand beside its input."""


class IntakeForm(QWidget):
    """Shows and gathers; it asks no service but the item search. `edited` on any change by the clerk."""

    edited = Signal()

    def __init__(self, services: IntakeServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view: ItemView | None = None
        self._loading = False
        self.search = ItemSearch(services.lanes.storage, services.themes.search)
        self.people = PeopleForm(services.divisions, services.point, ensure=services.ensure, today=self._today)
        self.answers = FieldsForm()
        self.materials = MaterialsForm(self._later_hint)
        self.side = Side()
        self.bar = ActionBar(self)
        self.notice = Banner(self)
        self.notice.setObjectName("notice")
        self.renewed = Banner(self, key=shortcuts.DIFFERENCES)
        self.renewed.setObjectName("renewed")
        self.replaced = Banner(self, key=shortcuts.REPLACED)
        self.replaced.setObjectName("replaced")
        self._replacement: Replacement | None = None
        self._item_field = Field(_("事项（编码、拼音、首字母、汉字）  Ctrl+I"), self.search, required=True)
        self.search.setAccessibleName(_("事项"))
        self._head = ItemHead()
        self.check = ActionButton(_("核对材料"), shortcuts.CHECK, name="check", parent=self)
        self.scan = ActionButton(_("扫材料清单"), shortcuts.SCAN_LIST, name="scan_list", parent=self)
        self.columns = Columns(self._left(), self._right(), self)
        self._lay_out()
        self._connect()
        self.show_view(None)

    @property
    def view(self) -> ItemView | None:
        """The chosen item."""
        return self._view

    def show_view(self, view: ItemView | None) -> None:
        """Another item: its fields and materials; what was answered under the same codes stays."""
        self._view = view
        item = view.item if view else None
        self.search.show_item(item)
        self._item_field.clear_note()
        self._head.show_view(view)
        self.answers.show_fields(item.fields if item else ())
        self._divider.setVisible(bool(item and item.fields))
        self.materials.show_item(item)
        self.side.show_item(item)
        self._show_needed()
        self._show_caption()

    def body(self) -> Body:
        """Everything on the form, in the shape of an input line (without the act)."""
        applicant, agent = self.people.values()
        helper = {"helper": self.people.helper} if self.people.helper else {}
        details = {**helper, **details_of(self._replacement)}
        return {
            **named(self._view),
            **({"details": details} if details else {}),
            "applicant": applicant,
            "agent": agent,
            "answers": self.answers.values(),
            "materials": self.materials.values(),
            SCREEN: {
                "side": self.people.side,
                **version_of(self._view),
                "conditions": self.side.ticked(),
                "promise_based": self._view is not None and self._view.item.promise_based,
                **kept_of(self._replacement),
            },
        }

    def show_body(self, body: Body) -> None:
        """Fill the form; the item's view must be shown already."""
        self._loading = True
        screen: dict[str, Any] = body.get(SCREEN) or {}
        self.show_replacement(replacement_in(body))
        self.people.show_values(body.get("applicant") or {}, body.get("agent"), side_of(body))
        self.people.show_helper(helper_of(body))
        self.answers.show_values(body.get("answers") or {})
        self.materials.show_values(body.get("materials") or [])
        self.side.show_ticked(screen.get("conditions") or [])
        self.side.show_files(self.materials.files())
        self.clear_errors()
        self._show_needed()
        self._show_caption()
        self._loading = False

    @property
    def replacement(self) -> Replacement | None:
        """The case in whose place this is recorded (作废重办)."""
        return self._replacement

    def show_replacement(self, replacement: Replacement | None) -> None:
        """Another one, or none: then it is an ordinary intake."""
        self._replacement = replacement
        said = replacing_text(replacement) if replacement else ""
        self.replaced.say(said, "attention", _("改原因、不作废"))

    def show_ticked(self, places: Sequence[int]) -> None:
        """Tick these conditions; it is no edit of the clerk's."""
        self._loading = True
        self.side.show_ticked(places)
        self.side.show_files(self.materials.files())
        self._show_caption()
        self._loading = False

    def show_errors(self, errors: Sequence[tuple[str, str]], body: Body) -> list[str]:
        """(path, sentence) each beside its field; the first is scrolled to and focused. Returns what has no field."""
        self.clear_errors()
        homeless, first = [], None
        for path, sentence in errors:
            field = self._place(path, sentence, body)
            if field is None:
                homeless.append(sentence)
            elif first is None:
                first = field
        if first is not None:
            self._first_wrong = first
            first.setFocus()
            QTimer.singleShot(0, self._show_first_wrong)
        return homeless

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        self._item_field.clear_note()
        self.people.clear_errors()
        self.answers.clear_errors()
        self.materials.clear_errors()
        self.side.clear_error()
        self.show_replacement(self._replacement)

    def focus_first(self) -> None:
        """Where typing begins: the item, or the applicant when it is chosen."""
        (self.search if self._view is None else self.people.first()).setFocus()

    def focus_missing(self) -> None:
        """Where something that can't be left out is still empty, from top to bottom; else the materials."""
        page = self.columns.left
        fields = [one for one in page.findChildren(Field) if one.required and one.isVisible() and not _said(one)]
        fields.sort(key=lambda one: (one.mapTo(page, QPoint()).y(), one.mapTo(page, QPoint()).x()))
        target = fields[0].editor if fields else self.materials.first()
        if target is not None:
            target.setFocus()
            self.columns.show_field(target)

    def _left(self) -> QWidget:
        inside, column = page()
        self._divider = Divider()
        column.addLayout(self._first_row())
        for part in (self._head, Divider(), self.people, self._divider, self.answers):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def _first_row(self) -> QHBoxLayout:
        """The item, and beside its input what may be done before anything is typed."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._item_field, 1)
        beside = QHBoxLayout()
        beside.setSpacing(GRID)
        beside.setContentsMargins(0, _LABEL_HEIGHT, 0, 0)
        for button in (self.check, self.scan):
            beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        return row

    def _right(self) -> QWidget:
        inside, column = page()
        column.addWidget(self.materials)
        column.addWidget(self.side, 1)
        column.addStretch()
        return inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.replaced)
        column.addWidget(self.renewed)
        column.addWidget(self.notice)
        column.addWidget(self.columns, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        for part in (self.people, self.answers, self.materials, self.side):
            part.edited.connect(self._changed)
        self.answers.left.connect(self._check_answer)
        self.columns.narrowed.connect(self._narrowed)
        QShortcut(QKeySequence(shortcuts.ITEM), self).activated.connect(self._go_to_item)
        QShortcut(QKeySequence(shortcuts.MATERIALS), self).activated.connect(self._go_to_materials)

    def _changed(self) -> None:
        self._show_needed()
        self.side.show_files(self.materials.files())
        self._show_caption()
        if not self._loading:
            self.edited.emit()

    def _narrowed(self, narrow: bool) -> None:
        self.bar.set_narrow(narrow)
        self._show_caption()

    def _show_needed(self) -> None:
        self.materials.show_answers(self.answers.values())

    def _show_caption(self) -> None:
        view = self._view
        rests_on = self.materials.rests_on(promised=self.side.promises)
        caption = submit_caption(
            view.item if view else None, view.scope if view else None, self.columns.narrow, rests_on
        )
        self.bar.submit.set_caption(caption)

    def _check_answer(self, path: str) -> None:
        if self._view is None:
            return
        for trouble in check_answers(self._view.item, self.answers.values(), today=self._today()):
            if trouble.field == path and trouble.code != _MISSING:
                refused = Refused(trouble.code, f"answers.{path}", **trouble.values)
                self.answers.show_error(path, explain(refused, chosen()))

    def _place(self, path: str, sentence: str, body: Body) -> QWidget | None:
        part, _dot, rest = path.partition(".")
        match part:
            case "item" | "theme":
                self._item_field.show_error(sentence)
                return self.search
            case "applicant" | "agent":
                return self.people.show_error(path, sentence)
            case "answers":
                return self.answers.show_error(rest, sentence)
            case "materials":
                code = material_place(body, path)
                part = ".".join(path.split(".")[2:])
                return None if code is None else self.materials.show_error(code, sentence, part)
            case "details" if rest == "conditions":
                return self.side.show_error(sentence)
            case "details" if rest in _OF_REPLACEMENT and self._replacement is not None:
                self.replaced.say(not_void_text(sentence), "bad", _("改原因、不作废"))
                return self.replaced.action
            case "details":
                return self.people.show_error(path, sentence)
        return None

    def _show_first_wrong(self) -> None:
        self.columns.show_field(self._first_wrong)

    def _go_to_item(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_materials(self) -> None:
        first = self.materials.first()
        if first is not None:
            first.setFocus()
            self.columns.show_field(first)

    def _today(self) -> date:
        return local_date(self._services.clock.now())

    def _later_hint(self, names: list[str]) -> str:
        view = self._view
        if view is not None and view.promised is not None:
            return promised_hint(names, view.promised)
        return later_hint(names, view.later_due if view else None)


def _said(field: Field) -> bool:
    """Whether the field wants nothing more: a tick says something either way, as does what another one rules out."""
    value = field.editor.value()  # type: ignore[attr-defined]  # every editor of a form has one
    return isinstance(value, bool) or bool(value) or not field.editor.isEnabled()

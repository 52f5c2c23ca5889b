"""The chosen item with what the form shows of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.cases.timing import late_last
from app.catalogue.model import PointScope, Scope, ServiceItem
from app.catalogue.service import Catalogue
from app.themes.compose import Form
from ui.intake.rows import item_limits, item_marks, item_origin
from ui.intake.theme_rows import theme_items, theme_limits, theme_marks
from ui.theme import GRID
from ui.widgets.chip import ChipRow
from ui.widgets.frames import ElidedText, Text, WrappedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item or the form of a `theme`, what this point may do with it, and until when 容缺 materials may follow:
    `promised` is the day that the applicant has signed for."""

    item: ServiceItem
    scope: PointScope
    later_due: date | None
    promised: date | None = None
    theme: Form | None = None


def view_of(catalogue: Catalogue, item: ServiceItem, today: date) -> ItemView:
    """Reads what belongs to the item. Storage lane."""
    last = late_last(item, today, catalogue.calendar())
    return ItemView(item=item, scope=catalogue.scope(item.code), later_due=last)


def theme_view(catalogue: Catalogue, form: Form, today: date) -> ItemView:
    """As `view_of`, for a theme: it is taken in for other bodies where each of its items is, and what is late follows
    by the earliest of their days. Storage lane."""
    scopes = [catalogue.scope(item.code).scope for item in form.items.values()]
    forwards = all(scope is Scope.FORWARD for scope in scopes)
    calendar = catalogue.calendar()
    days = [day for item in form.items.values() if (day := late_last(item, today, calendar)) is not None]
    return ItemView(
        item=form.item,
        scope=PointScope(point="", item=form.item.code, scope=Scope.FORWARD if forwards else Scope.ACCEPT),
        later_due=min(days, default=None),
        theme=form,
    )


def named(view: ItemView | None) -> dict[str, str]:
    """What an input line names: the item, or the theme in its place."""
    if view is not None and view.theme is not None:
        return {"theme": view.theme.theme.code}
    return {"item": view.item.code if view else ""}


def version_of(view: ItemView | None) -> dict[str, Any]:
    """What a draft keeps of the version that it was typed under: of a theme also the versions of its items."""
    if view is None or view.theme is None:
        return {"version": view.item.version if view else None}
    items = {key: item.version for key, item in view.theme.items.items()}
    return {"version": view.theme.theme.version, "items": items}


class ItemHead(QWidget):
    """The item's name with its chips, its department and version, and its limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self._name = WrappedText("", "head", self)
        self._name.setObjectName("item_name")
        self._marks = ChipRow(self)
        row.addWidget(self._name, 1)
        row.addWidget(self._marks)
        column.addLayout(row)
        facts = QHBoxLayout()
        facts.setSpacing(2 * GRID)
        self._limits = Text("", "label", self)
        self._limits.setObjectName("item_limits")
        self._origin = ElidedText("", "label", self)
        self._origin.setObjectName("item_origin")
        facts.addWidget(self._limits)
        facts.addWidget(self._origin, 1)
        column.addLayout(facts)
        self.hide()

    def show_view(self, view: ItemView | None) -> None:
        """Another item, or none."""
        self.setVisible(view is not None)
        if view is not None:
            self._name.setText(view.item.name)
            theme = view.theme
            self._marks.show_marks(theme_marks(theme) if theme else item_marks(view.item, view.scope))
            self._origin.setText(theme_items(theme) if theme else item_origin(view.item))
            self._limits.setText(theme_limits() if theme else item_limits(view.item))

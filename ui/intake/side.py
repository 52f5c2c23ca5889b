"""Beside the materials: conditions to tick, attachments, and what the person did here before."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.applicants.service import Earlier
from app.catalogue.model import ServiceItem
from ui.intake.rows import short_day, state_text
from ui.language import _
from ui.shortcuts import USE_EARLIER
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.frames import Text, WrappedText
from ui.widgets.inputs import TickInput

_MOST_EARLIER = 4


class Side(QWidget):
    """`edited` when a condition is ticked, `use_earlier` when the details of an earlier visit are wanted."""

    edited = Signal()
    use_earlier = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        self.duplicate = Banner(self)
        self.duplicate.setObjectName("duplicate")
        column.addWidget(self.duplicate)
        self._files = WrappedText("", "secondary", self)
        self._files.setObjectName("files")
        column.addWidget(self._files)
        self._head = Text(_("受理条件"), "head", self)
        column.addWidget(self._head)
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(2)
        column.addLayout(self._conditions)
        self._note = WrappedText("", "note", self)
        self._note.setObjectName("conditions_note")
        column.addWidget(self._note)
        self._promise_based = False
        self._ticks: list[TickInput] = []
        self._earlier_head = Text(_("此人以前办过"), "head", self)
        column.addWidget(self._earlier_head)
        self._earlier = WrappedText("", "secondary", self)
        self._earlier.setObjectName("earlier_cases")
        column.addWidget(self._earlier)
        self._use = ActionButton(_("填入上次的电话和地址"), USE_EARLIER, name="use_earlier", parent=self)
        self._use.clicked.connect(self.use_earlier)
        column.addWidget(self._use)
        column.addStretch(1)
        self.show_item(None)
        self.show_earlier(None, can_use=False)
        self.show_files(())

    def show_item(self, item: ServiceItem | None) -> None:
        """The item's conditions, none ticked."""
        while (taken := self._conditions.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._ticks = []
        for place, condition in enumerate(item.conditions if item else ()):
            tick = TickInput(condition, self)
            tick.setObjectName(f"condition_{place}")
            tick.setToolTip(condition)
            tick.edited.connect(self._ticked)
            self._ticks.append(tick)
            self._conditions.addWidget(tick)
        self._promise_based = bool(item and item.promise_based and self._ticks)
        self._head.setVisible(bool(self._ticks))
        self._head.setText(_("受理条件（适用告知承诺）") if self._promise_based else _("受理条件"))
        self.clear_error()

    @property
    def promises(self) -> bool:
        """Whether the ticks are the applicant's promise: any tick of an item on 告知承诺."""
        return self._promise_based and bool(self.ticked())

    def show_error(self, sentence: str) -> QWidget:
        """The sentence under the ticks; the first open one to focus, or whatever may be ticked."""
        self._note.setText(sentence)
        self._note.set_kind("bad")
        self._note.show()
        return next((tick for tick in self._ticks if not tick.isChecked()), self._ticks[-1] if self._ticks else self)

    def clear_error(self) -> None:
        """What the ticks of an item on 告知承诺 mean, or nothing."""
        self._note.setText(_("请申请人逐条确认后勾选：全部勾选即按告知承诺受理，都不勾选按普通程序受理。"))
        self._note.set_kind("neutral")
        self._note.setVisible(self._promise_based)

    def _ticked(self) -> None:
        self.clear_error()
        self.edited.emit()

    def ticked(self) -> list[int]:
        """The places of the ticked conditions."""
        return [place for place, tick in enumerate(self._ticks) if tick.isChecked()]

    def show_ticked(self, places: Sequence[int]) -> None:
        """Tick these, e.g. from a draft."""
        for place, tick in enumerate(self._ticks):
            tick.set_value(place in places)

    def show_files(self, names: Sequence[str]) -> None:
        """The attachments' names."""
        self._files.setText(_("附件：{names}").format(names="、".join(names)))
        self._files.setVisible(bool(names))

    def show_earlier(self, earlier: Earlier | None, *, can_use: bool) -> None:
        """The person's last cases; `can_use`: their phone or address may be filled in."""
        cases = earlier.cases[:_MOST_EARLIER] if earlier else ()
        lines = [f"{short_day(case.received_at)}  {case.item_name}  {state_text(case.state)}" for case in cases]
        self._earlier.setText("\n".join(lines))
        self._earlier_head.setVisible(bool(lines))
        self._earlier.setVisible(bool(lines))
        self._use.setVisible(can_use)

"""The intake's decisions: 一次性告知, 不予受理, unfinished drafts, and the preview."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import SidaoError
from app.storage.cases import Draft
from ui.explain import explain
from ui.intake.rows import draft_row
from ui.language import _, chosen
from ui.shortcuts import DISCARD
from ui.tasks import Lane
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.frames import scrolling
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.preview import PagePicture, Preview, page_pictures
from ui.widgets.rows import Column
from ui.widgets.table import Table


class SupplementDialog(Dialog):
    """What is missing or wrong, material by material, all at once. `decided(wanted, reason)`."""

    decided = Signal(dict, str)

    def __init__(
        self, materials: Sequence[tuple[str, str, bool]], *, second: bool, parent: QWidget | None = None
    ) -> None:
        """`materials` are code, name and whether it is missing; `second`: this person was told before."""
        super().__init__(
            _("一次性告知"),
            _("把需要补正的全部内容一次写清：缺什么、哪里不对、怎样改。不需要补正的留空。"),
            width=640,
            parent=parent,
        )
        if second:
            warning = Banner(self)
            self.body.addWidget(warning)
            warning.say(_("此前已经一次性告知过。再次要求补正属于多次告知，请确认确有必要，并写明原因。"), "bad")
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        self._fields: dict[str, Field] = {}
        for code, name, missing in materials:
            editor = TextInput(_("例如：复印件缺本人页，请补齐"))
            editor.setObjectName(f"wanted_{code}")
            editor.set_value(_("未提交，请补交") if missing else "")
            self._fields[code] = Field(name, editor, required=missing, parent=inside)
            column.addWidget(self._fields[code])
        self._reason = Field(_("其他需要补正的内容"), TextArea(lines=2), parent=inside)
        self._reason.editor.setObjectName("supplement_reason")
        column.addWidget(self._reason)
        column.addStretch(1)
        area = scrolling(inside, self)
        area.setMinimumHeight(120)
        self.body.addWidget(area, 1)
        self.resize(640, 300 + 60 * len(materials))
        self.add_cancel()
        self.add_confirm(_("告知并打印告知书"))

    def confirm(self) -> None:
        wanted = {code: text for code, field in self._fields.items() if (text := _text(field))}
        reason = _text(self._reason)
        if not wanted and not reason:
            self._reason.show_error(_("请至少写一项需要补正的内容。"))
            return
        self.accept()
        self.decided.emit(wanted, reason)


class DeclineDialog(Dialog):
    """不予受理 needs a reason in words, and may say where to go instead. `decided(reason, body)`."""

    decided = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("不予受理"), _("理由会印在不予受理通知书上，并告知复议和诉讼的权利。"), width=560, parent=parent
        )
        self._reason = Field(_("理由和依据"), TextArea(lines=4), required=True, parent=self)
        self._reason.editor.setObjectName("decline_reason")
        self._body = Field(_("应向哪个机关申请"), TextInput(), parent=self)
        self._body.editor.setObjectName("decline_body")
        self.body.addWidget(self._reason)
        self.body.addWidget(self._body)
        self.add_cancel()
        self.add_confirm(_("不予受理并打印"), role="danger")

    def confirm(self) -> None:
        reason, elsewhere = _text(self._reason), _text(self._body)
        if not reason:
            self._reason.show_error(_("请写明不予受理的理由。"))
            self._reason.setFocus()
            return
        self.accept()
        self.decided.emit(reason, elsewhere)


class DraftsDialog(Dialog):
    """Unfinished intakes. `resumed(id)` goes on with one, `given_up(id)` discards one for good."""

    resumed = Signal(str)
    given_up = Signal(str)

    def __init__(self, drafts: Sequence[Draft], item_names: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(_("未完成的受理"), _("这些内容已经自动保存，可以接着办，或放弃。"), width=640, parent=parent)
        columns = (
            Column(title=_("申请人"), width=120),
            Column(title=_("事项")),
            Column(title=_("保存时间"), width=120),
        )
        self._rows = [draft_row(draft, item_names) for draft in drafts]
        self.table = Table(columns, "drafts", _("未完成的受理"), self)
        self.table.show_rows(self._rows)
        self.table.opened.connect(self._resume)
        self.table.setMinimumHeight(120)
        self.body.addWidget(self.table, 1)
        self.add_cancel()
        give_up = self.add_confirm(_("放弃这一份"), DISCARD, role="danger")
        give_up.setObjectName("give_up")
        give_up.clicked.disconnect(self.confirm)
        give_up.clicked.connect(self._give_up)
        self.add_confirm(_("接着办"))
        self.table.setFocus()

    def confirm(self) -> None:
        self._resume(self.table.chosen_key())

    def _resume(self, key: str) -> None:
        if key:
            self.accept()
            self.resumed.emit(key)

    def _give_up(self) -> None:
        if key := self.table.chosen_key():
            self.given_up.emit(key)
            self._rows = [row for row in self._rows if row.key != key]
            self.table.show_rows(self._rows)
            if not self._rows:
                self.accept()


class PreviewDialog(Dialog):
    """The paper as it will be printed; drawn on the devices lane when the dialog stands."""

    def __init__(self, lane: Lane, draw: Callable[[], bytes], parent: QWidget | None = None) -> None:
        super().__init__(_("预览"), _("正在生成…"), width=720, parent=parent)
        self._lane, self._draw = lane, draw
        self._asked = False
        self.pages = Preview(self)
        self.body.addWidget(self.pages, 1)
        self.add_cancel()
        if parent is not None:
            self.resize(760, parent.window().height() - 20)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._asked:
            return
        self._asked = True
        draw, width = self._draw, self.pages.pixels()
        self._lane.run(lambda: page_pictures(draw(), width), self._show, self._failed)

    def _show(self, pictures: tuple[PagePicture, ...]) -> None:
        self.sentence.hide()
        self.pages.show_pages(pictures)
        self.pages.setFocus()

    def _failed(self, error: SidaoError) -> None:
        self.sentence.setText(explain(error, chosen()))
        self.sentence.set_kind("bad")


def _text(field: Field) -> str:
    return str(field.editor.value())  # type: ignore[attr-defined]

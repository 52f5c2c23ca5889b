"""作废重办 over the intake: why the other case will be void, and the way to give that up."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui import shortcuts
from ui.intake.form import IntakeForm
from ui.intake.replacement import Replacement
from ui.language import _
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton, Role
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import TextArea, TickInput


class Replacing(QObject):
    """Waits for the banner's key as long as the form lives. `changed`: other words, or an ordinary intake from now on;
    `abandoned`: the whole intake was given up."""

    changed = Signal()
    abandoned = Signal()

    def __init__(self, form: IntakeForm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form
        form.replaced.pressed.connect(self._ask)

    def _ask(self) -> None:
        replacement = self._form.replacement
        if replacement is None:
            return
        dialog = ReplacingDialog(replacement, begun=True, parent=self._form)
        dialog.decided.connect(self._take)
        dialog.made_ordinary.connect(self._make_ordinary)
        dialog.abandoned.connect(self.abandoned)
        dialog.open()

    def _take(self, replacement: Replacement) -> None:
        self._form.show_replacement(replacement)
        self.changed.emit()

    def _make_ordinary(self) -> None:
        self._form.show_replacement(None)
        self.changed.emit()


class ReplacingDialog(Dialog):
    """`decided(Replacement)` with its reason and whether the old papers came back. Once the intake is `begun` it may
    also be made an ordinary one, or be given up (`abandoned`); in neither is anything void."""

    decided = Signal(object)
    made_ordinary = Signal()
    abandoned = Signal()

    def __init__(
        self, replacement: Replacement, *, begun: bool, reminder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("作废重办"),
            _(
                "{number}：先另开一份填好的受理，事项也可以改。新件受理打印时原办件才作废，"
                "新件保留原来的收件时间，两件的文书一起打印；在这以前什么都不变。"
            ).format(number=replacement.number),
            width=600,
            parent=parent,
        )
        self._replacement = replacement
        if reminder:
            banner = Banner(self)
            self.body.addWidget(banner)
            banner.say(reminder, "attention")
        self._reason = Field(
            _("作废的原因（印在作废通知书上）"), TextArea(_("例如：事项选错"), lines=2), required=True, parent=self
        )
        self._reason.editor.setObjectName("replacing_reason")
        self._taken_back = TickInput(_("旧文书已经全部收回"), self)
        self._taken_back.setObjectName("replacing_taken_back")
        self._taken_back.setChecked(replacement.taken_back)
        self._taken_back.setVisible(replacement.papers)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._taken_back)
        self._editor.set_value(replacement.reason)
        self.add_cancel()
        if begun:
            given_up = self._offer(_("放弃这一份"), shortcuts.ABANDON, "replacing_abandon", "danger")
            given_up.clicked.connect(self._abandon)
            ordinary = self._offer(_("改为普通受理"), shortcuts.ORDINARY, "replacing_ordinary")
            ordinary.clicked.connect(self._ordinary)
        self.add_confirm(_("保存") if begun else _("填新件"))
        self._reason.setFocus()

    def confirm(self) -> None:
        reason = self._editor.value()
        if not reason:
            self._reason.show_error(_("请写明原因，申请人会在作废通知书上看到。"))
            self._reason.setFocus()
            return
        self.accept()
        self.decided.emit(replace(self._replacement, reason=reason, taken_back=self._taken_back.value()))

    @property
    def _editor(self) -> TextArea:
        editor = self._reason.editor
        assert isinstance(editor, TextArea)
        return editor

    def _offer(self, caption: str, key: str, name: str, role: Role = "plain") -> ActionButton:
        button = ActionButton(caption, key, role=role, name=name, parent=self)
        self.buttons.addWidget(button)
        return button

    def _ordinary(self) -> None:
        self.accept()
        self.made_ordinary.emit()

    def _abandon(self) -> None:
        self.accept()
        self.abandoned.emit()

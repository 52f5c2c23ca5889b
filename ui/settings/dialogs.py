"""A new clerk, and another passphrase."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import SidaoError
from app.storage.clerks import Clerk
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.services import SettingsServices
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field
from ui.widgets.inputs import CodeInput, TextInput


class _Passphrases(Dialog):
    """A dialog with fields by name; the two new passphrases must be the same."""

    def __init__(self, head: str, sentence: str, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(head, sentence, width=440, parent=parent)
        self._services = services
        self.fields: dict[str, Field] = {}

    def add(self, name: str, label: str, editor: TextInput) -> None:
        """One more field."""
        editor.setObjectName(f"clerk_{name}")
        self.fields[name] = Field(label, editor, required=True, parent=self)
        self.body.addWidget(self.fields[name])

    def add_secret(self, name: str, label: str) -> None:
        """A field that shows dots."""
        editor = TextInput()
        editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(name, label, editor)

    def text(self, name: str) -> str:
        """What was typed, blanks included: a passphrase may hold them."""
        editor = self.fields[name].editor
        assert isinstance(editor, TextInput)
        return editor.text()

    def same(self) -> bool:
        """Whether the new passphrase was typed twice alike; if not, that stands beside the second."""
        self.clear()
        if self.text("new") == self.text("again"):
            return True
        self.show_error("again", _("两次输入的口令不一样，请重新输入。"))
        return False

    def clear(self) -> None:
        for field in self.fields.values():
            field.clear_note()

    def show_error(self, name: str, said: str) -> None:
        self.fields[name].show_error(said)
        self.fields[name].setFocus()

    def done_well(self, _result: object) -> None:
        """The service has kept it."""
        self.accept()


class AddClerkDialog(_Passphrases):
    """Name, staff number and a first passphrase."""

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        sentence = _("新人员用自己的口令登录；口令至少 6 个字符，请本人输入。")
        super().__init__(_("添加人员"), sentence, services, parent)
        self.add("name", _("姓名"), TextInput())
        self.add("number", _("工号"), CodeInput())
        self.add_secret("new", _("口令"))
        self.add_secret("again", _("再输一次"))
        self.add_cancel()
        self.add_confirm(_("添加"))
        self.fields["name"].setFocus()

    def confirm(self) -> None:
        if self.same():
            clerks = self._services.clerks
            name, number, new = self.text("name"), self.text("number"), self.text("new")
            self._services.lanes.storage.run(lambda: clerks.add(name, number, new), self.done_well, self._refused)

    def _refused(self, error: SidaoError) -> None:
        place = {"passphrase": "new", "number": "number"}.get(error.field or "", "name")
        if place == "name" and self.text("name").strip():
            place = "number"
        self.show_error(place, explain(error, chosen()))


class PassphraseDialog(_Passphrases):
    """The signed-in clerk's own passphrase; the old one stays good until the new one is kept."""

    def __init__(self, services: SettingsServices, clerk: Clerk, parent: QWidget | None = None) -> None:
        sentence = _("至少 6 个字符。忘记口令可由市级平台恢复，数据不会丢。")
        super().__init__(_("更改 {name} 的口令").format(name=clerk.name), sentence, services, parent)
        self._clerk = clerk
        self.add_secret("old", _("现在的口令"))
        self.add_secret("new", _("新口令"))
        self.add_secret("again", _("再输一次"))
        self.add_cancel()
        self.add_confirm(_("更改"))
        self.fields["old"].setFocus()

    def confirm(self) -> None:
        if self.same():
            clerks, clerk, old, new = self._services.clerks, self._clerk, self.text("old"), self.text("new")
            self._services.lanes.storage.run(
                lambda: clerks.change_passphrase(clerk, old, new), self.done_well, self._refused
            )

    def _refused(self, error: SidaoError) -> None:
        self.show_error("old" if error.code == "passphrase_wrong" else "new", explain(error, chosen()))

"""The point's own phone, address and hours, of all items or of one: all of the catalogue that a point may change."""

from collections.abc import Sequence
from dataclasses import astuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalogue.model import ItemCode, LocalWords, ServiceItem
from app.errors import Refused, SidaoError
from ui.explain import explain
from ui.language import _, chosen
from ui.settings.services import SettingsServices
from ui.widgets.field import Field
from ui.widgets.frames import Text, WrappedText
from ui.widgets.grid import FieldGrid
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput

_ALL = ""


class WordingPanel(QWidget):
    """What is typed of one item stays while another is looked at; `keep` is called on the storage lane."""

    def __init__(self, services: SettingsServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._items: dict[str, ServiceItem] = {}
        self._kept: dict[str, LocalWords] = {}
        self._typed: dict[str, LocalWords] = {}
        self._shown = _ALL
        self._item = ChoiceInput([(_ALL, _("全部事项"))])
        self._phone, self._address, self._hours = CodeInput(), TextInput(), TextInput()
        self._item.setObjectName("own_item")
        self.fields: dict[str, Field] = {}
        grid = FieldGrid()
        grid.add(Field(_("事项"), self._item, required=True), 12)
        for editor, name, label, span in (
            (self._phone, "phone", _("咨询电话"), 5),
            (self._hours, "window_hours", _("办理时间"), 7),
            (self._address, "address", _("办理地点"), 12),
        ):
            editor.setObjectName(f"own_{name}")
            self.fields[name] = Field(label, editor)
            grid.add(self.fields[name], span)
        grid.arrange()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(_("本点自己的电话、地点和时间"), "head"))
        about = _("写到文书和办事指南上，空着就用市里的；市里更新目录不会冲掉。目录的其他内容由市里定。")
        column.addWidget(WrappedText(about, "note"))
        column.addWidget(grid)
        self._item.edited.connect(self._go_to_item)

    def ask(self) -> None:
        """Reads what is kept; what is being typed stays."""
        services = self._services
        services.lanes.storage.run(lambda: (services.items(), services.wording.words()), self._show)

    def typed(self) -> tuple[LocalWords, ...]:
        """Everything that differs from what is kept, item by item."""
        self._remember()
        return tuple(words for item, words in self._typed.items() if words != self._kept_of(item))

    def keep(self, typed: Sequence[LocalWords]) -> None:
        """On the storage lane. Raises what `LocalWording.keep` does, about "own_phone@ITEM" and the like."""
        for words in typed:
            try:
                self._services.wording.keep(words)
            except Refused as error:
                raise Refused(error.code, f"own_{error.field}@{words.item or _ALL}", **error.values) from error

    def kept(self) -> None:
        """All that was typed is kept now."""
        self._typed.clear()
        self.clear_errors()
        self.ask()

    def show_error(self, error: SidaoError) -> bool:
        """The sentence beside its field, with its item in front; False when it is about something else."""
        name, _at, item = (error.field or "").removeprefix("own_").partition("@")
        if name not in self.fields or not (error.field or "").startswith("own_"):
            return False
        self._remember()
        self._item.set_value(item)
        self._go_to(item)
        self.fields[name].show_error(explain(error, chosen()))
        self.fields[name].editor.setFocus()
        return True

    def clear_errors(self) -> None:
        """Nothing is wrong."""
        for field in self.fields.values():
            field.clear_note()

    def _show(self, answer: tuple[Sequence[ServiceItem], Sequence[LocalWords]]) -> None:
        items, words = answer
        if set(self._items) != {item.code for item in items}:
            self._item.clear()
            for code, name in ((_ALL, _("全部事项")), *((item.code, item.name) for item in items)):
                self._item.addItem(name, code)
            self._items = {item.code: item for item in items}
            self._item.set_value(self._shown)
        self._remember()
        self._kept = {one.item or _ALL: one for one in words}
        self._go_to(self._shown)

    def _go_to_item(self) -> None:
        self._remember()
        self.clear_errors()
        self._go_to(str(self._item.value() or _ALL))

    def _go_to(self, item: str) -> None:
        self._shown = item
        words, city = self._typed.get(item, self._kept_of(item)), self._items.get(item)
        for editor, said, theirs in (
            (self._phone, words.phone, city and city.phone),
            (self._address, words.address, city and city.address),
            (self._hours, words.window_hours, city and city.window_hours),
        ):
            editor.set_value(said)
            editor.setPlaceholderText(theirs or "")

    def _remember(self) -> None:
        words = LocalWords(
            item=ItemCode(self._shown) if self._shown else None,
            phone=self._phone.value() or None,
            address=self._address.value() or None,
            window_hours=self._hours.value() or None,
        )
        if astuple(words) != astuple(self._kept_of(self._shown)):
            self._typed[self._shown] = words
        else:
            self._typed.pop(self._shown, None)

    def _kept_of(self, item: str) -> LocalWords:
        return self._kept.get(item, LocalWords(item=ItemCode(item) if item else None))

"""The decisions about 代办员, visits and batches that need a few fields."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.helping.model import Batch, Helper
from app.ids import ActionId
from ui.helping.form_dialog import FormDialog, date_input
from ui.helping.rows import batch_said
from ui.helping.services import HelpingServices
from ui.intake.rows import helper_choices
from ui.language import _
from ui.widgets.inputs import ChoiceInput, CodeInput, TextArea, TextInput


class HelperDialog(FormDialog):
    """A new 代办员. `done_well(Helper)`."""

    def __init__(self, services: HelpingServices, parent: QWidget | None = None) -> None:
        sentence = _("任期内的代办员在受理时可以选，办件里记下是谁带来的。")
        super().__init__(_("登记代办员"), sentence, services.lanes.storage, parent=parent)
        self._services = services
        self._action = ActionId(services.ids.new())
        village = CodeInput(_("12 位区划编码"))
        self.add("name", _("姓名"), TextInput(), 4)
        self.add("place", _("村（社区）名称"), TextInput(), 4)
        self.add("village", _("村（社区）编码"), village, 4)
        self.add("phone", _("电话"), CodeInput(), 4, required=False)
        self.add("since", _("任期开始"), date_input(), 4, required=False)
        self.add("until", _("任期结束"), date_input(), 4, required=False)
        self.add("number", _("编号（不填由系统编）"), CodeInput(upper=True), 12)
        village.set_value(services.point if not services.point.endswith("000") else services.point[:9])
        self.grid.arrange()
        self.add_cancel()
        self.add_confirm(_("登记"))
        self.fields["name"].setFocus()

    def confirm(self) -> None:
        try:
            since, until = self.day("since"), self.day("until")
        except Refused as refused:
            self.refused(refused)
            return
        register, action = self._services.register, self._action
        name, village, place = self.value("name"), self.value("village"), self.value("place")
        phone, number = self.value("phone"), self.value("number")
        self.ask(
            lambda: register.add(
                name, village, place=place, phone=phone, number=number, since=since, until=until, action=action
            )
        )


class RetireDialog(FormDialog):
    """The end of a term. `done_well(Helper)`."""

    def __init__(self, services: HelpingServices, helper: Helper, today: date, parent: QWidget | None = None) -> None:
        sentence = _("以后受理时不再能选 {name}；名册、上门记录和带来的办件都留着。").format(name=helper.name)
        super().__init__(_("任期结束"), sentence, services.lanes.storage, width=440, parent=parent)
        self._services, self._helper = services, helper
        self._action = ActionId(services.ids.new())
        last = date_input()
        self.add("until", _("任期最后一天"), last, 12)
        last.set_value(today.isoformat())
        self.grid.arrange()
        self.add_cancel()
        self.add_confirm(_("任期结束"))
        last.setFocus()

    def confirm(self) -> None:
        try:
            last = self.day("until")
        except Refused as refused:
            self.refused(refused)
            return
        register, number, action = self._services.register, self._helper.number, self._action
        self.ask(lambda: register.retire(number, last, action=action))


class VisitDialog(FormDialog):
    """A visit to be noted. `done_well(Visit)`."""

    def __init__(
        self, services: HelpingServices, helpers: Sequence[Helper], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("记上门"), "", services.lanes.storage, parent=parent)
        self._services = services
        self._action = ActionId(services.ids.new())
        choices = helper_choices(helpers)
        helper, day = ChoiceInput(choices, _("请选择")), date_input()
        self.add("helper", _("代办员"), helper, 8)
        self.add("on", _("日期"), day, 4)
        self.add("name", _("群众姓名"), TextInput(), 5)
        self.add("id_no", _("证件号码"), CodeInput(upper=True), 7, required=False)
        self.add("purpose", _("为了什么事"), TextInput(_("例如：高龄津贴资格认证")), 12)
        self.add("result", _("结果"), TextInput(), 12, required=False)
        day.set_value(today.isoformat())
        helper.set_value(choices[0][0] if len(choices) == 1 else None)
        self.grid.arrange()
        self.add_cancel()
        self.add_confirm(_("记下"))
        (self.fields["name"] if len(choices) == 1 else self.fields["helper"]).setFocus()

    def confirm(self) -> None:
        try:
            day = self.day("on")
        except Refused as refused:
            self.refused(refused)
            return
        register, action = self._services.register, self._action
        number, name, purpose = self.value("helper"), self.value("name"), self.value("purpose")
        id_no, result = self.value("id_no"), self.value("result")
        self.ask(lambda: register.visit(number, name, purpose, on=day, id_no=id_no, result=result, action=action))


class HandOverDialog(FormDialog):
    """The list is closed and printed in two copies. `done_well(Batch)`."""

    def __init__(self, services: HelpingServices, batch: Batch, clerk: str, parent: QWidget | None = None) -> None:
        sentence = _(
            "{count} 件由{source}交给{target}。交出以后清单不能再改，三个工作日内应接收；清单打印两联，双方签名。"
        )
        said = sentence.format(count=len(batch.lines), source=batch.from_place, target=batch.to_place)
        super().__init__(_("交出"), said, services.lanes.storage, width=480, parent=parent)
        self._services, self._batch = services, batch
        self._action = ActionId(services.ids.new())
        giver = TextInput()
        self.add("giver", _("交出人（在清单上签名）"), giver, 12)
        giver.set_value(batch.helper_name or clerk)
        self.grid.arrange()
        self.add_cancel()
        self.add_confirm(_("交出并打印"))
        giver.setFocus()

    def confirm(self) -> None:
        hand_overs, number, giver, action = self._services.hand_overs, self._batch.id, self.value("giver"), self._action
        self.ask(lambda: hand_overs.hand_over(number, giver, action=action))


class SettleDialog(FormDialog):
    """What became of what was missing. `done_well(Batch)`."""

    def __init__(self, services: HelpingServices, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(_("了结"), batch_said(batch, services.point), services.lanes.storage, width=480, parent=parent)
        self._services, self._batch = services, batch
        self._action = ActionId(services.ids.new())
        words = TextArea(_("例如：缺的一件当天补到，多的一件已退给代办员"), lines=3)
        self.add("words", _("后来怎样处理的"), words, 12)
        self.grid.arrange()
        self.add_cancel()
        self.add_confirm(_("了结"))
        words.setFocus()

    def confirm(self) -> None:
        hand_overs, number, words, action = self._services.hand_overs, self._batch.id, self.value("words"), self._action
        self.ask(lambda: hand_overs.settle(number, words, action=action))

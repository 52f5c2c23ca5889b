"""Who acts for the applicant: 代理人, or a company's 经办人; and by what they act."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.applicants.checked import Checked
from app.catalogue.answer_values import tidy
from app.catalogue.model import Field as Asked
from app.catalogue.model import FieldType
from ui import shortcuts
from ui.fonts import EnsureGlyphs
from ui.intake.person_fields import PersonFields, put, text_of
from ui.intake.rows import authorities, identity_found, relations
from ui.language import _
from ui.widgets.buttons import ActionButton
from ui.widgets.field import Field
from ui.widgets.inputs import ChoiceInput, CodeInput, TextInput

_DATE = Asked(code="until", label="", type=FieldType.DATE)


class AgentFields(PersonFields):
    """The line's "agent". `letter_asked`: 授权委托书, filled from the form, for the applicant to sign."""

    letter_asked = Signal()

    def __init__(self, *, ensure: EnsureGlyphs, today: Callable[[], date]) -> None:
        self._today = today
        self._letter_no: str | None = None  # kept as it came: only an input line asks for it
        super().__init__("agent", ensure=ensure, today=today)
        phone, relation = CodeInput(), ChoiceInput(relations(), _("请选择"))
        relation.keeps_others = True  # an input line may hold any word
        phone.left.connect(self.check_phones)
        self._phone = self.add_field(_("代理人电话"), phone, "phone", 3)
        self._relation = self.add_field(_("与申请人关系"), relation, "relation", 3)
        self._add_authority()

    def values(self) -> dict[str, Any]:
        """The agent as the input line writes them; the authority only where one is chosen."""
        kind = text_of(self._kind)
        authority = {
            "kind": kind,
            "scope": text_of(self._scope),
            "valid_until": text_of(self._until),
            "number": self._letter_no,
        }
        agent = {**self.who.values(), "phone": text_of(self._phone), "relation": text_of(self._relation)}
        return {**agent, "authority": authority} if kind else agent

    def show_values(self, agent: dict[str, Any]) -> None:
        """Fill in; an empty agent empties the fields."""
        self.who.show(agent)
        put(self._phone, agent.get("phone"))
        put(self._relation, agent.get("relation"))
        authority = agent.get("authority") or {}
        self._letter_no = authority.get("number")
        put(self._kind, authority.get("kind"))
        put(self._scope, authority.get("scope"))
        put(self._until, authority.get("valid_until"))

    def found(self, checked: Checked) -> str:
        return identity_found(checked, None, self._today())

    def _add_authority(self) -> None:
        kind, scope = ChoiceInput(authorities(), _("请选择")), TextInput(_("例如：代办高龄津贴申领并领取结果"))
        self._kind = self.add_field(_("代理凭据"), kind, "authority.kind", 3)
        self._until = self.add_field(
            _("凭据有效期至"), CodeInput(_("年-月-日"), tidy=_as_date), "authority.valid_until", 3
        )
        self._scope = self.add_field(_("代理事项和权限"), scope, "authority.scope", 8)
        letter = ActionButton(_("打印委托书"), shortcuts.LETTER, name="print_letter")
        letter.clicked.connect(self.letter_asked)
        place = Field("", letter, required=True, parent=self)
        letter.setAccessibleName(_("打印委托书"))
        self.add(place, 4)


def _as_date(text: str) -> str:
    return str(tidy(_DATE, text) or "")

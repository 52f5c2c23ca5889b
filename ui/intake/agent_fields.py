"""Who acts for the applicant: 代理人, or a company's 经办人."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.applicants.checked import Checked
from ui.fonts import EnsureGlyphs
from ui.intake.person_fields import PersonFields, put, text_of
from ui.intake.rows import identity_found, relations
from ui.language import _
from ui.widgets.inputs import ChoiceInput, CodeInput


class AgentFields(PersonFields):
    """The line's "agent"."""

    def __init__(self, *, ensure: EnsureGlyphs, today: Callable[[], date]) -> None:
        self._today = today
        super().__init__("agent", ensure=ensure, today=today)
        phone, relation = CodeInput(), ChoiceInput(relations(), _("请选择"))
        relation.keeps_others = True  # an input line may hold any word
        phone.left.connect(self.check_phones)
        self._phone = self.add_field(_("代理人电话"), phone, "phone", 3)
        self._relation = self.add_field(_("与申请人关系"), relation, "relation", 3)

    def values(self) -> dict[str, Any]:
        """The agent as the input line writes them."""
        return {**self.who.values(), "phone": text_of(self._phone), "relation": text_of(self._relation)}

    def show_values(self, agent: dict[str, Any]) -> None:
        """Fill in; an empty agent empties the fields."""
        self.who.show(agent)
        put(self._phone, agent.get("phone"))
        put(self._relation, agent.get("relation"))

    def found(self, checked: Checked) -> str:
        return identity_found(checked, None, self._today())
